"""What should be possible: for each deed, the row of the declared table that allows it, and the states it is for.

The table is `partners.roles.MAY`. It is read here once more, in the plainest way: what the portal's own code makes of
it is what is tried.
"""

from collections.abc import Callable

from partners.roles import MAY, Action, PlatformRole, Role, Scope
from tests.isolation.world import MODERATORS, Owner, Person, State, Thing, other

Expectation = Callable[[Person, Thing], bool]


# The table


def allowed(person: Person, action: Action, owner: Owner, language: str = "") -> bool:
    """Whether the table lets `person` do that with what is `owner`'s, in that language if it has one."""
    columns: list[tuple[Role | PlatformRole, Owner | None]] = [(role, where) for where, role in person.roles]
    if person.platform_role:
        columns.append((person.platform_role, None))
    return any(_reaches(MAY[action][column], where, owner, language) for column, where in columns)


def _reaches(scope: Scope, where: Owner | None, owner: Owner, language: str) -> bool:
    match scope:
        case Scope.EVERYWHERE:
            return True
        case Scope.OWN:
            return where is owner
        case Scope.TARGET:
            return where is owner and language != "fr"
        case Scope.PLATFORM | Scope.WHERE_ASKED:
            return owner is Owner.PLATFORM
        case _:
            return False


def allowed_with(person: Person, action: Action, thing: Thing) -> bool:
    return allowed(person, action, thing.owner, thing.language)


# The states


def row(action: Action) -> Expectation:
    """What the table says, in whatever state the thing is."""
    return lambda person, thing: allowed_with(person, action, thing)


def when_live(action: Action) -> Expectation:
    return lambda person, thing: thing.is_live and allowed_with(person, action, thing)


def only_administrators_when_live(action: Action) -> Expectation:
    """Taking away what is public is publishing: what an editor may do with a draft stops there."""

    def expected(person: Person, thing: Thing) -> bool:
        publishes = allowed_with(person, Action.PUBLISH, thing)
        return allowed_with(person, action, thing) and (publishes or not thing.is_live)

    return expected


def by_reviewers_while_waiting(action: Action) -> Expectation:
    """What waits for a decision is changed by those only who decide."""
    return lambda person, thing: decides(person, thing) if thing.is_waiting else allowed_with(person, action, thing)


def decides(person: Person, thing: Thing) -> bool:
    """Whether it is for `person` to ask for changes now."""
    if person.platform_role is PlatformRole.ADMINISTRATOR:
        return True
    if thing.state is State.AT_THE_BOARD:
        return person.platform_role is PlatformRole.BOARD
    return allowed_with(person, Action.REQUEST_CHANGES, thing) or stands_in(person, thing)


def stands_in(person: Person, thing: Thing) -> bool:
    """The board decides where a partner has no moderator but the one who edited last."""
    if MAY[Action.APPROVE].get(person.platform_role) is not Scope.WHERE_ASKED or thing.owner is Owner.PLATFORM:
        return False
    return not MODERATORS[thing.owner] - {thing.last_editor}


def asks_for_changes(person: Person, thing: Thing) -> bool:
    return thing.is_waiting and decides(person, thing)


def approves(person: Person, thing: Thing) -> bool:
    """Nobody approves what they edited last."""
    return thing.is_waiting and decides(person, thing) and thing.last_editor != person.name


def submits(person: Person, thing: Thing) -> bool:
    return not thing.is_waiting and allowed_with(person, Action.SUBMIT, thing)


def destination(thing: Thing) -> Owner:
    """Where the deeds “across” go: to the other partner; a page of the platform stays with it, in another section."""
    return {Owner.CRIM: Owner.AQT, Owner.AQT: Owner.CRIM}.get(thing.owner, Owner.PLATFORM)


def moves_across(person: Person, thing: Thing) -> bool:
    """To move is to delete here and to create there."""
    leaves = only_administrators_when_live(Action.DELETE)(person, thing)
    return leaves and allowed(person, Action.CREATE, destination(thing), thing.language)


