"""`python -m tests.deploy.making NUMBER`: a site, an administrator, and public pages with a change that waits.

Prints their addresses as JSON. Page 3 is “Avant 3”, and “Après 3” once its change is approved.
"""

import json
import sys

import django

EMAIL = "who-decides@example.org"


def main(number: int) -> None:
    django.setup()
    from django.urls import reverse
    from wagtail.models import Page

    from partners.models import Partner
    from partners.roles import Role
    from tests.factories import ArticlePageFactory, UserFactory
    from tests.factories.site import make_site

    make_site()
    UserFactory(email=EMAIL, administrator=True)
    crim = Partner.objects.get(key="crim")
    editor = UserFactory(role=(crim, Role.EDITOR))
    pages = []
    for index in range(number):
        article = ArticlePageFactory(
            partner=crim, published=True, title=f"Avant {index}", slug=f"page-{index}", owner=editor
        )
        article.title = f"Après {index}"
        article.save_revision(user=editor)
        article.get_workflow().start(article, editor)
        page = Page.objects.get(pk=article.pk)
        step = page.current_workflow_task_state.pk
        pages.append(
            {
                "url": article.url,
                "approve": reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", step]),
                "withdraw": reverse("wagtailadmin_pages:unpublish", args=[page.pk]),
            }
        )
    sys.stdout.write(json.dumps(pages))


if __name__ == "__main__":
    main(int(sys.argv[1]))
