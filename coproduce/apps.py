from django.apps import AppConfig
from django.core.checks import register

from coproduce.checks import pdf_libraries


class CoproduceConfig(AppConfig):
    """Settings, urls, the queue and the operator's commands. No app imports it."""

    name = "coproduce"

    def ready(self) -> None:
        """Say at every start when PDFs cannot be made."""
        register(pdf_libraries)
