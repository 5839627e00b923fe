from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """What keeps the portal running, and tells how it does."""

    name = "operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        from operations import signals  # noqa: F401  (connects the receivers)
