"""`python -m tests.faults.making NUMBER`: pages that were approved for a minute ago, and people to write to."""

import datetime as dt
import sys

import django


def main(number: int) -> None:
    django.setup()
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult
    from wagtail.models import Revision

    from partners.models import Partner
    from tests.factories import ArticlePageFactory, UserFactory
    from tests.factories.site import make_site

    make_site()
    crim = Partner.objects.get(key="crim")
    pages = [ArticlePageFactory(partner=crim, title=f"À l’heure {number}") for number in range(number)]
    due = timezone.now() - dt.timedelta(minutes=1)
    Revision.objects.filter(pk__in=[page.latest_revision_id for page in pages]).update(approved_go_live_at=due)
    for index in range(number):
        UserFactory(email=f"personne-{index}@example.org")
    DBTaskResult.objects.all().delete()


if __name__ == "__main__":
    main(int(sys.argv[1]))
