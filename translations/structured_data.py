"""The versions of a text in the terms of schema.org."""

from django.http import HttpRequest

from core.languages import tag
from core.models import BasePage
from core.structured_data import Node, node
from translations.freshness import public_texts


def versions(page: BasePage, request: HttpRequest | None = None) -> Node:
    """Of which public text `page` is a translation, or which ones are translations of it, as properties of its node.

    A mirror is the same text as its original, and no translation. One query for a page that has other versions.
    """
    others = {version.pk: version for version in page.other_languages.values() if not version.is_mirror}
    if page.is_mirror or not others:
        return {}
    originals = {pk: text.original_id for pk, text in public_texts(page).items()}
    if original := others.get(originals.get(page.pk)):
        return {"translationOfWork": _reference(original, request)}
    translations = [_reference(other, request) for pk, other in others.items() if originals.get(pk) == page.pk]
    return {"workTranslation": translations} if translations else {}


def _reference(page: BasePage, request: HttpRequest | None) -> Node:
    url = page.get_full_url(request) or ""
    return node("CreativeWork", id=url, url=url, name=page.title, inLanguage=tag(page.in_language))
