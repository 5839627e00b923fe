from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home and plain pages")

    def ready(self) -> None:
        from home.demo import checks  # noqa: F401  (registers the check)
