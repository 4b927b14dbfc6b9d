"""Two people who change one agenda in the same moment do not stop each other."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from projects.models import AgendaItem
from tests.meeting import brought, planned

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What came of each, done in threads that begin together."""
    begin, came = Barrier(len(acts)), []

    def one(act: Callable[[], object]) -> None:
        begin.wait()
        try:
            came.append(act())
        except Exception as fault:
            came.append(repr(fault))
        finally:
            connection.close()

    threads = [Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


@pytest.mark.postgres
def test_two_people_move_and_take_subjects_of_one_session_while_the_tick_brings_others_back(
    client_of, project, fay, lena, pru
):
    session = planned(project, fay, timezone.now() + timedelta(days=9))
    first, *_, last = [brought(project, lena, f"Subject {number}", session) for number in range(6)]
    today, came = timezone.localdate(), []

    def send(browser, name: str, item: AgendaItem, **data: object) -> int:
        return browser.post(reverse(name, args=[project.pk, item.pk]), data).status_code

    lenas, prus, fays = client_of(lena), client_of(pru), client_of(fay)
    for _ in range(6):
        parked = brought(project, lena, "Parking").park(lena, today, today + timedelta(days=10))
        came += at_once(
            lambda: send(lenas, "agenda_move", first, to="down"),
            lambda: send(prus, "agenda_move", last, to="up"),
            lambda parked=parked: send(fays, "agenda_take", parked, session=session.pk),
            lambda: AgendaItem.objects.come_back(timezone.now()) * 0 + 302,
        )

    assert set(came) == {302}
    assert session.agenda.count() == 12
