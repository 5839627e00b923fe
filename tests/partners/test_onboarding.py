"""An administrator fills in one form, and a partner is on board: area, rights, workflow, logo, people invited."""

import io
import threading
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.models import GroupPagePermission, Locale, ModelLogEntry
from wagtail.users.models import UserProfile

from core.models import CustomImage, User
from partners.admin import onboarding as onboarding_view
from partners.models import BoardTask, Membership, ModerationTask, Partner, PartnerIndexPage, PartnerPage
from partners.roles import Role, rights_of
from partners.services import members, set_up_partner
from partners.services.onboarding import KeyTakenError, Plan, onboard
from tests.factories import UserFactory
from tests.partners.test_set_up_partner import page_rights, snapshot
from tests.partners.test_two_at_once import at_once

ADDRESS = "/admin/partners/onboard/"
MODERATOR = {
    "email": "Ariane@Example.org",
    "first_name": "Ariane",
    "last_name": "Essai",
    "language": "fr",
    "roles": ["moderator"],
}
EDITOR = {
    "email": "sam@example.org",
    "first_name": "Sam",
    "last_name": "Sample",
    "language": "en",
    "roles": ["editor", "translator"],
}


def form(*people: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The form as a browser sends it, filled in for an eleventh partner; `fields` are typed over it."""
    # Without scripts there are three rows; those left over keep the language that the form proposes.
    rows = [*people, *[{"language": "fr"}] * (3 - len(people))]
    typed = {f"people-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}
    return {
        "key": "onzieme",
        "acronym": "ONZE",
        "name_fr": "Le onzième partenaire",
        "name_en": "The Eleventh Partner",
        "aliases": "Onze, section d’essai\r\nFormer Eleven\r\n",
        "website": "https://onze.example.org",
        "place": "Sherbrooke",
        "region": "estrie",
        "topics": ["management", "workforce-training"],
        "people-TOTAL_FORMS": len(rows),
        "people-INITIAL_FORMS": 0,
        **typed,
        **fields,
    }


def picture(colour: str = "seagreen", name: str = "logo.png", size: tuple[int, int] = (120, 60)) -> SimpleUploadedFile:
    content = io.BytesIO()
    PillowImage.new("RGB", size, colour).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def whole_state() -> dict[str, object]:
    """All that an onboarding writes, as comparable values."""
    models = (Partner, Partner.topics.through, CustomImage, User, UserProfile, Membership, ModelLogEntry)
    rows = {model.__name__: sorted(model.objects.values_list(), key=str) for model in models}
    members_of_groups = sorted(User.groups.through.objects.values_list("user", "group"))
    return {**snapshot(), **rows, "members of groups": members_of_groups, "mails": len(mail.outbox)}


def stored_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def errors_of(response: HttpResponse) -> dict[str, list[str]]:
    return {
        **response.context_data["form"].errors,
        **{
            f"people[{n}].{name}": e
            for n, row in enumerate(response.context_data["people"].errors)
            for name, e in row.items()
        },
    }


@pytest.fixture
def admin(db: None) -> Client:
    client = Client()
    user = UserFactory(administrator=True)
    # What is said is compared in English.
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def eleventh(admin: Client) -> Partner:
    admin.post(ADDRESS, form(MODERATOR, EDITOR, logo=picture()))
    return Partner.objects.get(key="onzieme")


# What is there afterwards


def test_the_record_says_what_was_typed(eleventh: Partner) -> None:
    assert eleventh.acronym == "ONZE"
    assert (eleventh.name_fr, eleventh.name_en) == ("Le onzième partenaire", "The Eleventh Partner")
    assert eleventh.aliases == ["Onze, section d’essai", "Former Eleven"]
    assert (eleventh.website, eleventh.place, eleventh.region) == ("https://onze.example.org", "Sherbrooke", "estrie")
    assert {topic.key for topic in eleventh.topics.all()} == {"management", "workforce-training"}
    assert not eleventh.needs_board_approval
    assert not eleventh.allows_self_approval
    assert eleventh.logo.collection == eleventh.collection


def test_the_area_is_public_in_every_language_as_one_page(eleventh: Partner, client: Client) -> None:
    areas = {area.locale.language_code: area for area in PartnerPage.objects.filter(partner=eleventh)}
    assert set(areas) == {"fr", "en"}
    assert len({area.translation_key for area in areas.values()}) == 1
    assert not any(area.alias_of_id for area in areas.values())
    for address, name in {
        "/fr/partenaires/onzieme/": eleventh.name_fr,
        "/en/partners/onzieme/": eleventh.name_en,
    }.items():
        response = client.get(address)
        assert response.status_code == 200
        assert name in response.text


def test_groups_have_the_declared_rights_and_nothing_else(eleventh: Partner) -> None:
    assert {group.role for group in eleventh.groups.all()} == set(Role)
    for role in Role:
        languages = ["en"] if rights_of(role).target_locales_only else ["fr", "en"]
        assert page_rights(eleventh, role) == {code: set(rights_of(role).pages) for code in languages}
        general = {f"{p.content_type.app_label}.{p.codename}" for p in eleventh.group(role).permissions.all()}
        assert general == rights_of(role).general


@pytest.mark.parametrize(
    ("ticked", "steps"), [({}, [ModerationTask]), ({"needs_board_approval": "on"}, [ModerationTask, BoardTask])]
)
def test_the_workflow_has_the_steps_that_were_asked_for(admin: Client, ticked: Any, steps: list[type]) -> None:
    admin.post(ADDRESS, form(MODERATOR, **ticked))
    partner = Partner.objects.get(key="onzieme")
    assert [type(task.specific) for task in partner.workflow.tasks] == steps
    assert all(area.get_workflow() == partner.workflow for area in partner.areas.all())


def test_people_have_their_roles_and_a_mail_in_their_language(eleventh: Partner) -> None:
    given = {(line.user.email, line.role) for line in Membership.objects.filter(partner=eleventh)}
    assert given == {
        ("ariane@example.org", "moderator"),
        ("sam@example.org", "editor"),
        ("sam@example.org", "translator"),
    }
    for email, role in given:
        assert User.objects.get(email=email) in eleventh.group(Role(role)).user_set.all()
    written = {message.to[0]: message for message in mail.outbox}
    assert set(written) == {"ariane@example.org", "sam@example.org"}
    # The name of the partner stands in the language of the mail.
    assert "ONZE (Le onzième partenaire)" in written["ariane@example.org"].body
    assert "ONZE (The Eleventh Partner)" in written["sam@example.org"].body
    assert all("http://testserver/admin/invitation/" in message.body for message in mail.outbox)


def test_the_page_says_what_was_made_and_leads_there(admin: Client) -> None:
    response = admin.post(ADDRESS, form(MODERATOR, EDITOR))
    partner = Partner.objects.get(key="onzieme")
    for words in (
        "ONZE is on board",
        'href="http://testserver/fr/partenaires/onzieme/"',
        'href="http://testserver/en/partners/onzieme/"',
        "moderation by the partner",
        "Ariane Essai (<a",
        "was invited as Moderator, by a mail in their language: Français.",
        "was invited as Editor, Translator, by a mail in their language: English.",
        f'href="{reverse("partners:members", args=["onzieme"])}"',
        f'href="{reverse("wagtailadmin_explore", args=[partner.areas.first().pk])}"',
    ):
        assert words in response.text


def test_who_put_the_partner_on_board_stands_in_its_history(eleventh: Partner) -> None:
    entry = ModelLogEntry.objects.for_instance(eleventh).get(action="wagtail.create")
    assert entry.user.is_superuser


def test_it_asks_the_same_of_the_database_however_many_partners_there_are(admin: Client) -> None:
    """How long it takes is measured by `make bench`: less than three seconds."""
    counts = []
    for key in ("onzieme", "douzieme", "treizieme"):
        sent = form(MODERATOR | {"email": f"{key}@example.org"}, key=key, acronym=key.upper())
        with CaptureQueriesContext(connection) as queries:
            assert "is on board" in admin.post(ADDRESS, sent).text
        counts.append(len(queries))
    # The first one fills caches.
    assert counts[2] <= counts[1]
    assert counts[0] < 650


@pytest.mark.parametrize("people", [[], [EDITOR]])
def test_without_a_moderator_it_warns_that_the_board_decides(admin: Client, people: list[dict[str, Any]]) -> None:
    warning = "Nobody moderates for ONZE yet"
    assert warning in admin.post(ADDRESS, form(*people)).text
    assert warning not in admin.post(ADDRESS, form(MODERATOR)).text


def test_where_the_board_approves_it_does_not_warn(admin: Client) -> None:
    assert "Nobody moderates" not in admin.post(ADDRESS, form(needs_board_approval="on")).text


# Again


def test_sent_again_it_changes_nothing(admin: Client, eleventh: Partner) -> None:
    before = whole_state()
    response = admin.post(ADDRESS, form(MODERATOR, EDITOR, logo=picture()))
    assert "Nothing was changed." in response.text
    assert whole_state() == before


def test_sent_again_it_repairs_what_was_broken_and_says_what(admin: Client, eleventh: Partner) -> None:
    before = whole_state()
    editors = eleventh.group(Role.EDITOR)
    area = PartnerPage.objects.get(partner=eleventh, locale=Locale.get_default())
    GroupPagePermission.objects.filter(group=editors, page=area, permission__codename="change_page").delete()
    GroupPagePermission.objects.create(group=editors, page=area, permission_type="publish")
    eleventh.workflow.active = False
    eleventh.workflow.save()

    response = admin.post(ADDRESS, form(MODERATOR, EDITOR))

    after = whole_state()
    rights = page_rights(eleventh, Role.EDITOR)["fr"]
    assert rights == set(rights_of(Role.EDITOR).pages)
    assert after["Workflow"] == before["Workflow"]
    repaired = [line for line in response.text.splitlines() if "Repaired:" in line]
    assert len(repaired) == 1
    assert repaired[0].count("Repaired:") == 3
    for words in ("lacks the right “change_page”", "has the right “publish_page”", "The workflow is switched off."):
        assert words in repaired[0]


def test_a_key_that_is_taken_does_not_change_the_other_partner(admin: Client, crim: Partner) -> None:
    before = whole_state()
    response = admin.post(ADDRESS, form(MODERATOR, key="crim", logo=picture()))
    assert "“CRIM” has this key, and its record says something else: Acronym," in response.text
    assert whole_state() == before


def test_saving_the_record_brings_the_workflow_along_and_says_so(admin: Client, eleventh: Partner) -> None:
    address = reverse("wagtailsnippets_partners_partner:edit", args=[eleventh.pk])
    fields = ("acronym", "name_fr", "name_en", "website", "place", "region", "status")
    data = {name: getattr(eleventh, name) for name in fields} | {"aliases": "\n".join(eleventh.aliases), "key": "other"}
    response = admin.post(address, data | {"needs_board_approval": "on"}, follow=True)

    eleventh.refresh_from_db()
    assert eleventh.key == "onzieme"
    assert eleventh.aliases == ["Onze, section d’essai", "Former Eleven"]
    assert [type(task.specific) for task in eleventh.workflow.tasks] == [ModerationTask, BoardTask]
    assert "The steps of the workflow are not those that the partner" in response.text


def test_the_record_cannot_close_a_partner_in_passing(admin: Client, eleventh: Partner) -> None:
    address = reverse("wagtailsnippets_partners_partner:edit", args=[eleventh.pk])
    data = {"acronym": "ONZE", "name_fr": "Onze", "status": "closed", "status_date": "2020-06-01"}
    response = admin.post(address, data)
    assert "status" in response.context_data["form"].errors
    eleventh.refresh_from_db()
    assert not eleventh.is_closed


def test_the_list_of_partners_leads_to_the_form(admin: Client, eleventh: Partner) -> None:
    listing = admin.get(reverse("wagtailsnippets_partners_partner:list"))
    row = next(part for part in listing.text.split("<tr") if "Sherbrooke" in part)
    for words in ("ONZE", "The Eleventh Partner", "Active", f'href="{reverse("partners:members", args=["onzieme"])}"'):
        assert words in row
    assert admin.get(reverse("wagtailsnippets_partners_partner:add"))["Location"] == ADDRESS


# All or nothing


def test_an_error_in_the_middle_leaves_nothing(admin: Client, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = whole_state()

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("No mail today.")

    monkeypatch.setattr(members.mail, "send", fail)
    with pytest.raises(RuntimeError, match="No mail today"):
        admin.post(ADDRESS, form(MODERATOR, logo=picture()))
    assert whole_state() == before
    assert stored_files(media) == []


def test_one_plan_that_fails_takes_the_others_with_it(db: None, media: Path) -> None:
    before = whole_state()
    plans = [
        Plan(Partner(key="onzieme", acronym="ONZE", name_fr="Onze"), logo=picture()),
        Plan(Partner(key="crim", acronym="Autre", name_fr="Autre")),
    ]
    with pytest.raises(KeyTakenError, match="crim"):
        onboard(plans, by=None)
    assert whole_state() == before
    assert stored_files(media) == []


def test_a_rehearsal_reports_and_leaves_nothing(db: None, media: Path) -> None:
    before = whole_state()
    plan = Plan(Partner(key="onzieme", acronym="ONZE", name_fr="Onze"), logo=picture())
    [report] = onboard([plan], by=None, is_rehearsal=True)
    assert report.made
    assert whole_state() == before
    assert stored_files(media) == []


@pytest.mark.parametrize("second_key", ["onzieme", "douzieme"])
def test_two_at_once_do_not_get_in_each_others_way(
    committed_database: None, monkeypatch: pytest.MonkeyPatch, second_key: str
) -> None:
    both_are_valid = threading.Barrier(2)

    def wait_for_the_other(*args: Any, **kwargs: Any) -> Any:
        both_are_valid.wait(30)
        return onboard(*args, **kwargs)

    monkeypatch.setattr(onboarding_view, "onboard", wait_for_the_other)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(UserFactory(administrator=True))

    responses = at_once(
        lambda: clients[0].post(ADDRESS, form(MODERATOR)),
        lambda: clients[1].post(ADDRESS, form(EDITOR, key=second_key)),
    )

    made = Partner.objects.exclude(key__in=["crim", "aqt"])
    assert {partner.key for partner in made} == {"onzieme", second_key}
    assert all(set_up_partner(partner) == [] and partner.areas.count() == 2 for partner in made)
    refused = [errors_of(response) for response in responses if "report" not in response.context_data]
    assert [list(errors) for errors in refused] == ([["key"]] if second_key == "onzieme" else [])


# What is refused


@pytest.mark.parametrize("who", ["board", "moderator", "editor"])
def test_only_administrators_see_the_form(client: Client, crim: Partner, who: str) -> None:
    person = UserFactory(board=True) if who == "board" else UserFactory(role=(crim, Role(who)))
    client.force_login(person)
    before = whole_state()
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, form(MODERATOR)).status_code == 404
    assert whole_state() == {**before, "User": sorted(User.objects.values_list(), key=str)}


def test_strangers_are_sent_to_the_login(client: Client, db: None) -> None:
    assert client.get(ADDRESS)["Location"].startswith("/admin/login/")
    client.force_login(UserFactory())
    assert client.post(ADDRESS, form(MODERATOR)).status_code == 302
    assert not Partner.objects.filter(key="onzieme").exists()


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"key": ""}, "key", "This field is required."),
    ({"key": "Onzième"}, "key", "small letters"),
    ({"key": "on_ze"}, "key", "small letters"),
    ({"key": "o\x00"}, "key", "Null characters"),
    ({"key": "x" * 51}, "key", "at most 50 characters"),
    ({"key": "onboard"}, "key", "The admin has a screen at this address"),
    ({"acronym": ""}, "acronym", "This field is required."),
    ({"name_fr": " "}, "name_fr", "This field is required."),
    ({"website": "onze point org"}, "website", "Enter a valid URL."),
    ({"region": "ontario"}, "region", "Select a valid choice."),
    ({"topics": ["astrology"]}, "topics", "There is no topic with the key “astrology”."),
    ({"logo": SimpleUploadedFile("logo.svg", b"<svg/>")}, "logo", "Not a supported image format."),
    ({"logo": SimpleUploadedFile("logo.png", b"no picture")}, "logo", "Upload a valid image."),
    ({"people-0-email": "ariane"}, "people[0].email", "Enter a valid email address."),
    ({"people-0-roles": []}, "people[0].roles", "This field is required."),
    ({"people-0-roles": ["administrator"]}, "people[0].roles", "Select a valid choice."),
    ({"people-0-language": "de"}, "people[0].language", "Select a valid choice."),
    ({"people-1-email": "ARIANE@example.org"}, "people[1].email", "This person stands here twice"),
    ({"people-2-language": "en"}, "people[2].email", "This field is required."),
]


@pytest.mark.parametrize(("typed", "field", "words"), WRONG)
def test_what_is_wrong_is_said_at_its_field(admin: Client, typed: dict[str, Any], field: str, words: str) -> None:
    before = whole_state()
    response = admin.post(ADDRESS, form(MODERATOR, EDITOR, **typed))
    assert next(iter(errors_of(response))) == field
    assert words in response.text
    assert whole_state() == before


def test_a_picture_that_is_too_big_is_refused(admin: Client, settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    response = admin.post(ADDRESS, form(MODERATOR, logo=picture()))
    assert errors_of(response).keys() == {"logo"}


def test_what_was_typed_is_not_lost(admin: Client) -> None:
    response = admin.post(ADDRESS, form(MODERATOR, EDITOR, key="", logo=picture()))
    for words in (
        "Onze, section d’essai\nFormer Eleven",
        'value="Ariane@Example.org"',
        'value="https://onze.example.org"',
    ):
        assert words in response.text.replace("\r", "")
    people = response.context_data["people"]
    assert [row["roles"].value() for row in people][:2] == [["moderator"], ["editor", "translator"]]
    assert "Choose the logo again" in response.text


def test_a_page_that_stands_at_the_address_is_not_overrun(admin: Client) -> None:
    index = PartnerIndexPage.objects.get(locale__language_code="en")
    index.add_child(instance=PartnerPage(title="Old", slug="onzieme", partner=Partner.objects.get(key="crim")))
    response = admin.post(ADDRESS, form(MODERATOR))
    assert "A page below “Partners” has this address already." in str(errors_of(response)["key"])


def test_a_group_with_people_of_its_own_is_not_taken_over(admin: Client) -> None:
    Group.objects.create(name="onzieme: editor")
    response = admin.post(ADDRESS, form(MODERATOR))
    assert "exists already" in str(errors_of(response)["key"])


def test_an_account_that_is_switched_off_is_not_invited(admin: Client) -> None:
    UserFactory(email="ariane@example.org", is_active=False)
    response = admin.post(ADDRESS, form(MODERATOR))
    assert "switched off" in str(errors_of(response)["people[0].email"])


def test_a_closed_partner_is_not_put_on_board(admin: Client, eleventh: Partner) -> None:
    Partner.objects.filter(pk=eleventh.pk).update(status="closed", status_date="2020-06-01")
    response = admin.post(ADDRESS, form(MODERATOR, EDITOR))
    assert "“ONZE” is closed; reopen it first." in str(errors_of(response)["key"])


def test_a_form_without_its_count_of_rows_is_answered(admin: Client) -> None:
    response = admin.post(ADDRESS, {"key": "onzieme"})
    assert response.status_code == 200
    assert response.context_data["people"].non_form_errors()
