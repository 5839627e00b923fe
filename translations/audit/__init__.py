"""Finds what is out of step between the trees of the languages, and mends what can be mended without losing a text.

All pages are read in one query, as rows; each check asks a constant number of questions more, however many pages there
are.
"""

import logging
from collections.abc import Callable, Iterator

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from partners.audit import Repair
from partners.findings import Finding
from translations.audit import places, records, texts
from translations.audit.rows import Trees

logger = logging.getLogger(__name__)

# Places first: what stands where it belongs can be compared with its neighbours.
CHECKS: tuple[Callable[[Trees], Iterator[Finding]], ...] = (
    places.wrong_trees,
    places.missing_versions,
    places.misplaced_versions,
    places.slugs,
    places.orders,
    texts.types,
    texts.live_states,
    texts.begun_translations,
    texts.contents,
    records.translations_without_page,
    records.originals,
)
# A mirror can be made once its parent has one: as many rounds as the tree has levels, and one in which nothing is left.
MOST_ROUNDS = 10


def audit() -> Iterator[Finding]:
    """All that is out of step, in the language that is active while it is found."""
    trees = Trees.read()
    for check in CHECKS:
        yield from check(trees)


def repair() -> Repair:
    """Mends each finding in a transaction of its own. What resists is logged and stays among what is left."""
    mended: list[Finding] = []
    for _round in range(MOST_ROUNDS):
        step = [finding for check in CHECKS for finding in _mend(check)]
        if not step:
            break
        mended += step
    return Repair(mended, list(audit()))


def _mend(check: Callable[[Trees], Iterator[Finding]]) -> list[Finding]:
    """What was mended of one check. Each check looks anew, because the repairs before it have changed the trees."""
    return [finding for finding in list(check(Trees.read())) if finding.mend and _succeeds(finding.mend)]


def _succeeds(mend: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            mend()
    except (DatabaseError, ValidationError):
        logger.exception("What is out of step could not be mended")
        return False
    return True
