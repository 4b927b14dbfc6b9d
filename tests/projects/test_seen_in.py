"""What a project shows when it is handed over is what `visible_to` shows."""

import pytest
from django.utils import timezone

from feedback.models import News
from projects.models import AgendaItem, Project, Role, Session, SessionKind
from projects.places import Places
from tests.people import STARTED, join, someone

PLACES = [(here, everywhere) for here in (None, *Role) for everywhere in (None, *Role)]


@pytest.fixture
def held(project, olu, fay):
    """A session of each kind with a subject and news, in this project and in another."""
    for one in (project, Project.objects.exclude(pk=project.pk).get()):
        News.objects.create(project=one, progress="Chairs", written_by=fay, told_on=STARTED)
        for kind in SessionKind:
            session = Session(project=one, title=kind.label, kind=kind, made_by=fay).record()
            inside = session.members_only
            item = AgendaItem(project=one, session=session, what="Lamps", first_raised_on=STARTED, among_members=inside)
            item.keep(fay)
            News.objects.create(project=one, session=session, progress="Lamps", written_by=fay, told_on=STARTED)
            News.objects.create(project=one, session=session, progress="Not told", written_by=fay)


def test_places_know_what_visible_to_shows_and_with_role_says(held, project, organisation):
    wyn, found = someone("Wyn Price"), set()
    for here, everywhere in PLACES:
        for place in wyn.memberships.current():
            place.end(timezone.now())
        for role, where in ((here, project), (everywhere, None)):
            if role:
                join(wyn, organisation, where, role)
        known = Places(wyn).projects()
        asked = Project.objects.visible_to(wyn).with_role(wyn).order_by("title")
        seen = set(Session.objects.among(known))
        assert [(one, one.role_value) for one in known] == [(one, one.role_value) for one in asked]
        assert seen == set(Session.objects.visible_to(wyn)), (here, everywhere)
        found.add(len(seen))

    assert found == {0, 3, 4, 6, 7, 8}


def test_seen_in_shows_what_visible_to_shows_to_every_role(held, project, organisation):
    wyn, found = someone("Wyn Price"), set()
    for here, everywhere in PLACES:
        for place in wyn.memberships.current():
            place.end(timezone.now())
        for role, where in ((here, project), (everywhere, None)):
            if role:
                join(wyn, organisation, where, role)
        handed = Project.objects.with_role(wyn).get(pk=project.pk)
        assert bool(handed.role_value) == Project.objects.visible_to(wyn).filter(pk=project.pk).exists()
        if handed.role_value:
            for model in (Session, AgendaItem, News):
                seen = set(model.objects.seen_in(handed))
                assert seen == set(model.objects.visible_to(wyn).filter(project=project)), (here, everywhere)
                found.add((model, len(seen)))

    assert found == {(Session, 4), (Session, 3), (AgendaItem, 4), (AgendaItem, 3), (News, 5), (News, 4)}
