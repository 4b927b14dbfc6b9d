"""An address as a square that the camera of a phone can read."""

import qrcode
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
QUIET_ZONE = 4  # modules of white round it, without which cameras do not find it


@register.simple_tag
def qr(address: str) -> SafeString:
    """Black on white also at night; a run of dark modules is one piece of the path. Its address stands beside it."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(address)
    rows = code.get_matrix()
    path = "".join(run for y, row in enumerate(rows) for run in runs(row, y))
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" shape-rendering="crispEdges" aria-hidden="true" focusable="false">'
        '<path fill="#fff" d="M0 0h{0}v{0}h-{0}z"/><path fill="#000" d="{1}"/></svg>',
        len(rows),
        path,
    )


def runs(row: list[bool], y: int) -> list[str]:
    """The dark stretches of one row."""
    found, x = [], 0
    while x < len(row):
        long = next((step for step, dark in enumerate(row[x:]) if not dark), len(row) - x)
        if long:
            found.append(f"M{x} {y}h{long}v1h-{long}z")
        x += long or 1
    return found
