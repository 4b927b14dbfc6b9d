"""The demonstration, as somebody meets it who has just cloned this."""

import re
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from django.core.management import CommandError, call_command

from tests.test_supervisor import Site, running_site

pytestmark = [pytest.mark.once, pytest.mark.early]


class Visitor:
    """A browser without pictures: it keeps cookies and fills in forms."""

    def __init__(self, port: int) -> None:
        self.site, self.opener = f"http://127.0.0.1:{port}", build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        return self.opener.open(self.site + path, timeout=20).read().decode()

    def fill_in(self, path: str, **words: str) -> str:
        (token, *_) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))
        data = urlencode({"csrfmiddlewaretoken": token, **words}).encode()
        return self.opener.open(self.site + path, data, timeout=20).read().decode()


def said(site: Site) -> str:
    return site.said.read_text()


def test_the_demonstration_says_how_to_sign_in_and_its_mail_is_on_a_page(tmp_path: Path) -> None:
    with running_site(tmp_path, "demo") as site:
        people = dict(re.findall(r"^  (facilitator|member|manager) +(\S+@example\.org)$", said(site), re.M))
        visitor = Visitor(site.port)

        visitor.fill_in("/account/login/", email=people["facilitator"])
        (code, *_) = re.findall(r"Your code is (\d{6})", visitor.get("/mail"))
        home = visitor.fill_in("/account/login/code/", code=code)

        assert sorted(people) == ["facilitator", "manager", "member"]
        assert f"All mail of the demonstration is at http://127.0.0.1:{site.port}/mail\n" in said(site)
        assert said(site).endswith(f"\nReady: http://127.0.0.1:{site.port}/ (Ctrl-C stops)\n")
        assert "Sign out" in home
        assert "Messages are not going out" not in visitor.get("/")

    with running_site(tmp_path, "demo") as site:
        assert "Sign in" in Visitor(site.port).get("/account/login/")
        assert "Making up" not in said(site)


def test_the_demonstration_never_runs_on_a_real_site(settings) -> None:
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match=r"^SECRET_KEY is set, so this is a real site\."):
        call_command("demo", port=0)
