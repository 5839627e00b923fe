"""What the components of an article, and of the list of articles, are shown with."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.enums import ArticleKind, ProfileOf
from articles.feeds.subscription import Subscription
from articles.forms import ArticleFilterForm
from articles.listing import Month, Year
from articles.models import ArticlePage
from articles.names import keyword_key
from articles.related import Related
from core.pagination import Listing
from core.templatetags.portal import Navigation
from home.styleguide import objects
from home.styleguide.objects import MOMENT, NOWHERE
from home.styleguide.texts import Texts

Case = tuple[str, str, dict[str, Any]]


def cases(texts: Texts) -> Iterator[Case]:
    """The component, the case, and what it is shown with."""
    for name, case, context in (*_of_an_article(texts), *_of_the_list(texts)):
        yield name, case, {"nav": Navigation()} | context


def _of_an_article(texts: Texts) -> Iterator[Case]:
    whole = _article(texts, keywords=", ".join(texts.topics[:3]), why_it_matters=texts.long_summary)
    people = _article(texts, authors="Camille Fictive, Maxime Exemple")
    yield "components/byline_names.html", _("Several items"), {"page": people}
    yield "components/byline_names.html", _("One item"), {"page": whole}
    yield "components/why_it_matters.html", "", {"page": whole, "lang": texts.code}
    yield "components/keywords.html", "", {"page": whole}
    study = {"kind": ArticleKind.STUDY, "page_count": 84, "study_publisher": texts.publisher}
    yield "components/study_facts.html", "", {"page": _article(texts, **study)}
    profile = {"kind": ArticleKind.PROFILE, "profile_name": texts.partner, "profile_role": texts.audience}
    for of in ProfileOf:
        fields = profile | {"profile_of": of, "profile_website": "https://example.org/"}
        yield "components/profile_facts.html", str(of.label), {"page": _article(texts, **fields), "lang": texts.code}
    others = [_article(texts), _article(texts, title=texts.long_title), _article(texts, image=None)]
    related = [Related(other, f"{_('Same topic')} {texts.topics[0]}") for other in others]
    yield "components/related.html", _("Several items"), {"related": related}


def _of_the_list(texts: Texts) -> Iterator[Case]:
    form = ArticleFilterForm(QueryDict("kind=study"))
    many = Listing(Paginator(range(24), 12).page(1))
    page = objects.article(texts)
    yield "components/list_head.html", _("Several items"), {"listing": many, "filter_form": form, "page": page}
    one = Listing(Paginator(range(1), 12).page(1))
    yield "components/list_head.html", _("One item"), {"listing": one, "filter_form": form, "page": page}
    yield "components/sort_links.html", "", {"filter_form": form, "page": page}
    yield "components/articles_empty.html", _("Filtered"), {"filter_form": form, "page": page}
    yield "components/articles_empty.html", _("Without"), {"filter_form": ArticleFilterForm(QueryDict()), "page": page}
    for is_filtered in (False, True):
        subscription = Subscription(title=texts.title, is_filtered=is_filtered, atom=NOWHERE, json=NOWHERE)
        case = _("Filtered") if is_filtered else _("Without")
        yield "components/subscribe_articles.html", case, {"subscription": subscription}
    yield "components/ways_on.html", "", {"filter_form": form, "page": page}
    yield "components/archive_year.html", "", {"year": _year(), "index_url": NOWHERE}


def _article(texts: Texts, **fields: Any) -> ArticlePage:
    article = objects.article(texts, **fields)
    article.keyword_keys = [keyword_key(word) for word in article.keyword_list]
    article.get_parent = lambda: objects.area(texts)
    return article


def _year() -> Year:
    months = [
        Month(dt.date(MOMENT.year, month, 1), dt.date(MOMENT.year, month, 28), count=month * 7) for month in (12, 11, 9)
    ]
    return Year(MOMENT.year, months)
