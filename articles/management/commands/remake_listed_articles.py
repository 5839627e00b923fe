"""`manage.py remake_listed_articles`: mends rows out of step with their articles."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.models import ArticlePage
from articles.models.listed import ListedArticle

CHUNK = 500


class Command(BaseCommand):
    help = "Brings the rows by which articles are listed up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        last = 0
        while keys := list(ArticlePage.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
            ListedArticle.objects.remake(keys)
            last = keys[-1]
