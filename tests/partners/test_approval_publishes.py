"""Nobody's group holds the right to publish; what a partner's moderator approves is public."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from articles.models import ArticlePage
from partners.models import Partner
from partners.roles import Role
from tests.admin_forms import edit_form
from tests.factories import ArticlePageFactory, UserFactory


def submitted_article(partner: Partner) -> ArticlePage:
    editor = UserFactory(role=(partner, Role.EDITOR))
    page = ArticlePageFactory(partner=partner, owner=editor)
    page.get_workflow().start(page, editor)
    return ArticlePage.objects.get(pk=page.pk)


def decide(client: Client, page: ArticlePage, action: str, comment: str = "") -> int:
    """Answers the running task by the admin's own view; the status of the response."""
    task_state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task_state.pk])
    return client.post(address, {"comment": comment, "next": reverse("wagtailadmin_home")}).status_code


def test_no_group_may_publish(crim: Partner) -> None:
    publish = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    assert not GroupPagePermission.objects.filter(permission=publish).exists()
    assert not Group.objects.filter(permissions__codename__startswith="publish_").exists()


def test_the_partners_moderator_publishes_by_approving(crim: Partner, client: Client) -> None:
    page = submitted_article(crim)
    client.force_login(UserFactory(role=(crim, Role.MODERATOR)))

    assert decide(client, page, "approve") == 302

    assert ArticlePage.objects.get(pk=page.pk).live
    assert page.title.encode() in Client().get(page.url).content


def test_asked_changes_keep_it_back_and_reach_the_editor(crim: Partner, client: Client) -> None:
    page = submitted_article(crim)
    client.force_login(UserFactory(role=(crim, Role.MODERATOR)))

    assert decide(client, page, "reject", "Ajouter une source.") == 302

    page = ArticlePage.objects.get(pk=page.pk)
    assert not page.live
    assert page.current_workflow_state.status == "needs_changes"
    assert page.current_workflow_state.current_task_state.comment == "Ajouter une source."


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR])
def test_the_partners_other_roles_do_not_approve(crim: Partner, client: Client, role: Role) -> None:
    page = submitted_article(crim)
    client.force_login(UserFactory(role=(crim, role)))

    decide(client, page, "approve")

    assert not ArticlePage.objects.get(pk=page.pk).live


@pytest.mark.parametrize("role", Role)
def test_nobody_publishes_past_the_approval(crim: Partner, client: Client, role: Role) -> None:
    page = ArticlePageFactory(partner=crim)
    client.force_login(UserFactory(role=(crim, role)))

    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), edit_form(page) | {"action-publish": "action-publish"}
    )

    # For a translator the French draft does not exist; the others' edit is saved as a draft.
    assert response.status_code == (404 if role == Role.TRANSLATOR else 302)
    assert not ArticlePage.objects.get(pk=page.pk).live


def test_what_is_published_is_what_somebody_else_approved(crim: Partner, client: Client) -> None:
    """A correction made while reviewing is itself approved before it is public, and not by whoever made it."""
    page = submitted_article(crim)
    corrector = UserFactory(role=(crim, Role.MODERATOR))
    page.title = "Titre corrigé en relisant"
    page.save_revision(user=corrector)
    client.force_login(corrector)
    decide(client, page, "approve")
    assert not ArticlePage.objects.get(pk=page.pk).live

    client.force_login(UserFactory(role=(crim, Role.MODERATOR)))
    # What was submitted is approved, but is not the latest version any more: that one is looked at as well.
    decide(client, page, "approve")
    assert not ArticlePage.objects.get(pk=page.pk).live

    decide(client, ArticlePage.objects.get(pk=page.pk), "approve")
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.live
    assert page.title == "Titre corrigé en relisant"


def test_an_approved_page_with_a_date_waits_for_it(
    crim: Partner, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = UserFactory(role=(crim, Role.EDITOR))
    page = ArticlePageFactory(partner=crim, go_live_at=timezone.now() + timedelta(days=2))
    page.get_workflow().start(page, editor)
    client.force_login(UserFactory(role=(crim, Role.MODERATOR)))
    decide(client, page, "approve")
    assert not ArticlePage.objects.get(pk=page.pk).live
    in_three_days = timezone.now() + timedelta(days=3)
    monkeypatch.setattr(timezone, "now", lambda: in_three_days)
    call_command("publish_scheduled")

    assert ArticlePage.objects.get(pk=page.pk).live
