"""What makes a password good enough, in our words."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)

LETTERS = 12


class LongEnough(MinimumLengthValidator):
    def __init__(self) -> None:
        super().__init__(LETTERS)

    def get_error_message(self) -> str:
        return f"This is too short. Use {LETTERS} letters or more: three words work well."


class NotOften(CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Many people use this one, so it is easy to guess."


class NotMe(UserAttributeSimilarityValidator):
    def __init__(self) -> None:
        super().__init__(("name", "email"))

    def get_error_message(self) -> str:
        return "This is too much like your own name or address."
