"""Proves on the live database that partners are kept apart: whatever differs from what is declared is a finding.

Each check asks about all partners at once, so that the number of queries does not follow the number of pages.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from partners.audit import places, references, rights
from partners.findings import Finding
from partners.services.setup import board_findings, home_pages, set_up_board, set_up_partner

logger = logging.getLogger(__name__)

CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    rights.of_nobody,
    rights.of_the_board_elsewhere,
    rights.of_people,
    rights.members,
    rights.workflows_elsewhere,
    places.languages,
    places.second_areas,
    places.pages_of_others,
    places.versions_apart,
    references.foreign_references,
)
# A right that is taken away or given back reveals at most the next thing: groups, then their rights, then their people.
MOST_ROUNDS = 5


@dataclass(frozen=True)
class Repair:
    """What was put right, and what a person has to decide."""

    mended: list[Finding]
    left: list[Finding]


def audit() -> Iterator[Finding]:
    """All differences, in the language that is active while they are found."""
    yield from rights.of_partners()
    yield from board_findings(home_pages())
    for check in CHECKS:
        yield from check()


@transaction.atomic
def repair() -> Repair:
    """Mends what can be mended. What resists is logged and stays among what is left."""
    mended: list[Finding] = []
    for _round in range(MOST_ROUNDS):
        step = list(_mend_once())
        if not step:
            break
        mended += step
    return Repair(mended, list(audit()))


def _mend_once() -> Iterator[Finding]:
    of_partners = (finding.partner for finding in rights.of_partners() if finding.mend)
    for partner in dict.fromkeys(partner for partner in of_partners if partner):
        yield from _attempt(partial(set_up_partner, partner))
    yield from _attempt(partial(set_up_board, home_pages()))
    for check in CHECKS:
        for finding in check():
            if finding.mend:
                yield from _attempt(partial(_mend, finding))


def _mend(finding: Finding) -> list[Finding]:
    if finding.mend:
        finding.mend()
    return [finding]


def _attempt(action: Callable[[], list[Finding]]) -> list[Finding]:
    """What `action` mended; nothing, and nothing half-done, when the database or a validation refuses it."""
    try:
        with transaction.atomic():
            return action()
    except (DatabaseError, ValidationError):
        logger.exception("A difference could not be mended")
        return []
