"""Whatever is killed or does not answer while mail is sent: everybody receives what they should, once."""

import socket
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.faults.conftest import PAGES
from tests.faults.world import World, wait_until
from tests.ports import free_port

pytestmark = [pytest.mark.slow, pytest.mark.fault]

WAITING = (
    "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE task_path = 'core.mail.deliver' AND status = 'READY'"
)
RUNNING = WAITING.replace("READY", "RUNNING")


class Mailbox:
    """A mail host that keeps what it takes, as (recipient, Message-ID)."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        identifier = message_from_bytes(envelope.content or b"")["Message-ID"]  # type: ignore[arg-type]
        self.taken.append((envelope.rcpt_tos[0], identifier))
        return "250 taken"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    """A mail host, and its port."""
    box = Mailbox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, str(port)
    controller.stop()


def test_the_worker_is_killed(world: World, mailbox: tuple[Mailbox, str]) -> None:
    box, port = mailbox
    world.do("writing")
    assert world.number(WAITING) == PAGES

    kills = 0
    for done in (2, 9, 20):
        worker = world.start("db_worker", "--interval", "0.1", MAIL_PORT=port)
        wait_until(lambda done=done: len(box.taken) >= done, worker)  # type: ignore[misc]
        world.kill(worker)
        kills += 1
    lost = world.number(RUNNING)
    assert lost <= kills

    world.do("losing")
    world.run("db_worker", "--batch", MAIL_PORT=port)
    assert world.number(WAITING) == world.number(RUNNING) == 0
    # Everybody once; what was handed over twice, because the worker died in that very moment, is the same message.
    messages = set(box.taken)
    assert len(messages) == PAGES
    assert sorted(Counter(recipient for recipient, _ in messages).values()) == [1] * PAGES
    assert len(box.taken) - PAGES <= kills


@pytest.mark.parametrize("fault", ["refused", "hangs", "has no address"])
def test_the_mail_host_does_not_answer(world: World, mailbox: tuple[Mailbox, str], fault: str) -> None:
    box, port = mailbox
    world.do("writing", "1")
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if fault == "hangs":
            silent.listen()
        # A name that is never given to anybody (RFC 6761).
        host = "mail.invalid" if fault == "has no address" else "127.0.0.1"
        world.run("db_worker", "--batch", MAIL_HOST=host, MAIL_PORT=str(silent.getsockname()[1]))
    # It waits for the next attempt.
    assert world.number(WAITING) == 1
    assert box.taken == []

    world.ask("UPDATE django_tasks_database_dbtaskresult SET run_after = now() WHERE status = 'READY' RETURNING 1")
    world.run("db_worker", "--batch", MAIL_PORT=port)
    assert len(box.taken) == 1
