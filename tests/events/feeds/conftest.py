"""A clock that goes forward."""

import datetime as dt
import itertools

import pytest
from django.utils import timezone


@pytest.fixture
def moving_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second passes between any two looks at the clock, so that what comes later is seen to."""
    begin, ticks = timezone.now(), itertools.count()
    monkeypatch.setattr(timezone, "now", lambda: begin + dt.timedelta(seconds=next(ticks)))
