"""A portal begins with its home page, its sections and its topics; set up again, nothing is doubled or overwritten."""

from django.core.management import call_command
from wagtail.models import Page

from core.models import Topic
from home.models import HomePage


def test_a_second_time_changes_nothing(db: None) -> None:
    home = HomePage.objects.get(locale__language_code="fr")
    home.tagline = "Une autre devise"
    home.save_revision().publish()
    before = list(Page.objects.order_by("path").values_list("pk", "title", "latest_revision"))

    call_command("set_up_site", verbosity=0)

    assert list(Page.objects.order_by("path").values_list("pk", "title", "latest_revision")) == before
    assert HomePage.objects.get(pk=home.pk).tagline == "Une autre devise"


def test_what_is_missing_is_made(db: None) -> None:
    Topic.objects.get(key="management").delete()
    call_command("set_up_site", verbosity=0)
    assert list(Topic.objects.order_by("position").values_list("key", flat=True)) == [
        "research-creation",
        "design-technologies",
        "financing-commercialization",
        "workforce-training",
        "management",
    ]
