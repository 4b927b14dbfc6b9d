"""Whom to ring when someone may be in danger: of the project, or of the organisation where there is none."""

from dataclasses import dataclass

from django.urls import reverse

from projects.models import Organisation, Project


@dataclass(frozen=True)
class Contact:
    """`url`: the page that says what happens next. What nobody wrote down is empty."""

    lead: str
    phone: str
    url: str
    out_of_hours: str = ""
    passes_on: str = ""
    what_happens: str = ""
    procedure: str = ""

    @property
    def shown(self) -> str:
        return f"{self.lead}, {self.phone}"


def contact_of(organisation: Organisation, project: Project | None = None) -> Contact:
    """The project's own once somebody has confirmed one."""
    opens = project and project.role_value  # known where the project was handed to somebody who is in it
    url = reverse("safe", args=[project.pk]) if project and opens else reverse("safe_here")
    safety = project.safety if project else None
    if not safety:
        return Contact(organisation.safeguarding_lead, organisation.safeguarding_phone, url)
    return Contact(
        safety.lead,
        safety.phone,
        url,
        safety.out_of_hours,
        safety.passes_on,
        safety.what_happens,
        safety.procedure,
    )
