"""What an operator meets: settings that say what is missing, locks that fit everywhere, an image that starts."""

import os
import re
import runpy
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import psycopg2
import pytest
from django.core.exceptions import ImproperlyConfigured
from packaging.requirements import Requirement

from coproduce import notify, openid
from coproduce.processes import die_with_parent
from tests.services import free_port
from tests.test_supervisor import wait_until

ROOT = Path(__file__).parent.parent
PRODUCTION = {
    "SECRET_KEY": "for this test only, " + "0123456789abcdef" * 4,
    "SITE_URL": "https://coproduce.example.org",
    "DATABASE_URL": "sqlite://",
    "BROKER_URL": "fsq://",
    "EMAIL_HOST": "smtp.example.org",
    "DEFAULT_FROM_EMAIL": "Coproduce <coproduce@example.org>",
}
LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-lint.txt")


def settings_with(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> dict[str, object]:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(ROOT / "coproduce/settings.py"))


def test_production_settings_are_the_safe_ones(monkeypatch) -> None:
    settings = settings_with(monkeypatch, PRODUCTION)

    safe = ("DEBUG", "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    assert [settings[name] for name in safe] == [False, ["coproduce.example.org"], True, True, True]


@pytest.mark.parametrize("name", PRODUCTION)
def test_a_missing_setting_stops_the_start_with_a_sentence(monkeypatch, name) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^{name} is not set\. It is .+\. See \.env\.example\.$"):
        settings_with(monkeypatch, PRODUCTION | {name: ""})


def test_the_example_and_docker_compose_name_the_settings_there_are() -> None:
    settings = (ROOT / "coproduce/settings.py").read_text()
    read = set(re.findall(r'(?:environ\.get|required)\(\s*"([A-Z_]+)"', settings))
    read |= {f"OIDC_{what}" for what in openid.SETTINGS}
    read |= {f"NOTIFY_{what}" for what in notify.SETTINGS if what != "URL"}  # another one is only for tests
    example = set(re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    compose = (ROOT / "docker-compose.yml").read_text()
    asked = set(re.findall(r"\$\{([A-Z_]+)", compose))
    passed_on = set(re.findall(r"^    ([A-Z_]+): ", compose.partition("services:")[0], re.M))

    assert read - {"DEBUG", "VAR_DIR", "SSL_REDIRECT"} == passed_on
    assert example == passed_on | {"POSTGRES_PASSWORD", "PORT"}
    assert asked == example - {"DATABASE_URL", "BROKER_URL"}


def locked(lock: str) -> dict[str, str]:
    lines = (ROOT / lock).read_text().splitlines()
    return dict(re.findall(r"^([a-z0-9][a-z0-9.-]*)(?:\[.*?\])?==([^ ;]+)", "\n".join(lines), re.M))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_load_from_and_has_a_hash_for_everything(lock) -> None:
    lines = (ROOT / lock).read_text().splitlines()

    assert [line for line in lines if "://" in line or line.startswith(("--", "-e", "-r", "http"))] == []
    assert sum("==" in line for line in lines) == sum(line.endswith("\\") and "--hash" not in line for line in lines)


def test_the_locks_hold_what_pyproject_names_in_a_version_it_allows() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = ([], project["dependency-groups"]["test"], project["dependency-groups"]["lint"])

    wrong = [
        (lock, wanted)
        for lock, group in zip(LOCKS, groups, strict=True)
        for wanted in map(Requirement, project["project"]["dependencies"] + group)
        if not wanted.specifier.contains(locked(lock).get(wanted.name, "0"), prereleases=True)
    ]

    assert wrong == []


def test_the_locks_agree_with_each_other() -> None:
    run, test, lint = map(locked, LOCKS)

    assert run.items() <= test.items()
    assert run.items() <= lint.items()
    assert {name: (test[name], lint[name]) for name in test.keys() & lint.keys() if test[name] != lint[name]} == {}


def test_no_lock_that_records_download_addresses_is_kept() -> None:
    kept = subprocess.run(["git", "ls-files", "uv.lock", "pylock.toml"], cwd=ROOT, capture_output=True, check=True)

    assert kept.stdout == b""


class Containers:
    """What docker-compose.yml starts, without the containers: the same script, PostgreSQL, Valkey, settings."""

    def __init__(self, folder: Path) -> None:
        self.port, self.folder, self.running = free_port(), folder, []
        own = {
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "DATABASE_URL": "postgresql:///deployed",
            "BROKER_URL": os.environ["BROKER_URL"].rpartition("/")[0] + "/15",
            "BIND": f"127.0.0.1:{self.port}",
            "VAR_DIR": str(folder),
            "BACKUPS": str(folder / "backups"),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        }
        self.environment = {**os.environ, **PRODUCTION, **own}

    def start(self, *command: str) -> None:
        with (self.folder / "said").open("ab") as out:
            process = subprocess.Popen(
                [ROOT / "docker/start", *command],
                env=self.environment,
                stdout=out,
                stderr=out,
                process_group=0,
                preexec_fn=die_with_parent,
            )
        self.running.append(process)

    def said(self) -> str:
        return (self.folder / "said").read_text()

    def get(self, path: str) -> tuple[int, str]:
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request("GET", path)
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            line.close()

    def end(self) -> list[int]:
        for process in self.running:
            os.killpg(process.pid, signal.SIGTERM)
        return [process.wait(30) for process in self.running]


@pytest.fixture
def containers(tmp_path: Path) -> Iterator[Containers]:
    server = psycopg2.connect(dbname="postgres")
    server.autocommit = True
    server.cursor().execute("CREATE DATABASE deployed")
    containers = Containers(tmp_path)
    yield containers
    for process in containers.running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    server.cursor().execute("DROP DATABASE deployed WITH (FORCE)")
    server.close()


def last_dispatch() -> object:
    with psycopg2.connect(dbname="deployed") as line, line.cursor() as cursor:
        cursor.execute("SELECT max(at) FROM participants_heartbeat WHERE name = 'dispatch'")
        return cursor.fetchone()[0]


@pytest.mark.postgres
@pytest.mark.early
def test_web_worker_beat_and_backup_start_in_production(containers) -> None:
    subprocess.run([ROOT / "docker/start", "static"], env=containers.environment, check=True, capture_output=True)

    containers.start("web")
    wait_until(lambda: containers.get("/healthz") == (200, "ok"), 60, containers.said)
    for command in ("worker", "beat", "backup"):
        containers.start(command)
    wait_until(lambda: last_dispatch() is not None, 60, containers.said)
    wait_until(lambda: list((containers.folder / "backups").glob("coproduce-*.sql.gz")), 30, containers.said)
    status, page = containers.get("/account/login/")
    style = re.findall(r'href="(/static/[^"]+\.css)"', page)

    assert status == 200
    assert style
    assert {containers.get(path)[0] for path in style} == {200}
    assert all(re.search(r"\.[0-9a-f]{12}\.css$", path) for path in style)
    assert containers.end() == [0, 0, 0, -signal.SIGTERM]
