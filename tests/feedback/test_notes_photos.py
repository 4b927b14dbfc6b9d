"""Notes may be messy; photos are kept as a picture and nothing else, whatever the phone put into them."""

import struct
import zlib
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pillow_heif import register_heif_opener

from feedback.forms.say_for import FLIP_CHART
from projects.models import Paper
from projects.photo import NotAPhoto, as_we_keep_it
from tests.feedback.saying import said
from tests.meeting import planned
from tests.reading import heading, links, read, said_back, to_check, tree, typed

register_heif_opener()

MARCH = date(2026, 3, 18)
GPS, MAKER, TURN = 0x8825, 0x010F, 0x0112
SECRET = "Wren Street 12"


def a_photo(kind: str = "JPEG", size: tuple[int, int] = (60, 30), turned: int = 1, **more) -> bytes:
    """A red sheet with a blue left end, made by a phone that knows where it is."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (0, 0, size[0] // 3, size[1]))
    exif = Image.Exif()
    exif[MAKER], exif[TURN] = SECRET, turned
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 27.0, 12.5), 3: "W", 4: (2.0, 35.0, 1.5)})
    file = BytesIO()
    picture.save(file, kind, exif=exif, **more)
    return file.getvalue()


def a_bomb() -> bytes:
    """A small PNG that says it is 20,000 pixels wide and high."""
    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    chunks = [struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.fixture
def session(project, fay, lena):
    return planned(project, fay)


def notes_of(session) -> str:
    return reverse("session_notes", args=[session.project_id, session.pk])


def add(client, session, *files: tuple[str, bytes], **more):
    sent = {"file": [SimpleUploadedFile(name, content) for name, content in files]} | more
    return client.post(reverse("photos_add", args=[session.project_id, session.pk]), sent, follow=True)


# ---- the picture alone


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "MPO"])
def test_of_any_phones_photo_only_the_picture_is_kept(kind):
    more = {"comment": SECRET} if kind == "JPEG" else {"xmp": SECRET.encode()} if kind == "WEBP" else {}
    sent = a_photo(kind, (2000, 1000), turned=1 if kind == "HEIF" else 6, **more)
    upright = (1600, 800) if kind == "HEIF" else (800, 1600)

    kept = as_we_keep_it(sent)

    picture = Image.open(BytesIO(kept))
    assert SECRET.encode() in sent
    assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", upright, {})
    assert set(picture.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert [
        words for words in (SECRET.encode(), b"Exif", b"GPS", b"http", b"\xff\xe1", b"\xff\xfe") if words in kept
    ] == []
    red, _, blue = picture.getpixel((5, 5))
    assert blue > 200 > red if kind == "HEIF" else True


def test_what_is_see_through_lies_on_white_and_print_colours_are_read():
    clear, printed = BytesIO(), BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(clear, "PNG")
    Image.new("CMYK", (9, 9), (0, 255, 255, 0)).save(printed, "JPEG")

    corners = [Image.open(BytesIO(as_we_keep_it(one.getvalue()))).getpixel((4, 4)) for one in (clear, printed)]

    assert corners[0] == (255, 255, 255)
    assert corners[1][0] > 200 > 60 > corners[1][1]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (b"", "it is not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "it is not a picture"),
        (b"<html>" + a_photo(), "it is not a picture"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "it is not a picture"),
        (a_photo(size=(900, 900))[:2000], "it is broken off"),
        (a_photo("PNG", (900, 900))[:-60], "it is broken off"),
        (a_bomb(), "it is too large to open"),
    ],
)
def test_what_is_no_photo_is_named(sent, why):
    with pytest.raises(NotAPhoto, match=why):
        as_we_keep_it(sent)


# ---- on the page


def test_fay_adds_what_her_phone_gives_her_and_hears_of_what_cannot_be_kept(client_of, session, fay, settings):
    client = client_of(fay)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100  # the larger ones come through a file on the disk

    response = add(
        client,
        session,
        ("wall.jpg", a_photo()),
        ("talk.pdf", b"%PDF-1.7"),
        ("IMG_1.HEIC", a_photo("HEIF")),
        ("huge.jpg", a_photo() + b"\0" * Paper.MOST_BYTES),
        ("empty.png", b""),
        described="Chairs in a circle.",
    )

    photos = Paper.objects.all()
    assert said_back(response) == [
        "2 photos are here.",
        "talk.pdf is not here: it is not a picture that we can read. Send a JPEG, PNG, WebP or HEIC.",
        "huge.jpg is not here: it is larger than 10 MB. Send a smaller copy.",
        "empty.png is not here: it is not a picture that we can read. Send a JPEG, PNG, WebP or HEIC.",
    ]
    kept = {(one.kind, one.title, one.described, one.content_type, one.file_name) for one in photos}
    assert kept == {("photo", "Photo from session 1", "Chairs in a circle.", "image/jpeg", "photo.jpg")}
    assert [bytes(one.content)[:2] for one in photos] == [b"\xff\xd8"] * 2
    assert [picture.get("alt") for picture in tree(response).iter("img")] == ["Chairs in a circle."] * 2


def test_ten_at_once_and_no_more_are_looked_at(client_of, session, fay):
    files = [(f"{number}.jpg", a_photo()) for number in range(12)]

    response = add(client_of(fay), session, *files)

    assert said_back(response)[1] == "Only 10 photos fit at once. These were left out: 10.jpg, 11.jpg."
    assert Paper.objects.count() == 10
    assert "Say it, or take the photo away" in read(response)
    assert said_back(add(client_of(fay), session)) == ["Choose a photo."]


def test_a_photo_is_words_too_and_goes_for_good(client_of, session, fay):
    client = client_of(fay)
    add(client, session, ("wall.jpg", a_photo()))
    photo = Paper.objects.get()
    words, remove = (reverse(name, args=[session.project_id, photo.pk]) for name in ("photo_edit", "photo_remove"))

    empty = client.post(words, {"described": ""})
    client.post(words, {"described": "A door with a bell."}, follow=True)
    described = Paper.objects.get().described
    gone = client.post(remove, follow=True)

    assert to_check(empty) == ["Say in one line what it shows."]
    assert described == "A door with a bell."
    assert (said_back(gone), Paper.objects.count()) == (["The photo is gone. We keep no copy."], 0)


def test_notes_and_photos_are_read_by_others_once_they_are_shared(
    client_of, project, session, fay, lena, pru, max, olu
):
    client = client_of(fay)
    add(client, session, ("wall.jpg", a_photo()), described="The wall.")
    client.post(notes_of(session), typed(client.get(notes_of(session))) | {"notes": "Fleur said: too loud."})
    photo = reverse("photo", args=[project.pk, Paper.objects.get().pk])

    def codes(url):
        return [client_of(person).get(url).status_code for person in (fay, lena, pru, max, olu)]

    before = codes(notes_of(session)), codes(photo)
    client.post(notes_of(session), typed(client.get(notes_of(session))) | {"shared": "on", "sorted": "on"})

    session.refresh_from_db()
    today = timezone.localdate()
    page, picture = client_of(lena).get(notes_of(session)), client_of(lena).get(photo)
    assert before == ([200, 404, 404, 403, 404], [200, 404, 404, 404, 404])
    assert (codes(notes_of(session)), codes(photo)) == ([200, 200, 200, 403, 404], [200, 200, 200, 404, 404])
    assert (session.notes_shared_on, session.notes_sorted_on) == (today, today)
    assert session.notes_words == "fleur said: too loud."
    assert "Fleur said: too loud." in read(page)
    assert (len(tree(page).forms[1:]), heading(page)) == (0, "Notes")
    assert client_of(lena).post(notes_of(session), {"notes": "No"}).status_code == 403
    assert [picture[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Disposition")] == [
        "image/jpeg",
        "nosniff",
        'inline; filename="photo.jpg"',
    ]


def test_a_paper_that_is_no_photo_of_ours_is_not_shown_as_one(client_of, project, fay):
    paper = {"project": project, "title": "Costs", "added_by": fay, "content": b"<script>", "content_type": "text/html"}
    papers = [Paper.objects.create(**paper), Paper.objects.create(kind="photo", **paper)]

    codes = [client_of(fay).get(reverse("photo", args=[project.pk, one.pk])).status_code for one in papers]

    assert codes == [404, 404]


def test_two_who_write_notes_at_once_lose_nothing(client_of, session, fay):
    first, second = client_of(fay), client_of(fay)
    mine = typed(second.get(notes_of(session))) | {"notes": "The lift came up."}
    first.post(notes_of(session), typed(first.get(notes_of(session))) | {"notes": "Four chairs."})

    response = second.post(notes_of(session), mine)

    session.refresh_from_db()
    assert session.notes == "Four chairs."
    assert to_check(response) == ["Someone else wrote here while you were typing. Their notes stand below."]
    assert typed(response)["notes"] == "The lift came up."
    assert "What stands there now Four chairs." in read(response)
    second.post(notes_of(session), typed(response) | {"notes": "Four chairs. The lift came up."})
    session.refresh_from_db()
    assert session.notes == "Four chairs. The lift came up."


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_notes_ask_as_often_for_300_photos_as_for_1(
    client_of, project, session, fay, django_assert_num_queries, rows
):
    Paper.objects.bulk_create(
        Paper(project=project, session=session, kind="photo", title="Photo", content=b"x" * 9000, added_by=fay)
        for _ in range(rows)
    )
    client = client_of(fay)

    with django_assert_num_queries(7) as queries:
        client.get(notes_of(session))

    assert not any('"content"' in query["sql"] for query in queries)


# ---- a flip chart, typed piece by piece


def test_fay_types_a_flip_chart_piece_by_piece_beside_its_photo(client_of, project, fay, session):
    browser = client_of(fay)
    add(browser, session, ("wall.jpg", a_photo()), described="Sheets on the wall.")
    here = reverse("say_from_photo", args=[project.pk, Paper.objects.get().pk])
    notes = browser.get(notes_of(session))

    first = browser.get(here)
    ramp = {"problem": "No ramp.", "better": "A ramp.", "group": "Tuesday group"}
    second = browser.post(here, typed(first) | ramp, follow=True)
    third = browser.post(here, typed(second) | {"problem": "Cold.", "better": "Heat."}, follow=True)

    rows = project.feedback.order_by("recorded_at").values_list("problem", "session", "group", "channel", "source")
    assert here in links(notes)
    assert tree(first).xpath("//figure//img/@alt") == ["Sheets on the wall."]
    assert typed(first)["group"] == f"People at {session.numbered.lower()}"
    assert said_back(second) == ['Written down: "No ramp."']
    assert "What did they say?" in read(first)
    assert tree(first).xpath("//main//button/text()")[-1] == "Save, and type the next"
    assert "Typed so far: 2 Cold.No ramp." in read(third)
    assert list(rows) == [
        ("No ramp.", session.pk, "Tuesday group", "paper", "From a photo of the flip chart"),
        ("Cold.", session.pk, "Tuesday group", "paper", "From a photo of the flip chart"),
    ]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_of_a_flip_chart_asks_as_often_for_300_as_for_1(
    client_of, project, fay, session, django_assert_num_queries, count
):
    browser = client_of(fay)
    add(browser, session, ("wall.jpg", a_photo()))
    here = reverse("say_from_photo", args=[project.pk, Paper.objects.get().pk])
    for number in range(count):
        said(project, None, f"Line {number}", group="Tuesday group", session=session, source=FLIP_CHART)

    with django_assert_num_queries(8):
        page = browser.get(here)

    assert f"Typed so far: {count}" in read(page)
