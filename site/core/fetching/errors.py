"""Why something was not fetched."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """The labels are for whoever gave the address.

    A name that leads into a private network reads as one that leads nowhere: else one could try which names are there.
    """

    ADDRESS = "address", _("This is not the address of a page on the web.")
    SCHEME = "scheme", _("The address must begin with https:// or http://.")
    CREDENTIALS = "credentials", _("The address must hold no user name and no password.")
    PORT = "port", _("The address must name no port, or one of the web’s own, 80 and 443.")
    UNKNOWN_HOST = "unknown_host", _("There is no public site at this address.")
    NOT_PUBLIC = "not_public", _("There is no public site at this address.")
    UNREACHABLE = "unreachable", _("The site does not answer.")
    CERTIFICATE = "certificate", _("The certificate of the site is not valid.")
    SLOW = "slow", _("The site takes too long to answer.")
    REDIRECTS = "redirects", _("The address leads on to another one too many times.")
    STATUS = "status", _("The site does not give the page to the portal.")
    WRONG_TYPE = "wrong_type", _("What stands at this address is of a kind that the portal does not read.")
    TOO_LARGE = "too_large", _("What stands at this address is too large.")
    BROKEN = "broken", _("The answer of the site cannot be read.")


class FetchError(Exception):
    """Nothing was fetched. `detail` is for logs; it may hold what the other site says."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason.value}: {detail}" if detail else reason.value)
        self.reason = reason
        # Of STATUS, the number of the answer.
        self.detail = detail

    @property
    def message(self) -> str:
        """The reason in the active language."""
        return str(self.reason.label)
