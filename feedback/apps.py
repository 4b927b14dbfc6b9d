from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Said, answered, told, changed, learned."""

    name = "feedback"
