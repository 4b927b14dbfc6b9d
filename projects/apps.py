from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """What we do together, on what terms."""

    name = "projects"
