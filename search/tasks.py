"""Background work on the entries: what is too much for the request that changed it."""

from django.utils import timezone
from django_tasks import task

from search.indexing import batches, follow


@task()
def follow_pages(keys: list[int]) -> None:
    """Brings the entries of these pages up to date."""
    for batch in batches(keys):
        follow(batch, at=timezone.now())
