"""Taking a public page back, with a reason that is kept."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page

from core.models import User
from partners.permission_tester import DeclaredPermissionTester

LOG_ACTION = "partners.withdraw"


def withdrawable_versions(page: Page, user: User) -> list[Page]:
    """The public versions of `page`, in whichever language, that `user` may withdraw; mirrors go with their originals.

    `page` itself comes first.
    """
    versions = [page.specific, *(version.specific for version in page.get_translations().select_related("locale"))]
    return [version for version in versions if may_withdraw(user, version)]


def may_withdraw(user: User, page: Page) -> bool:
    """Whether `page` is public, of a type that can be withdrawn, and `user` may do it."""
    tester = page.permissions_for_user(user)
    return isinstance(tester, DeclaredPermissionTester) and tester.can_withdraw()


@transaction.atomic
def withdraw(versions: Iterable[Page], *, by: User, reason: str) -> None:
    """Makes the pages unpublic, with the mirrors that show their text. Drafts and earlier versions stay.

    To bring one back, it is submitted and approved again. Raises PermissionDenied, and changes nothing, when one of
    them is not `by`'s to withdraw (any more).
    """
    for page in versions:
        if not may_withdraw(by, page):
            raise PermissionDenied
        # Wagtail asks for the right to publish, which nobody's group holds.
        UnpublishPageAction(page, user=by, log_action=False).execute(skip_permission_checks=True)
        log(instance=page, action=LOG_ACTION, user=by, data={"reason": reason}, content_changed=False)
