"""What a person reads on a page."""

from django.http import HttpResponse
from lxml import html


def tree(response: HttpResponse) -> html.HtmlElement:
    return html.fromstring(response.content.decode())


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def read(response: HttpResponse) -> str:
    """The words of the main part."""
    return words(tree(response).get_element_by_id("main"))


def heading(response: HttpResponse) -> str:
    return words(tree(response).find(".//h1"))


def to_check(response: HttpResponse) -> list[str]:
    """The lines of the error summary, once each of them leads to a control of the page."""
    page = tree(response)
    summary = page.xpath("//*[@class='errs']")
    links = [link for box in summary for link in box.iter("a")]
    for link in links:
        page.get_element_by_id(link.get("href").removeprefix("#"))
    assert page.findtext(".//title").startswith("Error: ") == bool(summary)
    return [words(line) for box in summary for line in box.iter("li")]


def main_form(response: HttpResponse) -> html.FormElement | None:
    """The form that somebody types in and that is sent to the page itself."""
    forms = [form for form in tree(response).forms if not form.get("action") and form.method == "POST"]
    return next((form for form in forms if set(form.fields) - {"csrfmiddlewaretoken", "send"}), None)


def typed(response: HttpResponse) -> dict[str, str]:
    """Name of the control -> what stands in it now; of choices the chosen one."""
    form = main_form(response)
    values = dict.fromkeys(form.fields.keys(), "") | dict(form.form_values())
    del values["csrfmiddlewaretoken"]
    return {name: value.removeprefix("\n") for name, value in values.items()}  # a text area begins after the line


def said_back(response: HttpResponse) -> list[str]:
    """The short notes that tell what has just been done."""
    return [words(note) for note in tree(response).xpath("//*[@role='status']")]


def links(response: HttpResponse) -> list[str]:
    """Where the links of the main part lead."""
    return [link.get("href") for link in tree(response).get_element_by_id("main").iter("a")]
