"""A partner's moderators see, invite and suspend its members: theirs alone, and no higher than themselves."""

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from core.models import User
from partners.models import Membership, Partner
from partners.roles import BOARD_GROUP_NAME, Role
from partners.services.members import reinstate, suspend
from tests.factories import ArticlePageFactory, UserFactory

FORM = {"email": "lou@example.org", "first_name": "Lou", "last_name": "Roy", "language": "fr", "roles": ["editor"]}


def person(partner: Partner, role: Role, **kwargs: object) -> User:
    """Somebody who reads the admin in English, and has been there before."""
    user: User = UserFactory(role=(partner, role), last_login=timezone.now(), **kwargs)
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


@pytest.fixture
def owner(crim: Partner, client: Client) -> User:
    """A moderator of the partner, logged in."""
    user = person(crim, Role.MODERATOR, first_name="Alix", last_name="Owner")
    client.force_login(user)
    return user


@pytest.fixture
def editor(crim: Partner) -> User:
    return person(crim, Role.EDITOR, first_name="Lou", last_name="Editor", email="lou.editor@example.org")


def members(partner: Partner) -> str:
    return reverse("partners:members", args=[partner.key])


def act(name: str, partner: Partner, membership: Membership) -> str:
    return reverse(f"partners:{name}", args=[partner.key, membership.pk])


def membership_of(user: User) -> Membership:
    return Membership.objects.get(user=user)


def addresses(partner: Partner, membership: Membership) -> list[str]:
    acts = [act(name, partner, membership) for name in ("suspend", "reinstate", "resend_invitation")]
    return [members(partner), reverse("partners:invite", args=[partner.key]), *acts]


def test_the_list_says_who_is_what(crim: Partner, client: Client, owner: User, editor: User) -> None:
    UserFactory(role=(crim, Role.TRANSLATOR), first_name="Camille", last_name="Newcomer")
    former = membership_of(person(crim, Role.EDITOR, last_name="Former"))
    suspend(former)

    text = client.get(members(crim)).content.decode()

    for words in ("Alix Owner", "Moderator", "Lou Editor", "lou.editor@example.org", "English", "Camille Newcomer"):
        assert words in text
    assert text.count("Invited, has not entered yet") == 1
    assert text.count("suspended since") == 1
    assert act("reinstate", crim, former) in text
    assert act("suspend", crim, membership_of(editor)) in text
    assert act("suspend", crim, membership_of(owner)) not in text


def test_only_the_partners_moderators_and_the_administrators_get_in(
    crim: Partner, aqt: Partner, client: Client, editor: User
) -> None:
    strangers = [
        editor,
        person(crim, Role.TRANSLATOR),
        person(aqt, Role.MODERATOR),
        UserFactory(board=True),
    ]
    for stranger in strangers:
        client.force_login(stranger)
        for address in addresses(crim, membership_of(editor)):
            assert client.get(address).status_code == 404, (stranger, address)
            assert client.post(address, FORM).status_code == 404, (stranger, address)
    client.force_login(UserFactory(administrator=True))
    assert client.get(members(crim)).status_code == 200
    assert client.get(reverse("partners:invite", args=[crim.key])).status_code == 200
    assert not User.objects.filter(email=FORM["email"]).exists()
    assert not membership_of(editor).is_suspended


@pytest.mark.parametrize("name", ["suspend", "reinstate", "resend_invitation"])
def test_anothers_membership_does_not_exist(
    crim: Partner, aqt: Partner, client: Client, owner: User, name: str
) -> None:
    theirs = membership_of(UserFactory(role=(aqt, Role.EDITOR)))
    if name == "reinstate":
        suspend(theirs)

    assert client.get(act(name, crim, theirs)).status_code == 404
    assert client.post(act(name, crim, theirs)).status_code == 404

    theirs.refresh_from_db()
    assert theirs.is_suspended == (name == "reinstate")
    assert mail.outbox == []


def test_inviting_makes_a_member_and_sends_a_mail(crim: Partner, client: Client, owner: User) -> None:
    response = client.post(
        reverse("partners:invite", args=[crim.key]), {**FORM, "roles": ["editor", "translator"]}, follow=True
    )

    assert "An invitation goes to lou@example.org." in response.content.decode()
    made = Membership.objects.filter(user__email="lou@example.org", partner=crim)
    assert {(membership.role, membership.invited_by) for membership in made} == {
        ("editor", owner),
        ("translator", owner),
    }
    assert [message.to for message in mail.outbox] == [["lou@example.org"]]


def test_inviting_again_says_that_nothing_is_new(crim: Partner, client: Client, owner: User) -> None:
    for _time in range(2):
        response = client.post(reverse("partners:invite", args=[crim.key]), FORM, follow=True)

    assert "has these roles already" in response.content.decode()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("forged", ["administrator", "board", BOARD_GROUP_NAME, "aqt: editor", "1"])
def test_no_higher_role_is_given_by_forging_the_form(crim: Partner, client: Client, owner: User, forged: str) -> None:
    form = {**FORM, "roles": ["editor", forged], "is_superuser": "on", "groups": [forged], "partner": "aqt"}

    response = client.post(reverse("partners:invite", args=[crim.key]), form)

    assert response.status_code == 200
    assert not User.objects.filter(email="lou@example.org").exists()


def test_further_fields_of_a_form_are_worth_nothing(crim: Partner, client: Client, owner: User) -> None:
    form = {**FORM, "is_superuser": "on", "groups": ["1", "2"], "partner": "aqt", "is_staff": "on"}

    client.post(reverse("partners:invite", args=[crim.key]), form)

    invited = User.objects.get(email="lou@example.org")
    assert not invited.is_superuser
    assert [group.name for group in invited.groups.all()] == ["crim: editor"]


