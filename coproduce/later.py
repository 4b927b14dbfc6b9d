"""Modules that are read when somebody first needs them, not at every start.

`import requests` stays as it is, at the top of a file, and so do the types. What stands there costs nothing until
somebody asks it for something. `from requests import get` does ask: such a name must be fetched when it is used.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from threading import Lock
from types import ModuleType
from typing import Any

LATER = {
    "PIL.Image",  # photos
    "PIL.ImageOps",
    "allauth.mfa.webauthn.internal.auth",  # passkeys: it asks fido2
    "allauth.socialaccount.providers.openid_connect.views",  # an organisation's own accounts: it asks requests
    "cryptography.fernet",  # sealed words
    "cryptography.hazmat.primitives.hashes",
    "cryptography.hazmat.primitives.kdf.hkdf",
    "charset_normalizer",  # spreadsheets
    "django.contrib.admin",  # simple_history asks it for the address of a page that we do not have
    "feedback.public_feed",  # it asks xml.sax
    "icalendar",  # calendar files
    "pillow_heif",
    "principles.my_data.erase",  # one's own data
    "principles.my_data.gather",
    "principles.my_data.leavers",
    "principles.my_data.lines",
    "principles.my_data.names",
    "principles.my_data.retention",
    "principles.my_data.take_along",
    "principles.report.facts",  # reviews
    "principles.report.render",
    "principles.two_views",
    "qrcode",  # it asks Pillow
}
lock = Lock()


class NotYetRead(ModuleType):
    """Stands for a module. The first look at anything in it reads it; other threads wait, as for every import."""

    def __getattr__(self, name: str) -> Any:
        if name == "__file__":  # who goes through all modules asks each for it
            raise AttributeError(name)
        with lock:
            LATER.discard(self.__name__)
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


class Stand(Loader):
    """Puts something there that reads the module when it is needed."""

    def exec_module(self, module: ModuleType) -> None:
        module.__class__ = NotYetRead


class Finder(MetaPathFinder):
    """Asked before all others; it only knows the modules that can wait."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, Stand()) if fullname in LATER else None


sys.meta_path.insert(0, Finder())
