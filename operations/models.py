"""What the processes tell of themselves."""

import datetime as dt
from typing import Self

from django.db import models


class Heartbeat(models.Model):
    """When a part last finished a round: the scheduler, of which several may run."""

    part = models.CharField(max_length=30, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part} {self.at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def beat(cls, part: str, at: dt.datetime) -> Self:
        return cls.objects.update_or_create(part=part, defaults={"at": at})[0]
