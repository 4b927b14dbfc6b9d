"""A copy of the records, and what happens to promises when it is put back."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from participants.models import Heartbeat, Message, Person
from participants.outbox.dispatch import dispatch
from projects.models import Boundary, Openness, Project

pytestmark = pytest.mark.django_db(transaction=True)


def message(to: Person, slot: str, **more) -> Message:
    return Message.objects.create(kind="test", about="x", slot=slot, recipient=to, channel="email", text=slot, **more)


def copy(folder: Path) -> Path:
    call_command("backup", folder=folder)
    return max(folder.glob("coproduce-*"))


def test_a_copy_put_back_brings_all_records_back_as_they_were(project, lena, max, tmp_path, capsys) -> None:
    before = [list(model.objects.order_by("pk").values()) for model in (Project, Person, Boundary)]
    file = copy(tmp_path)
    Boundary.objects.create(project=project, what="Written later", openness=Openness.OPEN)
    Person.objects.filter(pk=lena.pk).update(name="Changed later")

    call_command("restore", file, yes=True)

    assert [list(model.objects.order_by("pk").values()) for model in (Project, Person, Boundary)] == before
    assert oct(file.stat().st_mode)[-3:] == "600"
    assert capsys.readouterr().out == (
        f"Copied to {file}\nRestored. 0 messages are held: a facilitator decides about each on the messages page.\n"
        "Nothing else is sent until a facilitator presses a button there, or you run: release\n"
    )


def test_after_a_restore_nothing_is_sent_that_may_have_been_sent_before(lena, tmp_path, mail_server) -> None:
    now = timezone.now()
    message(lena, "due", next_at=now)
    message(lena, "in hand", state="claimed", next_at=now, lease_until=now)
    message(lena, "next week", next_at=now + timedelta(days=7))
    message(lena, "sent", state="sent", sent_at=now)
    file = copy(tmp_path)
    Message.objects.filter(slot="due").update(state="sent", sent_at=now)

    call_command("restore", file, yes=True)
    dispatch()

    assert mail_server.arrived == []
    assert dict(Message.objects.values_list("slot", "state")) == {
        "due": "uncertain",
        "in hand": "uncertain",
        "next week": "queued",
        "sent": "sent",
    }


def test_a_running_site_is_not_restored(lena, tmp_path) -> None:
    file = copy(tmp_path)
    Person.objects.filter(pk=lena.pk).update(name="Changed later")
    Heartbeat.beat("dispatch", timezone.now())

    with pytest.raises(CommandError, match=r"^The site is running\. Stop its web and its worker"):
        call_command("restore", file, yes=True)

    assert Person.objects.get(pk=lena.pk).name == "Changed later"


@pytest.mark.parametrize("words", [b"", b"This is a letter, not a copy.", b"SQLite format 3\0, and more", b"\x1f\x8b"])
def test_a_file_that_is_no_copy_changes_nothing(lena, tmp_path, words) -> None:
    (tmp_path / "letter").write_bytes(words)

    with pytest.raises(CommandError, match=r"letter is not a whole copy of a (SQLite|PostgreSQL) database\.$"):
        call_command("restore", tmp_path / "letter", yes=True)

    assert Person.objects.get(pk=lena.pk).name == "Lena Okoro"


def test_half_a_copy_changes_nothing(lena, tmp_path) -> None:
    file = copy(tmp_path)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    Person.objects.filter(pk=lena.pk).update(name="Changed later")

    with pytest.raises(CommandError, match=r"is not a whole copy of a (SQLite|PostgreSQL) database\.$"):
        call_command("restore", file, yes=True)

    assert Person.objects.get(pk=lena.pk).name == "Changed later"


def test_old_copies_go_and_half_a_copy_has_no_name(organisation, tmp_path) -> None:
    for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
        (tmp_path / f"coproduce-{day}-030000.sqlite3").touch()

    call_command("backup", folder=tmp_path, keep=2)

    kept = sorted(file.name for file in tmp_path.iterdir())
    assert kept[0] == "coproduce-2026-01-03-030000.sqlite3"
    assert kept[1].startswith(f"coproduce-{timezone.localdate()}")
    assert len(kept) == 2
