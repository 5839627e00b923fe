"""The address says the language; `/` is French unless the browser prefers English; no reader is remembered."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "fr"),
        ("en", "en"),
        ("en-CA,en;q=0.9,fr;q=0.5", "en"),
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("de,es;q=0.5", "fr"),
        ("de,en;q=0.5", "en"),
        ("*", "fr"),
        ("x" * 600, "fr"),
    ],
)
def test_the_root_leads_to_french_unless_english_is_preferred(
    db: None, client: Client, accepted: str, language: str
) -> None:
    response = client.get("/", headers={"accept-language": accepted})
    assert response.status_code == 302
    assert response["Location"] == f"/{language}/"
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize(("address", "lang"), [("/fr/", "fr-CA"), ("/en/", "en-CA")])
def test_a_page_is_in_the_language_of_its_address(db: None, client: Client, address: str, lang: str) -> None:
    other = "en" if lang.startswith("fr") else "fr"
    response = client.get(address, headers={"accept-language": other})
    assert f'<html lang="{lang}"' in response.content.decode()
    assert response["Content-Language"] == lang[:2]
    assert "Accept-Language" not in response.get("Vary", "")


@pytest.mark.parametrize("address", ["/fr/", "/en/calendar/", "/fr/recherche/?q=test", "/fr/nulle-part/"])
def test_readers_get_no_cookie(db: None, client: Client, address: str) -> None:
    response = client.get(address)
    assert not response.cookies


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/fr/nulle-part/", "Page introuvable"),
        ("/en/nowhere/", "Page not found"),
        ("/fr/partenaires/inconnu/", "Page introuvable"),
        ("/en/partners/unknown/", "Page not found"),
        ("/nulle-part/", "Page introuvable"),
        ("/admin-qui-n-existe-pas", "Page introuvable"),
        ("/fr/%00", "Page introuvable"),
        ("/fr/" + "a" * 2000 + "/", "Page introuvable"),
        ("/de/", "Page introuvable"),
    ],
)
def test_an_unknown_address_is_a_404_in_its_language(db: None, client: Client, address: str, words: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert words in response.content.decode()


@pytest.mark.parametrize(("address", "words"), [("/fr/", "Un problème est survenu"), ("/en/", "Something went wrong")])
def test_a_failure_is_told_in_the_language_of_the_address(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch, address: str, words: str
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("a part broke")

    monkeypatch.setattr("home.models.HomePage.get_context", fail)
    client.raise_request_exception = False

    response = client.get(address)

    assert response.status_code == 500
    assert words in response.content.decode()
