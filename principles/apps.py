from django.apps import AppConfig


class PrinciplesConfig(AppConfig):
    """How well we did it: checklists, traps, reviews."""

    name = "principles"
