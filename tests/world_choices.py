"""What people of the world chose for themselves; each question has an address of its own."""

from participants.forms.choices import FORMS


def add_choices(world, add) -> None:
    for what in FORMS:
        add(world, what.partition("-")[0], None, what=what)
