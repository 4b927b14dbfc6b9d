from feedback.models.asked import Asked
from feedback.models.change import Change, Noticed, Noticing, Output
from feedback.models.feedback import Feedback
from feedback.models.lesson import Lesson, LessonKind
from feedback.models.news import HowFar, News
from feedback.models.public import PublicLine, PublicPage, Says
from feedback.models.reply import Outcome, Reason, Reply
from feedback.models.stands import Channel, Kind, NamedAs
from feedback.models.upload import Upload

__all__ = [
    "Asked",
    "Change",
    "Channel",
    "Feedback",
    "HowFar",
    "Kind",
    "Lesson",
    "LessonKind",
    "NamedAs",
    "News",
    "Noticed",
    "Noticing",
    "Outcome",
    "Output",
    "PublicLine",
    "PublicPage",
    "Reason",
    "Reply",
    "Says",
    "Upload",
]
