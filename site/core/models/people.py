"""The people who work in the admin. Readers have no account."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class DigestFrequency(models.TextChoices):
    """How often somebody is written to about what waits for them."""

    DAILY = "daily", _("Daily, if something waits")
    WEEKLY = "weekly", _("On Mondays")
    NEVER = "never", _("Never")


class UserManager(BaseUserManager["User"]):
    """Creates people by their e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who may be given roles; without a password they can only enter by an invitation."""
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An administrator of the platform."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Addresses are compared without regard to case, so that nobody is locked out by a capital letter."""
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A person, known by their e-mail address."""

    username = None  # type: ignore[assignment]  # the address takes its place
    email = models.EmailField(
        _("email address"),
        unique=True,
        error_messages={"unique": _("A person with this email address already exists.")},
    )

    digest_frequency = models.CharField(
        _("summary by email"),
        max_length=10,
        choices=DigestFrequency.choices,
        default=DigestFrequency.DAILY,
        help_text=_("What waits for your decision, and which translations are behind."),
    )
    # The last day on which it was looked whether there is something to write about.
    digest_day = models.DateField(null=True, editable=False)

    # Sessions that began before are over: somebody lost a phone, or it is not known who added one.
    second_factor_changed_at = models.DateTimeField(null=True, editable=False)

    # Whether the present request only looks at pages, which the admin's guard knows; see partners.permission_tester.
    is_only_reading = False

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name", "last_name"]

    objects = UserManager()  # type: ignore[misc,assignment]  # the stock manager asks for a user name

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_unique_email",
                violation_error_message=_("A person with this email address already exists."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_session_auth_hash(self) -> str:
        """What a session must agree with: the password, and the moment when the second factor last changed."""
        return self._with_second_factor(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same with former secret keys."""
        return map(self._with_second_factor, super().get_session_auth_fallback_hash())

    def _with_second_factor(self, digest: str) -> str:
        changed = self.second_factor_changed_at
        return f"{digest}-{changed.timestamp()}" if changed else digest
