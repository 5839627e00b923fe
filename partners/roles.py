"""Who may do what in a partner's area: the declared table.

`services.set_up_partner` grants exactly this, and the tests replay it. Nobody holds `publish`: an approval publishes
(see `partners.workflow`).
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is to a partner."""

    EDITOR = "editor", _("Editor")
    MODERATOR = "moderator", _("Moderator")
    TRANSLATOR = "translator", _("Translator")


@dataclass(frozen=True)
class Rights:
    """Wagtail's permission codenames of one role, without the model's name."""

    pages: frozenset[str]
    images: frozenset[str]
    documents: frozenset[str]
    # A translator works where texts are translated into, not in the language that the portal is written in first.
    target_locales_only: bool = False


RIGHTS: dict[Role, Rights] = {
    Role.EDITOR: Rights(
        pages=frozenset({"add", "change"}),
        images=frozenset({"add", "change", "choose"}),
        documents=frozenset({"add", "change", "choose"}),
    ),
    Role.MODERATOR: Rights(
        pages=frozenset({"add", "change", "lock", "unlock"}),
        images=frozenset({"add", "change", "choose"}),
        documents=frozenset({"add", "change", "choose"}),
    ),
    Role.TRANSLATOR: Rights(
        pages=frozenset({"change"}),
        images=frozenset({"choose"}),
        documents=frozenset({"choose"}),
        target_locales_only=True,
    ),
}

# The board's rights begin at the home pages: it edits what belongs to no partner, and may help in partners' areas.
BOARD_GROUP_NAME = "Comité éditorial"
BOARD_RIGHTS = Rights(
    pages=frozenset({"add", "change", "lock", "unlock"}),
    images=frozenset({"add", "change", "choose"}),
    documents=frozenset({"add", "change", "choose"}),
)
