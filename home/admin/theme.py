"""The portal's colours in the admin, and what its forms need."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

STYLESHEET = "css/admin-theme.css"
EDITOR_SCRIPT = "js/admin/anchor.js"


def stylesheet() -> SafeString:
    """For Wagtail's hook `insert_global_admin_css`."""
    return format_html('<link rel="stylesheet" href="{}">', static(STYLESHEET))


def editor_script() -> SafeString:
    """For Wagtail's hook `insert_editor_js`."""
    return format_html('<script type="module" src="{}"></script>', static(EDITOR_SCRIPT))
