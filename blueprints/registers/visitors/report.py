"""What the office reads of visitors: who came when and why, how long, and which slips are out."""

from desk.reports import Report

report = Report(
    came="signed_in_at",
    left="left_at",
    back="slip_returned_at",
    unseen="auto_closed_at",
    reason="purpose",
    meeting="meeting_room",
    also=("left_lobby",),
)
