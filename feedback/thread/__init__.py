"""How people shaped this: what was changed, by whom, why, and the words that led to it (SP-P3, TE-IT2)."""

from feedback.thread.change import Change
from feedback.thread.whole import of_project, of_session, of_subject

__all__ = ["Change", "of_project", "of_session", "of_subject"]
