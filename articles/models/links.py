"""What is known of addresses on other sites."""

import datetime as dt

from django.db import models
from django.utils import timezone


class LinkState(models.TextChoices):
    """What came of looking at an address."""

    WAITING = "waiting"
    THERE = "there"
    DEAD = "dead"
    # The site answered otherwise, or not at all: it may refuse programs.
    UNSURE = "unsure"


class CheckedLink(models.Model):
    """An address to which articles lead; the same for all of them."""

    url = models.URLField(max_length=500, unique=True)
    state = models.CharField(max_length=10, choices=LinkState, default=LinkState.UNSURE)
    asked_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.url

    def is_due(self, at: dt.datetime, fresh: dt.timedelta) -> bool:
        """Whether it should be looked at (again); one that has waited for long has been forgotten by a worker."""
        if self.state == LinkState.WAITING:
            return at - self.asked_at > fresh
        return self.checked_at is None or at - self.checked_at > fresh