def copies_across(person: Person, thing: Thing) -> bool:
    """To copy is to create in both places; the copy is a draft."""
    arrives = allowed(person, Action.CREATE, destination(thing), thing.language)
    return arrives and allowed_with(person, Action.CREATE, thing)


def copies_as_alias(person: Person, thing: Thing) -> bool:
    """An alias is as public as its original."""
    return copies_across(person, thing) and allowed(person, Action.PUBLISH, destination(thing), thing.language)


def chooses_page(person: Person, thing: Thing) -> bool:
    """What the public may see is for all who work here to link to."""
    return (thing.is_live and person.enters) or allowed_with(person, Action.VIEW, thing)


def translates(person: Person, thing: Thing) -> bool:
    """The translation stands in the other language: that is the place that counts. The original must be seen."""
    sees = thing.is_live or allowed_with(person, Action.VIEW, thing)
    return sees and allowed(person, Action.TRANSLATE, thing.owner, other(thing.language))


def approves_outside_the_guard(person: Person, thing: Thing) -> bool:
    """The guard refuses an address that names one page and the step of another; administrators are not asked."""
    return person.platform_role is PlatformRole.ADMINISTRATOR and approves(person, thing)


EXPECTED: dict[str, Expectation] = {
    # Reading
    "view draft": row(Action.VIEW),
    "view an earlier version": row(Action.VIEW),
    "compare": row(Action.VIEW),
    "history": row(Action.VIEW),
    "choose page": chooses_page,
    # Writing
    "create": row(Action.CREATE),
    "edit": by_reviewers_while_waiting(Action.EDIT),
    "revert": by_reviewers_while_waiting(Action.EDIT),
    "make a page of a mirror": row(Action.EDIT),
    "delete": only_administrators_when_live(Action.DELETE),
    "bulk delete": only_administrators_when_live(Action.DELETE),
    "lock": by_reviewers_while_waiting(Action.LOCK),
    "unlock": by_reviewers_while_waiting(Action.LOCK),
    # Moderation
    "submit": submits,
    "approve": approves,
    "approve by way of another page": approves_outside_the_guard,
    "approve in the editor": approves,
    "ask changes": asks_for_changes,
    # Publication
    "publish directly": row(Action.PUBLISH),
    "bulk publish": row(Action.PUBLISH),
    "unpublish": when_live(Action.PUBLISH),
    "bulk unpublish": when_live(Action.PUBLISH),
    "withdraw": when_live(Action.WITHDRAW),
    "privacy": row(Action.PUBLISH),
    # Places
    "move within": row(Action.REORDER),
    "move across": moves_across,
    "bulk move": moves_across,
    "copy across": copies_across,
    "copy across as alias": copies_as_alias,
    # Images and documents
    "choose image": row(Action.CHOOSE),
    "choose document": row(Action.CHOOSE),
    "upload image": row(Action.UPLOAD),
    "upload document": row(Action.UPLOAD),
    "replace image": row(Action.CHANGE_MEDIA),
    "replace document": row(Action.CHANGE_MEDIA),
    "delete image": row(Action.CHANGE_MEDIA),
    "delete document": row(Action.CHANGE_MEDIA),
    "bulk delete images": row(Action.CHANGE_MEDIA),
    "bulk delete documents": row(Action.CHANGE_MEDIA),
    # Translations
    "translate": translates,
    "edit string": by_reviewers_while_waiting(Action.TRANSLATE),
    "PO download": row(Action.TRANSLATE),
    "PO upload": by_reviewers_while_waiting(Action.TRANSLATE),
    "submit translation": submits,
    "publish translation directly": row(Action.PUBLISH),
    "stop translation": by_reviewers_while_waiting(Action.TRANSLATE),
    "convert to mirror": row(Action.MIRROR),
}
