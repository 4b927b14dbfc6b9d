"""Telling people: a promise is a row, made with `tell`; one dispatcher keeps it, once."""

from participants.outbox.channels.by_hand import told_by_hand
from participants.outbox.kinds import Attachment, Kind, Owed, Stops, at_once, register
from participants.outbox.promise import tell, tell_each
from participants.outbox.reach import goes_by_itself
from participants.outbox.staff import arrived, put_off, reminders_of, send_again

__all__ = [
    "Attachment",
    "Kind",
    "Owed",
    "Stops",
    "arrived",
    "at_once",
    "goes_by_itself",
    "put_off",
    "register",
    "reminders_of",
    "send_again",
    "tell",
    "tell_each",
    "told_by_hand",
]
