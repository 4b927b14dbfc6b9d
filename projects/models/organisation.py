"""Who runs this: the name and number at the foot of every page."""

import uuid

from django.db import models


class Organisation(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    phone = models.CharField("phone number for help", max_length=30)
    email = models.EmailField("email for help", blank=True)
    safeguarding_lead = models.CharField("safeguarding lead", max_length=80)
    safeguarding_phone = models.CharField("safeguarding phone", max_length=30)
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