def test_a_form_with_faults_says_which(crim: Partner, client: Client, owner: User) -> None:
    response = client.post(reverse("partners:invite", args=[crim.key]), {"email": "lou"})

    text = response.content.decode()
    assert response.status_code == 200
    assert "Enter a valid email address." in text
    assert text.count("This field is required.") == 4
    assert mail.outbox == []


def test_the_form_says_what_each_role_may_do(crim: Partner, client: Client, owner: User) -> None:
    text = client.get(reverse("partners:invite", args=[crim.key])).content.decode()

    assert "<b>Translator</b> – translate<" in text
    assert "<b>Editor</b> – write pages, translate, add images and documents" in text
    assert "approve what becomes public, invite and suspend people" in text


def test_whose_account_is_switched_off_is_refused_in_the_form(crim: Partner, client: Client, owner: User) -> None:
    UserFactory(email="lou@example.org", is_active=False)

    response = client.post(reverse("partners:invite", args=[crim.key]), FORM)

    assert "is switched off" in response.content.decode()


def test_a_suspended_person_is_out_at_the_next_request(
    crim: Partner, client: Client, owner: User, editor: User
) -> None:
    page = ArticlePageFactory(partner=crim)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    theirs = Client()
    theirs.force_login(editor)
    assert theirs.get(edit).status_code == 200

    response = client.post(act("suspend", crim, membership_of(editor)), follow=True)

    assert theirs.get(edit).status_code == 302
    assert "/login/" in theirs.get(edit)["Location"]
    text = response.content.decode()
    assert "Lou Editor is suspended: Editor." in text
    assert f'action="{act("reinstate", crim, membership_of(editor))}"' in text

    client.post(act("reinstate", crim, membership_of(editor)))
    assert theirs.get(edit).status_code == 200


def test_looking_at_the_confirmation_changes_nothing(crim: Partner, client: Client, owner: User, editor: User) -> None:
    response = client.get(act("suspend", crim, membership_of(editor)))

    assert "Lou Editor" in response.content.decode()
    assert not membership_of(editor).is_suspended


def test_a_person_with_another_partner_stays_in_there(crim: Partner, aqt: Partner, client: Client, owner: User) -> None:
    both = person(crim, Role.EDITOR)
    Membership.objects.create(partner=aqt, user=both, role=Role.EDITOR)
    both.groups.add(aqt.group(Role.EDITOR))

    client.post(act("suspend", crim, Membership.objects.get(user=both, partner=crim)))

    assert [group.name for group in both.groups.all()] == ["aqt: editor"]


def test_nobody_suspends_themselves(crim: Partner, client: Client, owner: User) -> None:
    response = client.post(act("suspend", crim, membership_of(owner)), follow=True)

    assert "You cannot suspend yourself" in response.content.decode()
    assert not membership_of(owner).is_suspended
    assert client.get(members(crim)).status_code == 200


def test_who_has_not_entered_gets_the_invitation_again(crim: Partner, client: Client, owner: User) -> None:
    client.post(reverse("partners:invite", args=[crim.key]), FORM)
    invited = Membership.objects.get(user__email="lou@example.org")
    again = act("resend_invitation", crim, invited)
    assert again in client.get(members(crim)).content.decode()

    client.post(again)

    assert len(mail.outbox) == 2
    assert "/admin/invitation/" in mail.outbox[1].body
    assert "Alix Owner" in mail.outbox[1].body


@pytest.mark.parametrize("fate", ["entered", "suspended"])
def test_nobody_else_gets_it_again(crim: Partner, client: Client, owner: User, editor: User, fate: str) -> None:
    if fate == "suspended":
        User.objects.filter(pk=editor.pk).update(last_login=None)
        suspend(membership_of(editor))
    again = act("resend_invitation", crim, membership_of(editor))

    assert again not in client.get(members(crim)).content.decode()
    assert client.post(again).status_code == 404
    assert mail.outbox == []


def test_the_way_there_leads_straight_on_when_there_is_one_partner(
    crim: Partner, aqt: Partner, client: Client, owner: User
) -> None:
    start = reverse("partners:my_partners")
    assert start in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(start)["Location"] == members(crim)

    client.force_login(UserFactory(administrator=True))
    text = client.get(start).content.decode()
    assert members(crim) in text
    assert members(aqt) in text


def test_who_manages_nobody_finds_no_way_there(crim: Partner, client: Client, editor: User) -> None:
    client.force_login(editor)

    assert reverse("partners:my_partners") not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(reverse("partners:my_partners")).status_code == 404


def test_the_log_says_who_suspended_and_reinstated_whom(crim: Partner, editor: User) -> None:
    boss = UserFactory()
    for _time in range(2):
        suspend(membership_of(editor), by=boss)
    for _time in range(2):
        reinstate(membership_of(editor), by=boss)

    lines = ModelLogEntry.objects.filter(user=boss).order_by("pk")

    assert [line.action for line in lines] == ["partners.suspend", "partners.reinstate"]
    assert all("Lou Editor" in line.message for line in lines)
    assert lines[0].message != lines[1].message


def test_a_member_more_is_not_a_query_more(crim: Partner, client: Client, owner: User, editor: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(members(crim)).status_code == 200
        return len(captured)

    queries()
    few = queries()
    for _number in range(20):
        person(crim, Role.EDITOR)
        UserFactory(role=(crim, Role.TRANSLATOR))
    assert queries() == few
