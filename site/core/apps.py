from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Common ground")

    def ready(self) -> None:
        from core.media import missing, signals  # noqa: F401  (connects the receivers)
