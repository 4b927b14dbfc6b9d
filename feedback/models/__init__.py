from feedback.models.feedback import Feedback, Kind, NamedAs
from feedback.models.lesson import Lesson, LessonKind
from feedback.models.news import News
from feedback.models.reply import Outcome, Reason, Reply
from feedback.models.upload import Upload

__all__ = ["Feedback", "Kind", "Lesson", "LessonKind", "NamedAs", "News", "Outcome", "Reason", "Reply", "Upload"]
