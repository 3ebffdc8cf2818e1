"""A real SMTP server for the tests, which fails on demand as mail servers do."""

import asyncio
import email
import email.policy
import logging
import socket
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

Answer = str | None  # None: as usual
OK = None
CLOSE = "close the connection without a word"


def at_all_times(_: int) -> Answer:
    return OK


class MailServer:
    """Keeps what it accepted. `on_recipient(address)` and `on_data(nth message)` say how it answers each."""

    def __init__(self, on_data: Callable[[int], Answer] = at_all_times) -> None:
        self.on_recipient: Callable[[str], Answer] = lambda address: OK
        self.on_mail_from: Answer = OK
        self.on_data = on_data
        self.attempts = 0
        self.accepted: list[EmailMessage] = []
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def start(self) -> None:
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        self.controller.start()

    def stop(self) -> None:
        if not self.controller.loop.is_closed():
            self.controller.stop()

    def message_ids(self) -> set[str]:
        return {str(message["Message-ID"]) for message in self.accepted}

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if self.on_mail_from is not OK:
            return self.on_mail_from
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        answer = self.on_recipient(address)
        if answer is OK:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.attempts += 1
        answer = await asyncio.to_thread(self.on_data, self.attempts)
        if answer is OK or answer == CLOSE:  # accepted; with CLOSE the sender is left not knowing
            self.accepted.append(email.message_from_bytes(envelope.content, EmailMessage, policy=email.policy.default))
        if answer == CLOSE:
            server.transport.close()
        return answer or "250 OK"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
