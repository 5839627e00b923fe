"""Whether every page stands where its partner is, in every language."""

from collections.abc import Iterator
from functools import partial

from django.db.models import Count
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from partners.findings import Finding
from partners.models import Partner, PartnerContentPage, PartnerIndexPage, PartnerPage


def languages() -> Iterator[Finding]:
    for locale in Locale.objects.exclude(pk__in=PartnerIndexPage.objects.values("locale")):
        what = _(
            "%(language)s has no list of partners, and so no areas. The command “mirror_locale %(code)s” makes them."
        )
        yield Finding(None, what % {"language": locale.get_display_name(), "code": locale.language_code})


def second_areas() -> Iterator[Finding]:
    areas = PartnerPage.objects.values("partner", "locale").annotate(count=Count("pk")).filter(count__gt=1)
    for line in areas.order_by("partner", "locale"):
        partner, locale = Partner.objects.get(pk=line["partner"]), Locale.all_objects.get(pk=line["locale"])
        what = _("There are %(count)s areas in %(language)s. Move all pages into one of them and delete the others.")
        yield Finding(partner, what % {"count": line["count"], "language": locale.get_display_name()})


def pages_of_others() -> Iterator[Finding]:
    """Pages whose stored partner is not the one in whose area they stand; as rows, for there may be very many."""
    owners = dict(PartnerPage.objects.values_list("path", "partner_id"))
    partners = Partner.objects.in_bulk()
    for model in PartnerContentPage.__subclasses__():
        rows = model._default_manager.values_list("pk", "path", "title", "partner_id")
        for pk, path, title, stored in rows.order_by("path").iterator():
            true = owners.get(model.locate_area(path))
            if stored != true:
                none = _("nobody")
                words = {"page": title, "stored": partners.get(stored, none), "owner": partners.get(true, none)}
                what = _("The page “%(page)s” counts as one of %(stored)s, and stands in the area of %(owner)s.")
                yield Finding(partners.get(true), what % words, partial(_take_partner_from_place, model, pk))


def _take_partner_from_place(model: type[Page], pk: int) -> None:
    model._default_manager.get(pk=pk).save(clean=False)


def versions_apart() -> Iterator[Finding]:
    """A page and its translation in different partners' areas: whoever writes one would change the other's."""
    for model in (PartnerPage, *PartnerContentPage.__subclasses__()):
        families = model._default_manager.values("translation_key").annotate(owners=Count("partner", distinct=True))
        apart = families.filter(owners__gt=1).values("translation_key")
        pages = model._default_manager.filter(translation_key__in=apart).select_related("partner", "locale")
        for page in pages.defer_streamfields().order_by("translation_key", "path"):
            what = _("The page “%(page)s” (%(language)s) has a version in another partner's area. Move or delete one.")
            yield Finding(page.partner, what % {"page": page.title, "language": page.locale.get_display_name()})
