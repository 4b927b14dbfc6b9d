from django.apps import AppConfig


class CareConfig(AppConfig):
    """Who is here and who is missing, what people need, what they get back, and that they are safe."""

    name = "care"
