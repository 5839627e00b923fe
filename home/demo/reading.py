"""Reads the data files; the dates in them are relative to the day of loading."""

import datetime as dt
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

DATA = Path(__file__).parent / "data"
LANGUAGES = ("fr", "en")


def read(name: str) -> Any:
    """The content of data/<name>.yaml."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


def moment(today: dt.date, when: dict[str, Any], default: str = "00:00") -> dt.datetime:
    """An aware moment from `{days: 12, at: "18:00"}`, in the portal's time zone."""
    time = dt.time.fromisoformat(when.get("at", default))
    return timezone.make_aware(dt.datetime.combine(today + dt.timedelta(days=when["days"]), time))


def published_at(today: dt.date, days_ago: int, key: str) -> dt.datetime:
    """A plausible working hour of a past day, always the same for the same item."""
    minute = sum(key.encode()) % 480
    time = dt.time(8 + minute // 60, minute % 60)
    moment_ = timezone.make_aware(dt.datetime.combine(today - dt.timedelta(days=days_ago), time))
    return min(moment_, timezone.now())
