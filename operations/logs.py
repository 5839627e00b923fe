"""Logs of one JSON object a line, for programs that gather them; each says to which request or task it belongs."""

from typing import Any

import structlog

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    structlog.stdlib.ExtraAdder(allow={"status_code", "duration_ms", "method", "path"}),
]


def json_formatter() -> structlog.stdlib.ProcessorFormatter:
    """For `LOGGING["formatters"]`."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
