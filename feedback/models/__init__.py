from feedback.models.feedback import Feedback, Kind, NamedAs
from feedback.models.reply import Outcome, Reason, Reply
from feedback.models.upload import Upload

__all__ = ["Feedback", "Kind", "NamedAs", "Outcome", "Reason", "Reply", "Upload"]
