"""What the head of a page says to machines: search engines (schema.org) and social networks (Open Graph)."""

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import structured_data as data
from core.languages import open_graph_locale
from core.models import BasePage
from core.share_cards import SITE_NAME
from core.share_images import ShareImage, share_image
from core.structured_data import Node, Place
from core.templatetags.portal import Navigation, canonical_url

register = template.Library()


@register.simple_tag(takes_context=True, name="structured_data")
def structured_data_tag(context: Context) -> SafeString | str:
    """The JSON-LD of a public page; nothing for previews and for what is no page. Expects `nav` in the context."""
    page = _public_page(context)
    if page is None:
        return ""
    place = _place(context, page)
    return data.script([*page.structured_data(place), *_breadcrumb(context, page)])


@register.simple_tag(takes_context=True)
def open_graph(context: Context) -> list[tuple[str, str]]:
    """The Open Graph properties of a public page (ogp.me), with blank ones left out; none for what is no page."""
    page = _public_page(context)
    if page is None:
        return []
    properties = [
        ("og:site_name", SITE_NAME),
        ("og:title", page.seo_title or page.title),
        ("og:description", page.meta_description),
        ("og:type", page.open_graph_type),
        # A filtered list has no canonical address: it is shared as it stands in the address bar.
        ("og:url", "" if _is_filtered(context) else canonical_url(context)),
        *_locales(page),
        *_image(page, _root(page, context)),
        *page.open_graph_details(),
    ]
    return [(name, text) for name, text in properties if text]


def _public_page(context: Context) -> BasePage | None:
    """The page of the context, where it is one that has a public address. A preview may show a page that has none."""
    page = context.get("page")
    return page if isinstance(page, BasePage) and page.pk and page.live and _root(page, context) else None


def _is_filtered(context: Context) -> bool:
    form = context.get("filter_form")
    return bool(form and (form.is_active or form.errors))


def _locales(page: BasePage) -> list[tuple[str, str]]:
    """The language of the text, and those of its other versions; mirrors are none."""
    others = [code for code, version in page.other_languages.items() if not version.is_mirror]
    others = [] if page.is_mirror else others
    return [
        ("og:locale", open_graph_locale(page.in_language)),
        *(("og:locale:alternate", open_graph_locale(code)) for code in sorted(others)),
    ]


def _image(page: BasePage, root: str) -> list[tuple[str, str]]:
    image = share_image(page)
    return [
        ("og:image", f"{root}{image.path}"),
        ("og:image:type", image.media_type),
        ("og:image:width", str(image.width)),
        ("og:image:height", str(image.height)),
        ("og:image:alt", image.alt),
    ]


def _root(page: BasePage, context: Context) -> str:
    """The origin of the site, blank for a page outside of it."""
    parts = page.get_url_parts(context.get("request"))
    return str(parts[1]) if parts else ""


def _place(context: Context, page: BasePage) -> Place:
    root = _root(page, context)
    url = canonical_url(context) or page.get_full_url(context.get("request")) or root
    return Place(root, url, _image_node(share_image(page), root))


def _image_node(image: ShareImage, root: str) -> Node:
    return data.image_object(f"{root}{image.path}", image.width, image.height, image.alt)


def _breadcrumb(context: Context, page: BasePage) -> list[Node]:
    """The same steps as the breadcrumb that readers see; a home page has none."""
    request: HttpRequest | None = context.get("request")
    nav: Navigation = context.get("nav") or Navigation()
    if not nav.above:
        return []
    home, *others = nav.above
    steps = [(_("Home"), home), *((ancestor.title, ancestor) for ancestor in others), (page.title, page)]
    return [data.breadcrumb((name, step.get_full_url(request) or "") for name, step in steps)]
