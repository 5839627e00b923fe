"""A page refuses what belongs to another partner, by whichever field its number is sent, and shows nothing of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.documents.tests.utils import get_test_document_file
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import SegmentOverride

from articles.models import ArticlePage
from core.models import CustomDocument, CustomImage
from home.demo.translating import start_translation
from partners.isolation.references import foreign_references
from partners.models import Partner
from partners.roles import Role
from tests.admin_forms import edit_form
from tests.factories import ArticlePageFactory, UserFactory
from tests.translations.steps import english

SECRET = "Zibeline"
TEXT = "Un paragraphe qui reste."


def image_of(partner: Partner, title: str) -> CustomImage:
    return CustomImage.objects.create(title=title, file=get_test_image_file(), collection=partner.collection)


def document_of(partner: Partner, title: str) -> CustomDocument:
    return CustomDocument.objects.create(title=title, file=get_test_document_file(), collection=partner.collection)


def draft_of(partner: Partner, title: str) -> ArticlePage:
    return ArticlePageFactory(partner=partner, title=title, slug=title.lower())


def in_image_field(partner: Partner, title: str) -> dict[str, str]:
    return {"image": str(image_of(partner, title).pk)}


def in_document_field(partner: Partner, title: str) -> dict[str, str]:
    return {"document": str(document_of(partner, title).pk)}


def in_report_item(partner: Partner, title: str) -> dict[str, str]:
    item = {"item": draft_of(partner, title).pk}
    return nested_form_data({"report_items": inline_formset([item])})


def in_image_block(partner: Partner, title: str) -> dict[str, str]:
    return body(("image", {"image": image_of(partner, title).pk, "alt": "", "caption": "", "credit": ""}))


def in_document_block(partner: Partner, title: str) -> dict[str, str]:
    return body(("document", {"document": document_of(partner, title).pk, "title": ""}))


def in_call_to_action(partner: Partner, title: str) -> dict[str, str]:
    return body(("call_to_action", {"label": "Lire", "page": draft_of(partner, title).pk, "url": ""}))


def in_link(partner: Partner, title: str) -> dict[str, str]:
    link = f'<p>Un <a id="{draft_of(partner, title).pk}" linktype="page">lien</a>.</p>'
    return body(("paragraph", rich_text(link, features=["link", "document-link"])))


def in_document_link(partner: Partner, title: str) -> dict[str, str]:
    link = f'<p>Un <a id="{document_of(partner, title).pk}" linktype="document">lien</a>.</p>'
    return body(("paragraph", rich_text(link, features=["link", "document-link"])))


def body(block: tuple[str, Any]) -> dict[str, str]:
    """A body of an ordinary paragraph and that block."""
    blocks = [("paragraph", rich_text(f"<p>{TEXT}</p>", features=["link"])), block]
    return nested_form_data({"body": streamfield(blocks)})


FIELDS = [
    in_image_field,
    in_document_field,
    in_image_block,
    in_document_block,
    in_call_to_action,
    in_link,
    in_document_link,
]
Field = Callable[[Partner, str], dict[str, str]]


@pytest.fixture
def article(crim: Partner) -> ArticlePage:
    return ArticlePageFactory(partner=crim, title="Article du CRIM")


@pytest.fixture
def editor(crim: Partner, client: Client) -> Client:
    client.force_login(UserFactory(role=(crim, Role.EDITOR)))
    return client


def save(client: Client, page: ArticlePage, fields: dict[str, str]) -> Any:
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), edit_form(page) | fields)


def stored(page: ArticlePage) -> str:
    """All that the latest version of a page holds."""
    return str(ArticlePage.objects.get(pk=page.pk).get_latest_revision().content)


@pytest.mark.parametrize("field", FIELDS)
def test_it_is_refused_and_shows_nothing(editor: Client, article: ArticlePage, aqt: Partner, field: Field) -> None:
    before = stored(article)

    response = save(editor, article, field(aqt, SECRET))

    html = response.content.decode()
    assert response.status_code == 200
    assert SECRET not in html
    assert SECRET.lower() not in html
    assert stored(article) == before
    assert foreign_references(ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()) == []


@pytest.mark.parametrize("field", FIELDS[2:])
def test_the_rest_of_what_was_typed_is_kept(editor: Client, article: ArticlePage, aqt: Partner, field: Field) -> None:
    assert TEXT in save(editor, article, field(aqt, SECRET)).content.decode()


@pytest.mark.parametrize("field", FIELDS)
def test_an_autosave_and_a_new_page_refuse_it_too(
    editor: Client, crim: Partner, article: ArticlePage, aqt: Partner, field: Field
) -> None:
    fields = edit_form(article) | field(aqt, SECRET)
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    answer = editor.post(address, fields, headers={"Accept": "application/json"})
    assert SECRET not in answer.content.decode()

    add = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", article.get_parent().pk])
    assert SECRET not in editor.post(add, fields | {"slug": "nouvelle", "title": "Nouvelle"}).content.decode()
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])
    editor.post(preview, fields)
    assert SECRET not in editor.get(preview).content.decode()
    for page in ArticlePage.objects.filter(partner=crim):
        assert foreign_references(page.get_latest_revision_as_object()) == []


def test_a_list_of_chosen_pages_takes_public_ones_only(editor: Client, article: ArticlePage, aqt: Partner) -> None:
    """The form of each line is one of its own."""
    for address in (reverse("wagtailadmin_pages:edit", args=[article.pk]), preview_of(article)):
        answer = editor.post(address, edit_form(article) | in_report_item(aqt, SECRET))
        assert SECRET not in answer.content.decode()
        ArticlePage.objects.filter(title=SECRET).delete()
    assert SECRET not in editor.get(preview_of(article)).content.decode()
    assert "Choisissez une page publique" in save(editor, article, in_report_item(aqt, SECRET)).content.decode()

    public = ArticlePageFactory(partner=aqt, published=True)
    chosen = nested_form_data({"report_items": inline_formset([{"item": public.pk}])})
    assert save(editor, article, chosen).status_code == 302


def preview_of(article: ArticlePage) -> str:
    return reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])


@pytest.mark.parametrize("field", FIELDS)
def test_ones_own_is_taken(editor: Client, crim: Partner, article: ArticlePage, field: Field) -> None:
    response = save(editor, article, field(crim, "Sitelle"))
    assert response.status_code == 302, response.content.decode()
    assert foreign_references(ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()) == []


def test_another_s_public_page_may_be_linked_to(editor: Client, article: ArticlePage, aqt: Partner) -> None:
    public = ArticlePageFactory(partner=aqt, published=True)
    fields = body(("call_to_action", {"label": "Lire", "page": public.pk, "url": ""}))
    assert save(editor, article, fields).status_code == 302


def test_what_was_withdrawn_since_keeps_nobody_from_saving(editor: Client, article: ArticlePage, aqt: Partner) -> None:
    public = ArticlePageFactory(partner=aqt, published=True)
    fields = body(("call_to_action", {"label": "Lire", "page": public.pk, "url": ""}))
    save(editor, article, fields)
    ArticlePage.objects.get(pk=public.pk).unpublish()

    assert save(editor, article, fields | {"title": "Un autre titre"}).status_code == 302


def test_somebody_of_both_partners_does_not_mix_them(article: ArticlePage, crim: Partner, aqt: Partner) -> None:
    """The rule looks at the place of the page: CRIM's others would see AQT's image."""
    both = UserFactory(role=(crim, Role.EDITOR))
    both.groups.add(aqt.group(Role.EDITOR))
    client = Client()
    client.force_login(both)
    assert save(client, article, in_image_field(aqt, SECRET)).status_code == 200


def test_a_collection_below_a_partners_is_the_partners(editor: Client, article: ArticlePage, crim: Partner) -> None:
    inner = Collection.objects.get(pk=crim.collection_id).add_child(instance=Collection(name="Portraits"))
    image = CustomImage.objects.create(title="Sitelle", file=get_test_image_file(), collection=inner)
    assert save(editor, article, {"image": str(image.pk)}).status_code == 302


@pytest.mark.parametrize("as_form", [True, False])
def test_a_translation_takes_no_override_of_another_s(crim: Partner, aqt: Partner, as_form: bool) -> None:
    """The translation editor sends a bare number, as a form or as several parts."""
    page = ArticlePageFactory(partner=crim, image=image_of(crim, "Sitelle"), published=True)
    words = {"title": "Title", "slug": "title", "summary": "Summary."}
    translation = start_translation(page, words, Locale.objects.get(language_code="en"), None)
    segment = translation.source.overridablesegment_set.get(context__path="image")
    client = Client()
    client.force_login(UserFactory(role=(crim, Role.TRANSLATOR)))
    address = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])

    def put(pk: int) -> int:
        from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

        if as_form:
            return client.put(address, f"value={pk}", content_type="application/x-www-form-urlencoded").status_code
        return client.put(
            address, encode_multipart(BOUNDARY, {"value": pk}), content_type=MULTIPART_CONTENT
        ).status_code

    assert english(page).alias_of_id
    assert put(image_of(aqt, SECRET).pk) == 404
    assert not SegmentOverride.objects.exists()
    assert put(image_of(crim, "Mésange").pk) == 201
