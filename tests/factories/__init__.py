"""Makes what tests need. Pages go through the tree and the revisions as an editor's do."""

from tests.factories.pages import ArticlePageFactory, EventPageFactory
from tests.factories.people import UserFactory

__all__ = ["ArticlePageFactory", "EventPageFactory", "UserFactory"]
