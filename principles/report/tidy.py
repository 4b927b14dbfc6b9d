"""What WeasyPrint leaves to be done for PDF/UA-1, on the finished file."""

from collections.abc import Iterator
from io import BytesIO

from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Page,
    Pdf,
)
from pikepdf import parse_content_stream as parse
from pikepdf import unparse_content_stream as unparse

PRINT = 4
Content = tuple[tuple[int, int], int]


def tidy(made: BytesIO) -> bytes:
    """Header cells say what they head; pictures without words and page numbers are decoration; links are printed."""
    out = BytesIO()
    with Pdf.open(made) as pdf:
        tagged = set(walk(pdf.Root.StructTreeRoot))
        for page in pdf.pages:
            mark_decoration(pdf, page, tagged)
            for link in page.get("/Annots", Array()):
                link.F = int(link.get("/F", 0)) | PRINT
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def walk(element: Object, in_head: bool = False) -> Iterator[Content]:
    """Mend every element below this one, and yield the content that belongs to one: its page and its number there."""
    element.K = Array([child for child in element.get("/K", Array()) if not wordless_picture(child)])
    for child in element.K:
        if isinstance(child, int):
            yield element.Pg.objgen, child
        elif "/S" in child:
            if child.S == Name.TH:
                child.A = child.get("/A", Dictionary(O=Name.Table))
                child.A.Scope = Name.Column if in_head else Name.Row
            yield from walk(child, in_head or Name.THead == child.S)


def wordless_picture(child: Object) -> bool:
    """The words stand beside such a picture; read aloud it would only be in the way."""
    return not isinstance(child, int) and child.get("/S") == Name.Figure and "/Alt" not in child


def mark_decoration(pdf: Pdf, page: Page, tagged: set[Content]) -> None:
    """Tell reading software to pass over what no element of the page's structure owns."""
    decoration = ContentStreamInstruction([Name.Artifact, Dictionary(Type=Name.Pagination)], Operator("BDC"))
    steps = [decoration if is_orphan(step, page, tagged) else step for step in parse(page)]
    page.Contents = pdf.make_stream(unparse(steps))


def is_orphan(step: ContentStreamInstruction | ContentStreamInlineImage, page: Page, tagged: set[Content]) -> bool:
    if step.operator != Operator("BDC"):
        return False
    number = step.operands[1].get("/MCID")
    return number is not None and (page.objgen, int(number)) not in tagged
