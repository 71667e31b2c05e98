"""The staff of the demonstration house, one for every role, with PINs that are printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoStaff:
    """A member of staff and what to type to be that person."""

    id: str
    name: str
    roles: tuple[str, ...]
    lang: str
    pin: str
    login: str = ""
    password: str = ""


TEAM = (
    DemoStaff("u01", "何嘉儀 Kelly", ("receptionist",), "zh-Hant", "274916"),
    DemoStaff("u02", "周晓琳 Lynn", ("receptionist",), "zh-Hans", "580362"),
    DemoStaff("u03", "Grace Bennett", ("receptionist",), "en", "416083"),
    DemoStaff("u04", "Inés Núñez", ("receptionist",), "es", "739205"),
    DemoStaff("u05", "梁國強", ("guard",), "zh-Hant", "350749"),
    DemoStaff("u06", "Samuel Doyle", ("security",), "en", "862057"),
    DemoStaff("u07", "方慧敏 Winnie", ("shift_leader",), "zh-Hant", "693804"),
    DemoStaff(
        "u08",
        "Martin Hartley",
        ("supervisor",),
        "en",
        "947036",
        "supervisor",
        "lantern-by-the-door",
    ),
    DemoStaff(
        "u09", "鄭詠珊 Sandra", ("manager",), "zh-Hant", "508437", "manager", "seven-brass-keys"
    ),
    DemoStaff(
        "u10", "高志遠", ("duty_director",), "zh-Hant", "730592", "director", "night-bell-and-lamp"
    ),
    DemoStaff("u11", "马建国", ("maintenance",), "zh-Hans", "461870"),
    DemoStaff("u12", "Rocío Peña", ("finance",), "es", "295063"),
    DemoStaff(
        "u13", "Owen Lockhart", ("administrator",), "en", "806294", "admin", "open-the-front-door"
    ),
)
