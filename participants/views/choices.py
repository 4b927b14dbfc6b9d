"""My choices: one page that shows them all, and a page of one question for each."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from participants.forms.choices import FORMS
from participants.models import Credit, Person
from participants.requests import SignedIn


def credit_words(person: Person) -> str:
    """How they are named beside what they brought; empty while they have not said."""
    return f"By name: {person.credited}" if person.credit == Credit.NAME else person.get_credit_display()


def reading_words(person: Person) -> str:
    return person.reading.words if person.reading else "The usual ones"


def when_words(person: Person) -> str:
    return "One email at 8 in the morning" if person.daily else "At once"


def stopped_words(person: Person) -> str:
    """None, some projects, or all of them."""
    stops = list(person.stops.all())
    if not stops:
        return "None"
    return "All" if any(stop.scope is None for stop in stops) else f"{len(stops)} project{'s' * (len(stops) > 1)}"


# Heading -> what it is, what is chosen (empty: not recorded), and the question or page that changes it.
GROUPS: dict[str, list[tuple[str, Callable[[Person], str | None], str]]] = {
    "About you": [
        ("Name", lambda person: person.name, "name"),
        ("What you bring", lambda person: person.brings, "brings"),
        ("How we name you", credit_words, "credit"),
    ],
    "How we reach you": [
        ("How you hear from us", lambda person: person.contact.label, "contact"),
        ("When emails come", when_words, "when"),
        ("Messages you stopped", stopped_words, "stops"),
        ("Email", lambda person: person.email, "email_change"),
        ("Phone", lambda person: person.phone, "phone"),
        ("Address for letters", lambda person: person.address, "address"),
    ],
    "How you read here": [
        ("Easy words first", lambda person: "Yes" if person.easy_words else "No", "easy-words"),
        ("Text and colours", reading_words, "reading"),
    ],
}
# What else is mine, each on a page of its own: words, url name. One line each.
MORE = [
    ("What I said, and taking it back", "ideas"),
    ("What I agree to", "my_consents"),
    ("What I did, for my CV", "my_record"),
    ("What helps me to take part", "my_needs"),
    ("What I get back", "my_returns"),
    ("What is offered to me, and asking to be rung", "my_care"),
    ("How I sign in", "sign_in_ways"),
    ("A copy of everything about me, or deleting it", "my_data"),
]


def choices(request: SignedIn) -> HttpResponse:
    """Everything I chose, each with the page that changes it."""
    groups = [
        (heading, [(label, chosen(request.user), address(what)) for label, chosen, what in lines])
        for heading, lines in GROUPS.items()
    ]
    return render(request, "participants/choices.html", {"groups": groups, "more": MORE})


def address(what: str) -> str:
    """Of a question, or of a page that is called so."""
    return reverse("choice", args=[what]) if what in FORMS else reverse(what)


def choice(request: SignedIn, what: str) -> HttpResponse:
    """One question, answered for oneself."""
    if what not in FORMS:
        raise Http404
    # Not request.user: what is typed wrongly must not stand on the rest of the page.
    person = get_object_or_404(Person, pk=request.user.pk)
    form = FORMS[what](request.POST if request.method == "POST" else None, instance=person)
    if form.is_valid():
        form.keep()
        messages.success(request, f"Saved: {form.heading[0].lower()}{form.heading[1:]}.")
        return redirect("choices")
    return render(request, "participants/choice.html", {"form": form})
