"""The demonstration accounts: one for each role of two partners, and the platform's."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from core.models import User
from home.demo.reading import read
from partners.models import Partner
from partners.roles import BOARD_GROUP_NAME, Role
from partners.services.members import give_role

# Known to all on purpose: these accounts exist only where the demonstration content was asked for.
PASSWORD: str = settings.DEMONSTRATION_PASSWORD

ADMINISTRATOR = "administrator"
BOARD = "editorial_board"


@dataclass(frozen=True)
class Account:
    """One line of data/accounts.yaml; `role` is a partners.roles.Role or one of the platform's."""

    email: str
    first_name: str
    last_name: str
    language: str
    partner: str | None
    role: str


def accounts() -> list[Account]:
    return [Account(**line) for line in read("accounts")]


def make_people() -> None:
    """Creates the accounts that do not exist, and gives each its role."""
    for account in accounts():
        user = User.objects.filter(email=account.email).first() or User.objects.create_user(
            account.email,
            PASSWORD,
            first_name=account.first_name,
            last_name=account.last_name,
            is_superuser=account.role == ADMINISTRATOR,
        )
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": account.language})
        if account.partner:
            give_role(Partner.objects.get(key=account.partner), user, Role(account.role))
        elif account.role == BOARD:
            user.groups.add(Group.objects.get(name=BOARD_GROUP_NAME))


def person(partner: Partner, role: Role) -> User | None:
    """Somebody with that role with the partner, if the demonstration has one."""
    return partner.group(role).user_set.order_by("pk").first()
