"""All addresses. What readers see carries its language; the admin and what machines ask for does not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.views.account import PasswordResetView
from wagtail.documents import urls as wagtaildocs_urls

from accounts.throttling import FORMS_OF_STRANGERS, throttled
from accounts.views import LoginView
from articles.views import author
from core import views, ways
from core.media.storages import PUBLIC_FOLDERS
from core.media.views import document, private_file, public_file
from core.share_views import share_image
from home.feeds import feeds_opml
from partners.admin.invitation import AcceptInvitationView
from translations import sitemaps

handler404 = "core.views.page_not_found"
handler500 = "core.views.server_error"

urlpatterns = [
    path("", views.choose_language, name="root"),
    path(
        f"{settings.ADMIN_PATH}invitation/<uidb64>/<token>/",
        throttled(FORMS_OF_STRANGERS)(AcceptInvitationView.as_view()),
        name="accept_invitation",
    ),
    # In the place of Wagtail's.
    path(f"{settings.ADMIN_PATH}login/", LoginView.as_view(), name="wagtailadmin_login"),
    path(
        f"{settings.ADMIN_PATH}password_reset/",
        throttled(FORMS_OF_STRANGERS)(PasswordResetView.as_view()),
        name="wagtailadmin_password_reset",
    ),
    path(f"{settings.ADMIN_PATH}second-factor/", include("accounts.urls")),
    path(settings.ADMIN_PATH, include(wagtailadmin_urls)),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<section>.xml", sitemaps.section, name="sitemap_section"),
    re_path(r"^documents/(\d+)/(.*)$", document, name="wagtaildocs_serve"),
    path("documents/", include(wagtaildocs_urls)),
    path("media/signed/<str:signature>/<path:name>", private_file, name="private_file"),
    *i18n_patterns(
        # The address is itself translated: /fr/recherche/, /en/search/.
        path(_("search/"), include("search.urls")),
        path(_("authors/<slug:key>/"), author, name="author"),
        path("feeds.opml", feeds_opml, name="feeds_opml"),
        re_path(
            r"^share/(?P<pk>[0-9]{1,18})-(?P<digest>[0-9a-f]{16})\.(?P<kind>png|jpg)$", share_image, name="share_image"
        ),
        # Files below a page; Wagtail's own pattern takes no dots. The page says which of them it has.
        re_path(
            r"^((?:[\w\-]+/)*(?:(?:calendar|event)\.ics|(?:calendar|articles)\.(?:atom|json)))$",
            ways.serve,
            name="page_file",
        ),
        *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"),
        re_path(wagtail_urls.serve_pattern, ways.serve, name="wagtail_serve"),
        prefix_default_language=True,
    ),
]

if settings.SERVE_MEDIA:
    urlpatterns += [re_path(rf"^media/(?P<name>(?:{'|'.join(PUBLIC_FOLDERS)})/.*)$", public_file)]
