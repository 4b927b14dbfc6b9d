"""What came by an open link and waits for a look; how a piece was said."""

from typing import Any

from django import template

from care.contact import contact_of
from feedback.looking import mark_of
from feedback.models import Channel, Feedback, NamedAs
from projects.models import Decision, Project, Session

register = template.Library()
register.filter("mark", mark_of)


@register.inclusion_tag("feedback/_to_look_at.html")
def to_look_at(project: Project, count: int) -> dict[str, Any]:
    """A line with a link, at the head of the board, while something waits."""
    return {"project": project, "count": count}


@register.inclusion_tag("feedback/_said_how.html")
def said_how(said: Feedback, project: Project, near: bool = False) -> dict[str, Any]:
    """What it is about; and for the giver and those who answer (`near`) how it came, with whom, for whose ears."""
    thing = seen_thing(said, project)
    by_name = said.named_as == NamedAs.NAME
    return {
        "said": said,
        "near": near,
        "about": said.is_about if thing else "",
        "url": thing.get_absolute_url() if thing and project.role_value else "",
        "others": said.with_others if near or by_name else "",
        "came": said.get_channel_display() if near and said.channel in (Channel.LINK, Channel.PAPER) else "",
    }


def seen_thing(said: Feedback, project: Project) -> Session | Decision | None:
    """What it is about, where whoever looks may know of it."""
    if said.session:
        for_members = said.session.members_only
        return said.session if not for_members or (project.role_value and project.role.among_members) else None
    return said.about if said.about and (said.about.final_on or project.may("record_decision")) else None


@register.simple_tag
def lead_line(project: Project) -> str:
    """Whom to ring if somebody is not safe, for paper."""
    contact = contact_of(project.organisation, project)
    return f"Is somebody in danger? Ring {contact.lead}: {contact.phone}. In an emergency ring 999."
