"""A mail server in a process of its own: it writes down what each letter tells before it says that it took it.

python -m tests.chaos.sink PORT LOG
"""

import asyncio
import os
import re
import sys

from aiosmtpd.smtp import SMTP

THINKS = 0.02  # seconds between having a letter and saying so: a sender killed here cannot know
PROMISE = re.compile(rb"/promise/(\d+)/")
DOZES = 6  # seconds, longer than a lease: meanwhile another sender takes over


class Sink:
    def __init__(self, log: str) -> None:
        self.log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.seen: set[str] = set()

    def first_time(self, address: str) -> bool:
        new = address not in self.seen
        self.seen.add(address)
        return new

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if address.startswith("bad"):
            return "550 5.1.1 nobody here"
        if address.startswith("busy") and self.first_time(address):
            return "451 4.2.0 not now"
        if address.startswith("slow") and self.first_time(address):
            await asyncio.sleep(DOZES)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        [address] = envelope.rcpt_tos
        if address.startswith("late") and self.first_time(address):
            return "451 4.2.0 not now"
        told = {key.decode() for key in PROMISE.findall(envelope.content.replace(b"=\r\n", b""))}
        os.write(self.log, f"{' '.join(told)}\n".encode())
        await asyncio.sleep(THINKS)
        return "250 OK"


async def serve(port: int, log: str) -> None:
    sink = Sink(log)
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(sink), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2]))
