"""What somebody who looks first has looked at."""

from django.utils.crypto import salted_hmac

from feedback.models import Feedback


def mark_of(said: Feedback) -> str:
    """It changes when the giver adds words: whoever opened the page before has not seen these."""
    asked = [reply.giver_words for reply in said.replies.all() if reply.giver_words]
    words = "\0".join((said.problem, said.better, said.not_asked, *asked))
    return salted_hmac("feedback.looking", words, algorithm="sha256").hexdigest()
