from django.apps import AppConfig


class ChaosConfig(AppConfig):
    """Promises for the chaos test only."""

    name = "tests.chaos.app"
    label = "chaos"
