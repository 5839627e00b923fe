"""Differences between what is declared and what the database holds."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partners.models import Partner


@dataclass(frozen=True)
class Finding:
    """One difference.

    `what` is a sentence for people, in their language when it is shown. `mend` puts it right; None means that a person
    has to decide.
    """

    partner: Partner | None
    what: str
    mend: Callable[[], object] | None = None

    @property
    def is_mendable(self) -> bool:
        """For templates, which call what can be called: asked for `mend`, they would mend."""
        return self.mend is not None

    def __str__(self) -> str:
        whose = str(self.partner) if self.partner else _("Portal")
        return f"{whose}: {self.what}"
