"""Gather the tables that all registers share: one file per noun."""

from desk.tables.admission import Barred, Household, Permission
from desk.tables.audit import Audit
from desk.tables.blob import Blob, BlobPart
from desk.tables.clock import RunningClock
from desk.tables.device import Device, EnrolCode
from desk.tables.hold import Hold
from desk.tables.journal import Journal
from desk.tables.message import Channel, Message
from desk.tables.personal import Personal, RecordPersonal
from desk.tables.place import Person, Room
from desk.tables.quarantine import Quarantine
from desk.tables.receipt import Receipt
from desk.tables.record import ListedRecord, Record
from desk.tables.reference import REFERENCE, Reference
from desk.tables.server_key import ServerKey
from desk.tables.setting import Hours, Prompt, Setting
from desk.tables.site import Site
from desk.tables.staff import Staff

__all__ = [
    "REFERENCE",
    "Audit",
    "Barred",
    "Blob",
    "BlobPart",
    "Channel",
    "Device",
    "EnrolCode",
    "Hold",
    "Hours",
    "Household",
    "Journal",
    "ListedRecord",
    "Message",
    "Permission",
    "Person",
    "Personal",
    "Prompt",
    "Quarantine",
    "Receipt",
    "Record",
    "RecordPersonal",
    "Reference",
    "Room",
    "RunningClock",
    "ServerKey",
    "Setting",
    "Site",
    "Staff",
]
