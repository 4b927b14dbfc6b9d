from feedback.models.feedback import Feedback, Kind, NamedAs
from feedback.models.reply import Outcome, Reason, Reply

__all__ = ["Feedback", "Kind", "NamedAs", "Outcome", "Reason", "Reply"]
