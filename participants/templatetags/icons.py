"""The line drawings, each in a box of 24: own shapes, 2 wide, round ends."""

from django.utils.safestring import SafeString

ICONS = {
    "cal": SafeString('<rect x="3" y="5" width="18" height="16" rx="2.5"/><path d="M3 10h18M8 2.5v5M16 2.5v5"/>'),
    "pin": SafeString(
        '<path d="M12 21.5s7-6.2 7-11.5a7 7 0 0 0-14 0c0 5.3 7 11.5 7 11.5z"/><circle cx="12" cy="10" r="2.5"/>'
    ),
    "say": SafeString(
        '<path d="M4 5.5h16a1.5 1.5 0 0 1 1.5 1.5v8.5a1.5 1.5 0 0 1-1.5 1.5h-8.5l-5 4v-4H4a1.5 1.5 0 0 '
        '1-1.5-1.5V7A1.5 1.5 0 0 1 4 5.5z"/>'
    ),
    "people": SafeString(
        '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.4-4 3-6 6.5-6s6.1 2 6.5 6M16 4.8a3.5 3.5 0 0 1 '
        '0 6.4M18.5 14.6c1.8.9 2.8 2.7 3 5.4"/>'
    ),
    "arrow": SafeString('<path d="M5 12h14M13 6l6 6-6 6"/>'),
    "back": SafeString('<path d="M19 12H5M11 6l-6 6 6 6"/>'),
    "check": SafeString('<path d="M4.5 12.5l5 5 10-11"/>'),
    "dot": SafeString('<circle cx="12" cy="12" r="7.5" stroke-dasharray=".1 4.7"/>'),
    "down": SafeString('<path d="M12 3.5v12M6.5 10.5L12 16l5.5-5.5M4 20.5h16"/>'),
    "doc": SafeString('<path d="M6 2.5h8.5L19 7v14.5H6zM14 2.5V7.5h5M9 12h7M9 16h7"/>'),
    "hands": SafeString(
        '<path d="M12 20.5C6 16.5 2.5 13 2.5 8.8A4.8 4.8 0 0 1 12 7.6a4.8 4.8 0 0 1 9.5 1.2c0 4.2-3.5 7.7-9.5 11.7z"/>'
    ),
    "safe": SafeString(
        '<path d="M12 2.5l8 3v6c0 5-3.3 8.3-8 10-4.7-1.7-8-5-8-10v-6z"/><path d="M8.5 12l2.5 2.5 4.5-5"/>'
    ),
    "clock": SafeString('<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>'),
    "plus": SafeString('<path d="M12 5v14M5 12h14"/>'),
    "ear": SafeString('<path d="M7 9a5 5 0 0 1 10 0c0 4-4 4.5-4 8.5a3 3 0 0 1-5.5 1.6M10 9.5a2 2 0 0 1 4 0"/>'),
    "phone": SafeString(
        '<path d="M5 3.5h4l1.5 5-2.3 1.7a12 12 0 0 0 5.6 5.6l1.7-2.3 5 1.5v4a1.5 1.5 0 0 1-1.6 1.5C11 20 '
        '4 13 3.5 5A1.5 1.5 0 0 1 5 3.5z"/>'
    ),
    "key": SafeString('<circle cx="8" cy="15" r="4.5"/><path d="M11.5 11.5L20 3M16 7l3 3"/>'),
    "q": SafeString(
        '<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.8v.1"/>'
    ),
    "park": SafeString('<path d="M6 21V4h8a4.5 4.5 0 0 1 0 9H6"/>'),
    "cup": SafeString(
        '<path d="M4 9h12v6a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5zM16 10.5h2a2.5 2.5 0 0 1 0 5h-2M8 3v2.5M12 3v2.5"/>'
    ),
}
