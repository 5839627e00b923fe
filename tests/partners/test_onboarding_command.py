"""A YAML file puts partners on board as the form does; a bad file names line and field, and changes nothing."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import translation
from django_tasks_db.models import DBTaskResult
from PIL import Image as PillowImage
from wagtail.models import GroupPagePermission, Locale

from core.models import User
from partners.models import BoardTask, ModerationTask, Partner, PartnerPage
from partners.onboarding.forms import RecordForm
from partners.roles import Role
from tests.factories import UserFactory
from tests.partners.test_onboarding import stored_files, whole_state

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "partner-example.yaml"
GOOD = """\
key: onzieme
acronym: ONZE
name_fr: Le onzième partenaire
name_en: The Eleventh Partner
aliases: ["Onze, section d’essai", Former Eleven]
website: https://onze.example.org
place: Sherbrooke
region: estrie
logo: logo.png
topics: [management]
needs_board_approval: true
people:
  - email: ariane@example.org
    first_name: Ariane
    last_name: Essai
    language: fr
    roles: [moderator]
  - email: sam@example.org
    first_name: Sam
    last_name: Sample
    language: en
    roles:
      - editor
      - translator
"""


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    PillowImage.new("RGB", (120, 60), "seagreen").save(tmp_path / "logo.png")
    return tmp_path / "media"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "partner.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def run(file: Path, *options: str) -> list[str]:
    output = io.StringIO()
    call_command("onboard_partner", str(file), *options, stdout=output)
    return output.getvalue().splitlines()


def complaints(file: Path) -> list[str]:
    """What the command says of a bad file; it must end with code 1 and leave nothing."""
    before = whole_state()
    with pytest.raises(CommandError) as raised:
        run(file)
    assert raised.value.returncode == 1
    assert whole_state() == before
    return str(raised.value).splitlines()


def test_it_makes_all_that_the_form_makes(db: None, file: Path) -> None:
    said = run(file)

    partner = Partner.objects.get(key="onzieme")
    assert partner.aliases == ["Onze, section d’essai", "Former Eleven"]
    assert partner.logo.collection == partner.collection
    assert [topic.key for topic in partner.topics.all()] == ["management"]
    assert [type(task.specific) for task in partner.workflow.tasks] == [ModerationTask, BoardTask]
    assert {area.locale.language_code for area in partner.areas.filter(live=True)} == {"fr", "en"}
    assert list(partner.group(Role.MODERATOR).user_set.values_list("email", flat=True)) == ["ariane@example.org"]
    assert {message.to[0] for message in mail.outbox} == {"ariane@example.org", "sam@example.org"}
    assert said[0] == (
        "ONZE: ONZE is on board, with its groups, their rights, and a collection of images and documents."
    )
    assert said[-1].startswith("ONZE: Sam Sample (sam@example.org) was invited as Editor, Translator")


def test_the_example_of_the_documentation_works(db: None) -> None:
    run(EXAMPLE)
    partner = Partner.objects.get(key="grappe-exemple")
    assert partner.memberships.count() == 3


def test_the_example_shows_every_field(db: None) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert [name for name in RecordForm().fields if f"\n{name}:" not in text and f"\n# {name}:" not in text] == []


def test_a_list_of_partners_is_carried_out_whole(db: None, file: Path) -> None:
    file.write_text("- {key: onze, acronym: ONZE, name_fr: Onze}\n- {key: douze, acronym: DOUZE, name_fr: Douze}\n")
    run(file)
    assert set(Partner.objects.filter(key__in=["onze", "douze"]).values_list("areas__live", flat=True)) == {True}


def test_messages_come_in_the_language_that_is_asked_for(db: None, file: Path) -> None:
    with translation.override("en"):
        file.write_text("key: onze\n")
        with pytest.raises(CommandError, match="Champ requis"):
            run(file, "--language", "fr")


# Again


def test_run_again_it_changes_nothing(db: None, file: Path) -> None:
    run(file)
    before = whole_state()
    assert run(file) == ["ONZE: Nothing was changed."]
    assert whole_state() == before


def test_run_again_it_repairs_and_says_what(db: None, file: Path) -> None:
    run(file)
    before = whole_state()
    partner = Partner.objects.get(key="onzieme")
    area = PartnerPage.objects.get(partner=partner, locale=Locale.get_default())
    extra = GroupPagePermission.objects.create(group=partner.group(Role.EDITOR), page=area, permission_type="publish")
    said = run(file)
    assert len(said) == 1
    assert "Repaired: The group “onzieme: editor” has the right “publish_page”" in said[0]
    assert not GroupPagePermission.objects.filter(pk=extra.pk).exists()
    assert whole_state() == before


def test_what_the_file_gives_is_applied_and_the_rest_is_left_alone(db: None, file: Path) -> None:
    run(file)
    PillowImage.new("RGB", (120, 60), "crimson").save(file.with_name("new.png"))
    file.write_text(
        "key: onzieme\nwebsite: ''\ntopics: [workforce-training]\nneeds_board_approval: false\nlogo: new.png\nplace:\n"
    )
    said = run(file)

    partner = Partner.objects.get(key="onzieme")
    assert (partner.website, partner.place, partner.acronym) == ("", "Sherbrooke", "ONZE")
    assert partner.aliases == ["Onze, section d’essai", "Former Eleven"]
    assert [topic.key for topic in partner.topics.all()] == ["workforce-training"]
    assert [type(task.specific) for task in partner.workflow.tasks] == [ModerationTask]
    assert partner.logo.file.read() == file.with_name("new.png").read_bytes()
    assert said == [
        "ONZE: Changed: website.",
        "ONZE: Changed: the editorial board approves too.",
        "ONZE: Changed: focus topics.",
        "ONZE: Changed: logo.",
        "ONZE: Repaired: The steps of the workflow are not those that the partner's record asks for.",
    ]


# Rehearsing


def test_a_dry_run_says_what_it_would_do_and_leaves_nothing(db: None, file: Path, media: Path, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    before = whole_state()
    said = run(file, "--dry-run")
    assert said[0] == "A dry run: what follows would be done, and was not."
    assert "ONZE is on board" in said[1]
    assert whole_state() == before
    assert stored_files(media) == []
    assert not DBTaskResult.objects.exists()


# Bad files

BASE = "key: onzieme\nacronym: ONZE\nname_fr: Onze\n"
PERSON = (
    "people:\n  - email: a@example.org\n    first_name: A\n    last_name: B\n    language: fr\n    roles: [editor]\n"
)
BAD: dict[str, tuple[str, list[str]]] = {
    "syntax": ("key: [onzieme\nacronym: ONZE\n", ["line 2: while parsing a flow sequence, expected ',' or ']'"]),
    "tabs": ("key: onzieme\n\tacronym: ONZE\n", ["line 2: "]),
    "two documents": (BASE + "---\nkey: autre\n", ["line 4: "]),
    "a character that YAML refuses": ("key: onzieme\nacronym: \x07\n", ["line 2: There is a character here"]),
    "empty": ("# nothing\n", ["The file is empty."]),
    "a text": ("onzieme\n", ["line 1: Fields are expected here"]),
    "unknown field": (BASE + "colour: blue\n", ["line 4, colour: There is no such field. There are: key, "]),
    "misspelt field": (BASE + "webiste: x\n", ["line 4, webiste: There is no such field. Is “website” meant?"]),
    "field of a person": (
        BASE + PERSON + "    role: x\n",
        ["line 10, people[0].role: There is no such field. Is “roles” meant?"],
    ),
    "field twice": (BASE + "acronym: AUTRE\n", ["line 4, acronym: This field stands here twice; first on line 2."]),
    "missing": (
        "key: onzieme\n",
        ["line 1, acronym: This field is required.", "line 1, name_fr: This field is required."],
    ),
    "blank": (BASE.replace("ONZE", "''"), ["line 2, acronym: This field is required."]),
    "a number for a text": (BASE + "place: 12\n", ['line 4, place: A text is expected here; put it in quotes: "12".']),
    "a word that YAML takes for false": (
        BASE + "place: No\n",
        ['line 4, place: A text is expected here; put it in quotes: "No".'],
    ),
    "a list for a text": (BASE + "place: [a]\n", ["line 4, place: A single text is expected here."]),
    "a text for a list": (BASE + "topics: management\n", ["line 4, topics: A list is expected here."]),
    "a text for a flag": (
        BASE + "needs_board_approval: maybe\n",
        ["line 4, needs_board_approval: Either “true” or “false”"],
    ),
    "a number in a list": (BASE + "aliases:\n  - a\n  - 7\n", ["line 6, aliases[1]: A text is expected here"]),
    "bad key": (BASE.replace("onzieme", "Onzième"), ["line 1, key: Write it with small letters"]),
    "reserved key": (BASE.replace("onzieme", "onboard"), ["line 1, key: The admin has a screen at this address"]),
    "unknown topic": (
        BASE + "topics:\n  - management\n  - astrology\n",
        ["line 6, topics[1]: There is no topic with the key “astrology”. Possible: research-creation, "],
    ),
    "unknown region": (
        BASE + "region: ontario\n",
        ["line 4, region: Select a valid choice. ontario is not one of the"],
    ),
    "bad website": (BASE + "website: onze point org\n", ["line 4, website: Enter a valid URL."]),
    "no logo": (BASE + "logo: none.png\n", ["line 4, logo: “none.png” cannot be read: No such file or directory."]),
    "logo of another kind": (BASE + "logo: partner.yaml\n", ["line 4, logo: "]),
    "people": (BASE + "people: a@example.org\n", ["line 4, people: A list is expected here."]),
    "a person": (BASE + "people: [a@example.org]\n", ["line 4, people[0]: Fields are expected here"]),
    "an empty person": (
        BASE + "people:\n  - language: fr\n",
        [
            f"line 5, people[0].{name}: This field is required."
            for name in ("email", "first_name", "last_name", "roles")
        ],
    ),
    "bad address": (BASE + PERSON.replace("a@", "a "), ["line 5, people[0].email: Enter a valid email address."]),
    "unknown role": (
        BASE + PERSON.replace("[editor]", "[editor, boss]"),
        [
            "line 9, people[0].roles[1]: Select a valid choice. boss is not one of the available choices. "
            "Possible: editor, moderator, translator."
        ],
    ),
    "unknown language": (
        BASE + PERSON.replace("fr\n", "de\n"),
        [
            "line 8, people[0].language: Select a valid choice. de is not one of the available choices. "
            "Possible: fr, en."
        ],
    ),
    "a person twice": (
        BASE + PERSON + PERSON.removeprefix("people:\n"),
        ["line 10, people[1].email: This person stands here twice"],
    ),
    "a partner twice": (
        "- {key: onze, acronym: A, name_fr: A}\n- {key: onze, acronym: B, name_fr: B}\n",
        ["line 2, [1].key: The partner “onze” stands in this file twice; first on line 1."],
    ),
    "all at once": (
        "- key: onze\n  acronym: A\n  name_fr: A\n- acronym: B\n  region: x\n  people:\n    - {email: a, roles: []}\n",
        [
            "line 4, [1].key: This field is required.",
            "line 4, [1].name_fr: This field is required.",
            "line 5, [1].region: Select a valid choice.",
            "line 7, [1].people[0].email: Enter a valid email address.",
            "line 7, [1].people[0].first_name: This field is required.",
            "line 7, [1].people[0].language: This field is required.",
            "line 7, [1].people[0].last_name: This field is required.",
            "line 7, [1].people[0].roles: This field is required.",
        ],
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_names_line_and_field(db: None, file: Path, kind: str) -> None:
    text, expected = BAD[kind]
    file.write_text(text, encoding="utf-8")
    said = complaints(file)
    assert len(said) == len(expected), said
    separators = [", " if line.startswith("line ") else ": " for line in expected]
    for line, separator, words in zip(said, separators, expected, strict=True):
        assert line.startswith(f"partner.yaml{separator}{words}")


def test_a_file_in_another_encoding_is_named_with_its_line(db: None, file: Path) -> None:
    file.write_bytes("key: onze\nname_fr: Onzième\n".encode("latin-1"))
    assert complaints(file) == ["partner.yaml, line 2: This is not text in UTF-8."]


@pytest.mark.parametrize(("name", "reason"), [("none.yaml", "No such file or directory"), (".", "Is a directory")])
def test_a_file_that_cannot_be_read_is_named(db: None, tmp_path: Path, name: str, reason: str) -> None:
    assert reason in complaints(tmp_path / name)[0]


def test_one_bad_partner_keeps_the_good_one_from_being_made(db: None, file: Path) -> None:
    file.write_text("- {key: onze, acronym: ONZE, name_fr: Onze}\n- {key: douze}\n")
    assert len(complaints(file)) == 2


def test_a_page_that_stands_at_the_address_is_not_overrun(db: None, crim: Partner, file: Path) -> None:
    index = PartnerPage.objects.filter(partner=crim).first().get_parent()
    index.add_child(instance=PartnerPage(title="Vieux", slug="onzieme", partner=crim))
    assert complaints(file)[0].startswith("partner.yaml, line 1, key: A page below")


def test_a_closed_partner_is_not_put_on_board(db: None, file: Path) -> None:
    run(file)
    Partner.objects.filter(key="onzieme").update(status="closed", status_date="2020-06-01")
    assert complaints(file) == ["partner.yaml, line 1, key: “ONZE” is closed; reopen it first."]


def test_an_account_that_is_switched_off_is_not_invited(db: None, file: Path) -> None:
    UserFactory(email="sam@example.org", is_active=False)
    expected = "partner.yaml, line 18, people[1].email: The account with this address is switched off."
    assert complaints(file) == [expected]
    assert not User.objects.filter(email="ariane@example.org").exists()
