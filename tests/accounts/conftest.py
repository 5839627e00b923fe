from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache

if TYPE_CHECKING:
    from core.models import User
    from partners.models import Partner


@pytest.fixture(autouse=True)
def _nobody_has_tried_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def required(settings: Any) -> None:
    """As in production."""
    settings.TWO_FACTOR_REQUIRED = True


@pytest.fixture
def editor(crim: "Partner") -> "User":
    return _member(crim, "editor")


@pytest.fixture
def moderator(crim: "Partner") -> "User":
    return _member(crim, "moderator")


def _member(partner: "Partner", role: str) -> "User":
    from partners.roles import Role
    from tests.factories import UserFactory

    return UserFactory(role=(partner, Role(role)))
