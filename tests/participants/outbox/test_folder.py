"""Without a mail server each email is a file."""

from email.parser import BytesParser
from email.policy import default as modern

from participants.models import Message
from participants.outbox import steps
from participants.outbox.channels import Result, way_out
from participants.outbox.dispatch import dispatch
from participants.outbox.letter import letter, part_of


def test_each_mail_is_one_file_named_after_its_message(lena, tell_news, clock, settings, tmp_path):
    settings.EMAIL_HOST, settings.EMAIL_FILE_PATH = "", tmp_path / "mail"
    message = tell_news(lena)

    dispatch(clock)

    [file] = (tmp_path / "mail").iterdir()
    assert file.name == f"{message.pk}.eml"
    assert BytesParser(policy=modern).parsebytes(file.read_bytes())["Subject"] == "News: chairs"
    assert Message.objects.get().state == "sent"


def test_who_lost_the_message_writes_no_file(lena, tell_news, clock, settings, tmp_path):
    settings.EMAIL_HOST, settings.EMAIL_FILE_PATH = "", tmp_path
    tell_news(lena)
    [message] = steps.claim(clock())

    with way_out() as folder:
        outcome = folder.send(letter([part_of(message)]), lambda: False)

    assert outcome.result == Result.LOST
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_kills_nothing(lena, tell_news, clock, settings, tmp_path):
    (tmp_path / "mail").write_text("a file stands in the way")
    settings.EMAIL_HOST, settings.EMAIL_FILE_PATH = "", tmp_path / "mail"
    tell_news(lena)

    dispatch(clock)

    message = Message.objects.get()
    assert (message.state, message.attempts) == ("queued", 0)
    assert message.why == "The mail folder cannot be written to (File exists)."
