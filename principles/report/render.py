"""Facts to HTML for paper. The same fragments serve the screen: see `templates/principles/report/`."""

import re

from django.template.loader import render_to_string

from principles.report.facts import Facts

# WeasyPrint does not apply the page's CSS inside a picture: on paper each class becomes attributes.
INK, PETROL, RIM, MARIGOLD = "#1b2a2c", "#0b4a50", "#6b7674", "#f2b23a"
PAINT = {
    "ring": 'fill="none" stroke-linecap="round" stroke-linejoin="round"',
    "stitches": 'fill="none" stroke-linecap="round" stroke-width="7"',
    "on": f'stroke="{PETROL}"',
    "off": f'stroke="{RIM}" stroke-width="3.4"',
    "gone": f'stroke="{RIM}"',
    "seat": f'fill="#fff" stroke="{RIM}"',
    "seat yours": f'fill="{MARIGOLD}" stroke="{INK}"',
    "shut": 'stroke="#3b5a14"',
    "fill": f'fill="{PETROL}"',
    "sh lived": f'fill="{MARIGOLD}" stroke="{INK}" stroke-width="2"',
    "sh professional": f'fill="#2f7077" stroke="{INK}" stroke-width="2"',
    "dl": 'stroke="#d5cbb6" stroke-width="1.5"',
    "dgap": 'stroke="#d08a12" stroke-width="4" stroke-linecap="round" stroke-dasharray="9 9"',
}


def on_paper(facts: Facts) -> str:
    """The whole review as one HTML document that needs nothing but our own style sheets and fonts."""
    html = render_to_string("principles/report/paper.html", {"facts": facts, "paper": True})
    return re.sub(r"<svg .*?</svg>", painted, html, flags=re.DOTALL)


def painted(picture: re.Match[str]) -> str:
    coloured = re.sub(r'class="([^"]+)"', lambda found: f"{found[0]} {PAINT.get(found[1], '')}", picture[0])
    return coloured.replace("var(--petrol)", PETROL).replace("var(--seat-line)", INK)
