"""Whom a session's messages are owed to, asked at each tick: these queries are made once in a process."""

from datetime import date, datetime

from participants.prepared import prepared
from projects.models import Attendance
from projects.models.attendance import AttendanceQuerySet


def whole(rows: AttendanceQuerySet) -> AttendanceQuerySet:
    """With all that a letter says of them, those of one session one after the other."""
    return rows.select_related("session__project__organisation", "person").order_by("session", "recorded_at", "pk")


@prepared
def to_invite(*, as_at: datetime) -> AttendanceQuerySet:
    return whole(Attendance.objects.to_invite(as_at))


@prepared
def to_tell_of_change(*, as_at: datetime) -> AttendanceQuerySet:
    return whole(Attendance.objects.to_tell_of_change(as_at))


@prepared
def to_tell_it_is_off(*, as_at: datetime) -> AttendanceQuerySet:
    return whole(Attendance.objects.to_tell_it_is_off(as_at))


@prepared
def to_remind(*, as_at: datetime, today: date, until: datetime) -> AttendanceQuerySet:
    return whole(Attendance.objects.to_remind(as_at, today).filter(session__starts_at__lt=until))
