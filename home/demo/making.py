"""What making an article and making an event have in common: the stages, the translation, the dates."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry

from core.models import Topic
from home.demo import media
from home.demo.bodies import BodyBuilder
from home.demo.people import person
from home.demo.reading import moment, published_at
from home.demo.translating import start_translation
from partners.models import Partner, PartnerPage
from partners.roles import Role
from translations.models import PublishedText
from translations.services import save_translation_draft

Item = dict[str, Any]

# A translation is published some days after its original.
TRANSLATION_DELAY = dt.timedelta(days=2)
ADDED_AFTERWARDS = {"paragraph": "<p>Ajout de démonstration : ce paragraphe a été écrit après la traduction.</p>"}


def key_of(name: str) -> uuid.UUID:
    """The translation key of a page of the demonstration: it is known again whatever became of its address."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"carrefour-tic/demonstration/{name}")


class PageMaker:
    """Makes one page of one partner, with its translation, at the stage that the data ask for."""

    model: type[Page]

    def __init__(self, partner: Partner, item: Item, today: dt.date) -> None:
        self.partner = partner
        self.item = item
        self.today = today
        self.bodies = BodyBuilder(item["key"], item["topics"][0], partner.collection)
        self.editor = person(partner, Role.EDITOR)
        self.moderator = person(partner, Role.MODERATOR)

    def make(self) -> None:
        """Nothing happens when the page is there already, whatever became of it since."""
        area = PartnerPage.objects.get(partner=self.partner, locale=Locale.get_default())
        key = key_of(self.item["key"])
        if Page.objects.filter(translation_key=key).exists():
            return
        page = self.model(
            translation_key=key, live=False, is_sample=True, owner=self.editor, **self.fields(), **self.words("fr")
        )
        page.body = page.body.stream_block.to_python(self.bodies.build(self.item["fr"]["body"]))
        area.add_child(instance=page)
        page.topics.set(Topic.objects.filter(key__in=self.item["topics"]))
        self.add_children(page)
        page.save()
        page.save_revision(user=self.editor)
        getattr(self, f"_{self.item.get('stage', 'published')}")(page)

    def fields(self) -> Item:
        """Values that are the same in both languages."""
        item = self.item
        image = None
        if motif := item.get("motif"):
            image = media.picture(
                motif, item["key"], item["topics"][0], item["image_alt"]["fr"], self.partner.collection
            )
        return {"image": image}

    def words(self, language: str) -> Item:
        """Values of one language, without the body."""
        words = self.item[language]
        alt = self.item.get("image_alt", {}).get(language, "") if self.item.get("motif") else ""
        return {"title": words["title"], "slug": words["slug"], "summary": words["summary"].strip(), "image_alt": alt}

    def when(self) -> dt.datetime:
        """When it was published, or last edited."""
        return published_at(self.today, self.item["days_ago"], self.item["key"])

    def add_children(self, page: Page) -> None:
        """Child objects of the page, before it is first saved."""

    # The stages.

    def _draft(self, page: Page) -> None:
        self._date(page, self.when())

    def _in_moderation(self, page: Page) -> None:
        page.get_workflow().start(page, self.editor)

    def _changes_requested(self, page: Page) -> None:
        state = page.get_workflow().start(page, self.editor)
        state.current_task_state.reject(user=self.moderator, comment=self.item["comment"])

    def _scheduled(self, page: Page) -> None:
        page.go_live_at = moment(self.today, {"days": self.item.get("in_days", 7), "at": "07:00"})
        page.save_revision(user=self.editor)
        state = page.get_workflow().start(page, self.editor)
        state.current_task_state.approve(user=self.moderator)

    def _published(self, page: Page) -> None:
        self._publish(page)
        when = self.when()
        self._date(page, when)
        if "en" not in self.item:
            return
        translation = self._translate(page)
        if self.item.get("english") == "in_moderation":
            target = translation.get_target_instance()
            target.get_workflow().start(target, person(self.partner, Role.TRANSLATOR))
            return
        self._publish(translation.get_target_instance())
        self._date(translation.get_target_instance(), min(when + TRANSLATION_DELAY, timezone.now()))
        if self.item.get("english") == "behind":
            page = self.model.objects.get(pk=page.pk)
            blocks = [*self.item["fr"]["body"], ADDED_AFTERWARDS]
            page.body = page.body.stream_block.to_python(self.bodies.build(blocks))
            page.save_revision(user=self.editor)
            self._publish(page)
            self._date(page, when, min(when + 2 * TRANSLATION_DELAY, timezone.now()))

    def _translate(self, page: Page) -> Any:
        translator = person(self.partner, Role.TRANSLATOR)
        body = page.body.stream_block.to_python(self.bodies.build(self.item["en"]["body"]))
        english = Locale.objects.get(language_code="en")
        translation = start_translation(page, self.words("en") | {"body": body}, english, translator)
        save_translation_draft(translation, translator)
        return translation

    def _publish(self, page: Page) -> None:
        page.get_latest_revision().publish(user=self.moderator, skip_permission_checks=True)

    def _date(self, page: Page, first: dt.datetime, last: dt.datetime | None = None) -> None:
        """Moves the page and its mirrors to the day that the data ask for; publishing has dated them today."""
        versions = Page.objects.filter(pk=page.pk) | Page.objects.filter(alias_of_id=page.pk)
        dates = {"latest_revision_created_at": last or first}
        if page.live or versions.filter(live=True).exists():
            dates |= {"first_published_at": first, "last_published_at": last or first}
        versions.update(**dates)
        # So that a translation is behind its original, or not, by the days that readers see.
        PublishedText.objects.filter(page=page.pk).update(changed_at=last or first, based_on=last or first)
        # And what the original said when it was translated is found by its history.
        history = PageLogEntry.objects.filter(page=page.pk).order_by("pk")
        history.update(timestamp=first)
        if last and (latest := history.filter(action="wagtail.publish").last()):
            history.filter(pk=latest.pk).update(timestamp=last)
