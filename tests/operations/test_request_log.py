"""Each request has an identifier, which its lines of the log carry; nothing that is a reader's is noted."""

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.test import Client

from operations.logs import json_formatter


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """What is written to the log, as in production."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(json_formatter())
    logger = logging.getLogger("operations.requests")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(level)


def test_a_request_is_one_line(client: Client, db: None, lines: StringIO) -> None:
    response = client.get("/robots.txt?secret=1", headers={"x-request-id": "from-the-proxy-1"})
    noted = json.loads(lines.getvalue())
    assert response["X-Request-ID"] == noted["request_id"] == "from-the-proxy-1"
    assert (noted["method"], noted["path"], noted["status_code"]) == ("GET", "/robots.txt", 200)
    assert noted["duration_ms"] >= 0
    assert "secret" not in lines.getvalue()


@pytest.mark.parametrize("given", ["", "short", 'quoted"and more', "x" * 65, "é" * 10])
def test_an_identifier_that_would_break_a_line_is_replaced(client: Client, db: None, given: str) -> None:
    headers = {"x-request-id": given} if given else {}
    first, second = (client.get("/robots.txt", headers=headers)["X-Request-ID"] for _ in range(2))
    assert first not in (given, second)
    assert len(first) == 32


def test_a_failure_is_told_with_its_request(lines: StringIO) -> None:
    import structlog

    with structlog.contextvars.bound_contextvars(request_id="abc12345"):
        try:
            raise RuntimeError("à l’aide")
        except RuntimeError:
            logging.getLogger("operations.requests").exception("It failed.")
    noted = json.loads(lines.getvalue())
    assert (noted["event"], noted["request_id"], noted["level"]) == ("It failed.", "abc12345", "error")
    assert "RuntimeError: à l’aide" in noted["exception"]
