"""The product as on a server, with the bare list beside it."""

from coproduce.settings import *  # noqa: F403
from coproduce.settings import INSTALLED_APPS, TEMPLATES, VAR_DIR
from tests.bench.bare.settings import TEMPLATES as BARE_TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench.bare"]
TEMPLATES = [*TEMPLATES, *BARE_TEMPLATES]
STATIC_ROOT = VAR_DIR / "static"
