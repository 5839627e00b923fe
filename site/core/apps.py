from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Common ground")

    def ready(self) -> None:
        from core.media import missing, signals  # noqa: F401  (connects the receivers)
        from core.page_cache.triggers import follow_tables

        post_migrate.connect(follow_tables, sender=self, dispatch_uid="core.follow_tables")
