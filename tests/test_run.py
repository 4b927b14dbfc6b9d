"""./run on machines where something is missing: it stops before it starts, with the line that helps."""

import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent
TOOLS = ("sh", "cat", "cksum", "dirname", "grep", "tr")
# Stands for Python: says what it was asked, and answers as the test wants.
PYTHON = """#!/bin/sh
case "$*" in
  *version_info*) exit {old} ;;
  *ensurepip*) exit {no_venv} ;;
  *checks.py*) exit {no_pdf} ;;
  *tests.chromium*) exit {no_browser} ;;
  "-m pytest"*) echo "$DATABASE_URL: $*"; case $DATABASE_URL in sqlite*) exit {sqlite} ;; *) exit {postgres} ;; esac ;;
  *manage.py*) echo "$* on ${{DATABASE_URL-its own database}}" ;;
esac
"""
FINE = dict.fromkeys(("old", "no_venv", "no_pdf", "no_browser", "sqlite", "postgres"), 0)


class Machine:
    """A folder with a copy of `run`, and a PATH on which only these programs are."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.programs = folder / "site", folder / "bin"
        for new in (self.folder, self.programs):
            new.mkdir()
        shutil.copy(ROOT / "run", self.folder)
        for lock in ROOT.glob("requirements*.txt"):
            shutil.copy(lock, self.folder)
        for tool in TOOLS:
            (self.programs / tool).symlink_to(shutil.which(tool))
        self.program("id", "#!/bin/sh\necho 1000\n")

    def program(self, name: str, words: str) -> None:
        file = self.programs / name
        file.write_text(words)
        file.chmod(0o755)

    def installed(self, **answers: int) -> None:
        """All that `run` installs is there already; the Python in it answers as told."""
        self.programs = self.folder / ".venv/bin"
        self.programs.mkdir(parents=True)
        self.program("python", PYTHON.format(**FINE | answers))
        self.program("pip", "#!/bin/sh\n")
        self.program("playwright", "#!/bin/sh\nexit 1\n")
        for lock in ("requirements.txt", "requirements-test.txt"):
            sum_of = subprocess.run(["cksum"], input=(ROOT / lock).read_bytes(), capture_output=True, check=True)
            (self.folder / f".venv/{lock}.done").write_bytes(sum_of.stdout)

    def run(self, *words: str, **shell: str) -> tuple[int, list[str], list[str]]:
        environment = {"PATH": str(self.folder.parent / "bin"), **shell}
        done = subprocess.run(
            ["./run", *words], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout.splitlines(), done.stderr.splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_python_one_line_says_so(machine) -> None:
    assert machine.run("demo") == (
        2,
        [],
        ["Coproduce needs Python 3.11 or newer. On Debian or Ubuntu: sudo apt install python3"],
    )


def test_an_old_python_counts_as_none(machine) -> None:
    machine.program("python3", PYTHON.format(**FINE | {"old": 1}))

    assert machine.run("test")[0] == 2


def test_without_venv_one_line_helps_and_no_half_made_folder_stays(machine) -> None:
    machine.program("python3", PYTHON.format(**FINE | {"no_venv": 1}))

    assert machine.run("test") == (2, [], ["sudo apt install python3-venv"])
    assert not (machine.folder / ".venv").exists()


def test_without_pango_and_browser_no_test_runs(machine) -> None:
    machine.installed(no_pdf=1, no_browser=1)

    code, out, said = machine.run("test")

    assert (code, out) == (2, [])
    assert said[0] == (
        "These tests need: sudo apt install "
        "libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core chromium libatomic1  "
        "(macOS: brew install pango; .venv/bin/playwright install chromium). Or: ./run test --without=browser,pdf"
    )


def test_what_is_left_out_by_name_is_not_asked_for(machine) -> None:
    machine.installed(no_pdf=1, no_browser=1)

    assert machine.run("test", "--without=browser,pdf", "-x") == (
        0,
        [
            "sqlite://: -m pytest -n auto --without=browser,pdf -x",
            "postgresql:///app: -m pytest -n auto --without=browser,pdf -x",
        ],
        [],
    )


@pytest.mark.parametrize(
    ("sqlite", "postgres", "code"),
    [(0, 0, 0), (5, 0, 0), (0, 5, 0), (5, 5, 5), (1, 0, 1), (0, 1, 1), (2, 5, 2), (5, 1, 1)],
)
def test_one_pass_without_a_test_is_fine_and_a_fault_in_either_counts(machine, sqlite, postgres, code) -> None:
    machine.installed(sqlite=sqlite, postgres=postgres)

    assert machine.run("test")[0] == code


@pytest.mark.parametrize("words", [(), ("help",), ("start",)])
def test_anything_else_says_what_there_is(machine, words) -> None:
    code, out, said = machine.run(*words)

    assert (code, out) == (2, [])
    assert [line.split()[1] for line in said] == ["demo", "test", "lint", "audit"]


def test_the_demonstration_never_touches_the_database_of_the_shell_it_was_started_from(machine) -> None:
    machine.installed()

    code, out, _ = machine.run("demo", "--port", "8123", DATABASE_URL="postgresql:///precious")

    assert (code, out) == (0, ["-u manage.py demo --port 8123 on its own database"])
