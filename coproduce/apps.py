from django.apps import AppConfig


class CoproduceConfig(AppConfig):
    """Settings, urls, the queue and the operator's commands. No app imports it."""

    name = "coproduce"
