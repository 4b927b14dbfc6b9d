"""A mail server with moods, for what goes wrong between two machines."""

from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests import services

HANG_UP = "hang up"


class MoodyServer(services.MailServer):
    """`after_dot` gives an address its answer to a whole letter; `password` is what it wants to hear, if anything."""

    def __init__(self, **more: Any) -> None:
        # Not super().__init__(): its controller would hold an event loop that nobody closes.
        self.arrived, self.port = [], services.free_port()
        self.refuse: dict[str, str] = {}
        self.after_dot: dict[str, str] = {}
        self.password = ""
        self.greetings = 0
        self.controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            authenticator=self.authenticate,
            **({"auth_require_tls": False} | more),
        )

    def authenticate(self, server, session, envelope, mechanism, login) -> AuthResult:
        return AuthResult(success=login.password.decode() == self.password, handled=False)

    async def handle_EHLO(self, server, session, envelope, hostname, responses) -> list[str]:
        self.greetings += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:
        if self.password and not session.authenticated:
            return "530 5.7.0 Authentication needed"
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        answer = self.after_dot.get(envelope.rcpt_tos[0], "250 OK")
        if answer in ("250 OK", HANG_UP):
            await super().handle_DATA(server, session, envelope)
        if answer == HANG_UP:
            server.transport.abort()
        return answer

    @property
    def recipients(self) -> list[str]:
        return [mail["To"].addresses[0].addr_spec for mail in self.arrived]
