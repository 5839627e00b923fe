"""Date inputs of the admin that leave what was typed.

Wagtail's picker replaces what it cannot read by the present moment, without a word. Here the text stays, and the form
says what is wrong with it.
"""

from typing import Any

from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput


class TypedDateInput(AdminDateInput):
    """A date, such as 2026-12-10."""

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "validateOnBlur": False}


class TypedDateTimeInput(AdminDateTimeInput):
    """A date and a time, such as 2026-12-10 14:00, in the portal's time zone."""

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "validateOnBlur": False}
