"""Who may do what: the declared table.

`services.setup` grants exactly this to groups, `permissions` answers from it, `audit` compares the database with it,
docs/editorial-rules.md shows it, and tests replay it. Nobody's group holds Wagtail's `publish`: an approval publishes
(see `partners.workflow`).
"""

import enum
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is to a partner."""

    EDITOR = "editor", _("Editor")
    MODERATOR = "moderator", _("Moderator")
    TRANSLATOR = "translator", _("Translator")


class PlatformRole(models.TextChoices):
    """What a person is to the whole portal: the board is a group, administrators are superusers."""

    BOARD = "board", _("Editorial board")
    ADMINISTRATOR = "administrator", _("Administrator")


class Action(models.TextChoices):
    """What people do in the admin."""

    VIEW = "view", _("See drafts, history and comparisons")
    CREATE = "create", _("Create a page")
    EDIT = "edit", _("Edit a page, and go back to an earlier version of it")
    SUBMIT = "submit", _("Submit for moderation")
    APPROVE = "approve", _("Approve: what is approved is public")
    REQUEST_CHANGES = "request_changes", _("Ask for changes")
    LOCK = "lock", _("Lock and unlock a page")
    REORDER = "reorder", _("Reorder pages")
    DELETE = "delete", _("Delete a page that is not public")
    WITHDRAW = "withdraw", _("Withdraw a public page, or cancel its scheduled publication")
    PUBLISH = "publish", _("Publish, unpublish, delete or restrict what is public, without an approval")
    TRANSLATE = "translate", _("Translate: start, sentences, PO files")
    MIRROR = "mirror", _("Turn a translation back into a mirror of the original")
    CHOOSE = "choose", _("Use images and documents")
    UPLOAD = "upload", _("Upload images and documents")
    CHANGE_MEDIA = "change_media", _("Change, replace or delete images and documents")
    MANAGE_MEMBERS = "manage_members", _("See, invite and suspend members")
    MANAGE_PARTNER = (
        "manage_partner",
        _("Onboard, change, close and audit partners; edit topics, synonyms and promoted results of the search"),
    )


class Scope(enum.Enum):
    """Where somebody may do it; the values are the words of the table in docs/editorial-rules.md."""

    NOWHERE = "no"
    OWN = "own partner"
    TARGET = "own partner, target languages"
    PLATFORM = "platform’s pages"
    # Besides the platform's pages, those of a partner that made the board a step, or that has no other moderator.
    WHERE_ASKED = "platform’s pages; a partner’s where the board is a step or stands in"
    TAXONOMY = "topics and search only"
    EVERYWHERE = "everywhere"


_COLUMNS = (Role.EDITOR, Role.MODERATOR, Role.TRANSLATOR, PlatformRole.BOARD, PlatformRole.ADMINISTRATOR)
_NO, _OWN, _TARGET, _PLATFORM, _ALL = Scope.NOWHERE, Scope.OWN, Scope.TARGET, Scope.PLATFORM, Scope.EVERYWHERE

MAY: dict[Action, dict[Role | PlatformRole, Scope]] = {
    action: dict(zip(_COLUMNS, scopes, strict=True))
    for action, scopes in {
        # editor, moderator, translator, board, administrator
        Action.VIEW: (_OWN, _OWN, _TARGET, _ALL, _ALL),
        Action.CREATE: (_OWN, _OWN, _NO, _PLATFORM, _ALL),
        Action.EDIT: (_OWN, _OWN, _TARGET, _PLATFORM, _ALL),
        Action.SUBMIT: (_OWN, _OWN, _TARGET, _PLATFORM, _ALL),
        Action.APPROVE: (_NO, _OWN, _NO, Scope.WHERE_ASKED, _ALL),
        Action.REQUEST_CHANGES: (_NO, _OWN, _NO, Scope.WHERE_ASKED, _ALL),
        Action.LOCK: (_NO, _OWN, _NO, _PLATFORM, _ALL),
        Action.REORDER: (_NO, _OWN, _NO, _PLATFORM, _ALL),
        Action.DELETE: (_OWN, _OWN, _NO, _PLATFORM, _ALL),
        Action.WITHDRAW: (_NO, _OWN, _NO, _PLATFORM, _ALL),
        Action.PUBLISH: (_NO, _NO, _NO, _NO, _ALL),
        Action.TRANSLATE: (_OWN, _OWN, _TARGET, _PLATFORM, _ALL),
        Action.MIRROR: (_NO, _OWN, _NO, _PLATFORM, _ALL),
        Action.CHOOSE: (_OWN, _OWN, _OWN, _PLATFORM, _ALL),
        Action.UPLOAD: (_OWN, _OWN, _NO, _PLATFORM, _ALL),
        Action.CHANGE_MEDIA: (_OWN, _OWN, _NO, _PLATFORM, _ALL),
        Action.MANAGE_MEMBERS: (_NO, _OWN, _NO, _NO, _ALL),
        Action.MANAGE_PARTNER: (_NO, _NO, _NO, Scope.TAXONOMY, _ALL),
    }.items()
}

BOARD_GROUP_NAME = "Comité éditorial"


@dataclass(frozen=True)
class Rights:
    """What a group is granted of Wagtail's rights, as permission codenames without the model's name."""

    pages: frozenset[str]
    media: frozenset[str]
    # Whole codenames, `app_label.codename`: rights that belong to no page and no collection.
    general: frozenset[str]
    # Page rights hold in the languages that texts are translated into, not in the one that is written first.
    target_locales_only: bool = False


# What Wagtail calls the actions that it knows.
_PAGE_RIGHTS = {Action.CREATE: {"add"}, Action.EDIT: {"change"}, Action.LOCK: {"lock", "unlock"}}
_MEDIA_RIGHTS = {Action.UPLOAD: {"add"}, Action.CHANGE_MEDIA: {"change"}, Action.CHOOSE: {"choose"}}
_GENERAL_RIGHTS = {
    Action.VIEW: {"wagtailadmin.access_admin"},
    Action.TRANSLATE: {"wagtail_localize.submit_translation"},
}
# The shared taxonomy is not for one partner to decide.
_BOARD_MODELS = ("core.{}_topic", "search.{}_synonymgroup", "search.{}_promotedresult")
_BOARD_RIGHTS = frozenset(
    model.format(action) for model in _BOARD_MODELS for action in ("add", "change", "delete", "view")
)


def rights_of(role: Role | PlatformRole) -> Rights:
    """Wagtail's rights that follow from the table for a group of people with that role."""

    def granted(names: dict[Action, set[str]]) -> frozenset[str]:
        held = (names[action] for action in names if MAY[action][role] is not Scope.NOWHERE)
        return frozenset().union(*held)

    general = granted(_GENERAL_RIGHTS) | (_BOARD_RIGHTS if role is PlatformRole.BOARD else frozenset())
    return Rights(
        pages=granted(_PAGE_RIGHTS),
        media=granted(_MEDIA_RIGHTS),
        general=general,
        target_locales_only=MAY[Action.EDIT][role] is Scope.TARGET,
    )
