"""Telling what was answered earlier, to one or to all who wait for the same answer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from feedback.forms.tell import TellForm
from feedback.kinds import tell_answer, wait_for_the_same
from feedback.models import Feedback, Reply
from feedback.views.board import to_list
from feedback.views.many import told_in_words, ways
from participants.outbox import goes_by_itself
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project

IN_A_ROOM = 30  # answers on one page: as many as anybody reads out
ON_CODE = "The answer stands now where their code leads."


@project_view("answer_feedback")
def tell_giver(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """By messages, or told already. Also the word that there is no decision yet, which nobody has told."""
    rows = Reply.objects.to_tell().select_related("feedback__giver", "feedback__project")
    reply = rows.filter(feedback__project=project, feedback=pk).first()
    if not reply and request.method == "GET" and project.feedback.filter(pk=pk).exists():
        return redirect("answer", project.pk, pk)  # told in the meantime, or passed on
    if not reply:
        raise Http404
    if not reply.why:
        messages.error(request, "Write down why, first. Nobody is told without a reason.")
        return redirect("answer", project.pk, pk)
    replies, sending = [reply, *wait_for_the_same(reply)], request.POST.get("send")
    sent = request.POST if request.method == "POST" and not sending else None
    form = TellForm(sent, replies=replies, aloud=with_it(reply))
    if sending and (reply.feedback.comes_back or (sending == "all" and form.by_message)):
        return send(request, replies if sending == "all" else replies[:1])
    if form.is_valid():
        messages.success(request, f"Written down as told: {form.told()}.")
        return to_list(project, show="tell")  # who else is to be told
    page = {"project": project, "said": reply.feedback, "reply": reply, "form": form, "count": len(replies)}
    page |= {"by_hand": by_hand(reply.feedback), "aloud": by_answer([reply, *form.aloud])}
    return render(request, "feedback/tell_giver.html", page | {"ways": ways(form.pieces)})


def with_it(reply: Reply) -> list[Reply]:
    """What else is told in the same room, when a group is told in public."""
    said = reply.feedback
    return [] if said.comes_back else list(Reply.objects.to_say_aloud(said.project).exclude(pk=reply.pk)[:IN_A_ROOM])


def by_answer(replies: list[Reply]) -> list[list[Reply]]:
    """What is read out: each answer once, under all who said what it answers. The first one heads the page."""
    same: dict[str, list[Reply]] = {}
    for reply in replies:
        same.setdefault("\n".join([reply.in_short, reply.why]), []).append(reply)
    first, *others = same.values()
    return [*([first[1:]] if first[1:] else []), *others]


def send(request: SignedIn, replies: list[Reply]) -> HttpResponse:
    """Through the outbox, once, each in their way; groups wait until somebody tells people in public."""
    tell_answer(*replies)
    pieces = [reply.feedback for reply in replies]
    messages.success(request, told_in_words(pieces).strip() if pieces[1:] else one_in_words(pieces[0]))
    in_public = next((said for said in pieces if not said.comes_back), None)
    if in_public:
        return redirect("tell_giver", in_public.project_id, in_public.pk)
    return redirect("board", pieces[0].project_id)


def one_in_words(said: Feedback) -> str:
    """Where the answer to one piece is now."""
    if said.code_hash:
        return ON_CODE
    return "It is on your list of people to tell." if by_hand(said) else "It is on its way."


def by_hand(said: Feedback) -> bool:
    """A person tells this giver: no machine of ours can."""
    return bool(said.giver and not goes_by_itself(said.giver))
