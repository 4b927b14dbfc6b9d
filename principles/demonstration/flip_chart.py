"""The photo of a flip chart, drawn: a sheet on a wall, one line for each thing that somebody wrote in their own pen."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from principles.demonstration.story import Data, Story, backdate
from projects.models import Paper

WALL, SHEET, EDGE = "#b7ad9c", "#fdfcf6", "#8d8474"
PENS = ("#1d3557", "#8a1c1c", "#1b1b1b", "#1f5c34")
SIZE, CORNER, STEP = (960, 1280), (70, 60), 128  # pixels of the photo, of the sheet's margin, between two lines


def pin_up(story: Story, data: Data) -> None:
    """A photo of what people wrote at a session, with what it shows in words."""
    picture = drawn(data["heading"], data["lines"])
    photo = Paper.photo_of(story.sessions[data["session"]], picture, data["described"], story.by)
    backdate(photo, story.days.moment(data["on"], 17))


def drawn(heading: str, lines: list[str]) -> bytes:
    """Held a little askew, as by somebody in a hurry."""
    sheet = Image.new("RGB", SIZE, WALL)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((*CORNER, SIZE[0] - CORNER[0], SIZE[1] - 30), fill=SHEET, outline=EDGE, width=3)
    write(sheet, heading, (120, 110), 54, PENS[2], 0)
    for number, line in enumerate(lines):
        place = (130 + number * 37 % 60, 260 + number * STEP)
        write(sheet, line, place, 46, PENS[number % len(PENS)], (number * 3 % 5 - 2) * 0.9)
    kept = BytesIO()
    sheet.rotate(1.4, Image.Resampling.BICUBIC, fillcolor=WALL).save(kept, "JPEG", quality=82)
    return kept.getvalue()


def write(sheet: Image.Image, words: str, place: tuple[int, int], size: int, colour: str, tilt: float) -> None:
    """One line in one pen, slanting as lines by hand do."""
    font = ImageFont.load_default(size)
    ink = Image.new("L", (SIZE[0], size * 3), 0)
    ImageDraw.Draw(ink).text((0, size), words, fill=255, font=font, stroke_width=1)
    ink = ink.rotate(tilt, Image.Resampling.BICUBIC, center=(0, size))
    sheet.paste(colour, (place[0], place[1] - size), ink)
