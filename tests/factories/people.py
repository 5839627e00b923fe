"""People, with the roles that the test gives them."""

from typing import Any

import factory
from django.contrib.auth.models import Group

from core.models import User
from partners.models import Partner
from partners.roles import BOARD_GROUP_NAME, Role
from partners.services.members import give_role

PASSWORD = "a-password-for-tests"


class UserFactory(factory.django.DjangoModelFactory):
    """A person. `role=(partner, Role.EDITOR)` gives a role; traits: administrator, board."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence("person{}@example.org".format)
    first_name = "Camille"
    last_name = factory.Sequence("Test{}".format)

    class Params:
        administrator = factory.Trait(is_superuser=True)

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(password=PASSWORD, **kwargs)

    @factory.post_generation
    def role(self: User, create: bool, extracted: tuple[Partner, Role] | None, **kwargs: Any) -> None:  # type: ignore[misc]
        if extracted:
            partner, role = extracted
            give_role(partner, self, role)

    @factory.post_generation
    def board(self: User, create: bool, extracted: bool, **kwargs: Any) -> None:  # type: ignore[misc]
        if extracted:
            self.groups.add(Group.objects.get(name=BOARD_GROUP_NAME))
