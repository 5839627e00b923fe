"""Wagtail's question “may this person do that with this page?”, answered from the declared table."""

from wagtail.models import Page, PagePermissionTester

from core.models import User
from partners.permissions import area_path, may, sees_every_page
from partners.roles import Action


class DeclaredPermissionTester(PagePermissionTester):
    """What Wagtail grants by the rights of groups, narrowed and completed by `partners.roles`.

    A right that was granted above a partner's area (the board's, at the home pages) does not reach into it. What
    Wagtail ties to `publish`, which nobody's group holds, has rows of its own in the table: reorder, withdraw.
    """

    def __init__(self, user: User, page: Page) -> None:
        super().__init__(user, page)
        area = area_path(page)
        if area and user.is_active and not user.is_superuser:
            rows = self.permission_policy.get_cached_permissions_for_user(user)
            self.permissions = {
                row.permission.codename.rsplit("_", maxsplit=1)[0]
                for row in rows
                if row.page.path.startswith(area) and page.path.startswith(row.page.path)
            }

    def may(self, action: Action) -> bool:
        """What the table says, whatever state the page is in."""
        return may(self.user, action, self.page)

    def can_edit(self) -> bool:
        """Wagtail has no right to look: the views that only show something ask for the right to edit as well.

        `isolation.middleware` marks the person while such a view runs.
        """
        if self.user.is_active and self.user.is_only_reading and sees_every_page(self.user):
            return not self.page_is_root
        return bool(super().can_edit())

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if not self.may(Action.DELETE):
            return False
        if self.page.is_leaf() and not self.user.is_superuser:
            # What Wagtail finds out by a query, for each page of a list: whether anything public would go.
            return "change" in self.permissions and not self.page.live
        return bool(super().can_delete(ignore_bulk))

    def can_copy(self) -> bool:
        return bool(super().can_copy()) and self.may(Action.CREATE)

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        return self._is_in_own_language(destination) and bool(super().can_copy_to(destination, recursive))

    def can_move_to(self, destination: Page) -> bool:
        """Wagtail takes reordering for a move like any other, for which a public page would have to be published."""
        if not self._is_in_own_language(destination):
            return False
        if self.page.is_child_of(destination) and destination.permissions_for_user(self.user).can_reorder_children():
            return True
        return bool(super().can_move_to(destination))

    def _is_in_own_language(self, destination: Page) -> bool:
        """A page keeps its language wherever it is put, and so stays in the tree of that language."""
        return bool(destination.is_root() or destination.locale_id == self.page.locale_id)

    def can_reorder_children(self) -> bool:
        return self.may(Action.REORDER)

    def can_unschedule(self) -> bool:
        return self.may(Action.WITHDRAW) and not self.page_is_root

    def can_withdraw(self) -> bool:
        """Whether the page is public by itself and may be taken back; a mirror goes and comes with its original."""
        is_public = self.page.live and not self.page.alias_of_id
        can_be_withdrawn = getattr(self.page.specific_class, "can_be_withdrawn", False)
        if not (is_public and can_be_withdrawn and self.may(Action.WITHDRAW)) or self.page_locked():
            return False
        # Its first translation may have begun, and the public still reads the original there.
        return not self.page.specific_deferred.is_mirror
