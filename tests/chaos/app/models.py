"""What is promised to whom, and how often the app heard that it was told."""

from django.db import models

from participants.models import Person


class Promise(models.Model):
    person = models.ForeignKey(Person, models.PROTECT, db_constraint=False)
    due_at = models.DateTimeField()
    answered = models.BooleanField(default=False)
    told = models.PositiveIntegerField(default=0)
