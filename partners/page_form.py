"""The form of what a partner publishes."""

from core.tidying import TidyFormMixin
from partners.isolation.references import PartnerPageForm


class PartnerContentForm(TidyFormMixin, PartnerPageForm):
    """Refuses what belongs to others, and saves French with its typography."""
