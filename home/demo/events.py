"""Makes the events of the demonstration."""

import datetime as dt

from wagtail.models import Page

from events.models import EventPage
from home.demo.making import Item, PageMaker
from home.demo.reading import moment, published_at
from home.demo.recurring import recurrence
from partners.models import Partner

ANNOUNCED_DAYS_BEFORE = 60


class EventMaker(PageMaker):
    model = EventPage

    def fields(self) -> Item:
        item = self.item
        venue = item.get("venue", {})
        all_day = item.get("all_day", False)
        deadline = item.get("registration_deadline")
        amounts = item.get("amounts", {})
        start = moment(self.today, item["starts"])
        end = moment(self.today, item["ends"], "23:59" if all_day else "00:00")
        return super().fields() | {
            "kind": item["kind"],
            "start": start,
            "end": end,
            "all_day": all_day,
            **recurrence(item, start, end),
            "audiences": item.get("audiences", []),
            "regular_price": amounts.get("regular"),
            "member_price": amounts.get("member"),
            "status": item.get("status", "scheduled"),
            "attendance_mode": item["attendance_mode"],
            "venue_name": venue.get("name", ""),
            "street_address": venue.get("street", ""),
            "city": venue.get("city", ""),
            "region": venue.get("region", ""),
            "postal_code": venue.get("postal_code", ""),
            "online_url": item.get("online_url", ""),
            "organizer": item.get("organizer", ""),
            "languages": item.get("languages", []),
            "is_free": item.get("price", {}).get("free", False),
            "registration_url": item.get("registration_url", ""),
            "registration_deadline": self.today + dt.timedelta(days=deadline["days"]) if deadline else None,
        }

    def add_children(self, page: Page) -> None:
        page.co_organizers.set(Partner.objects.filter(key__in=self.item.get("co_organizers", [])))

    def words(self, language: str) -> Item:
        texts = {name: self.item.get(name, {}).get(language, "") for name in ("audience", "price", "accessibility")}
        return super().words(language) | texts

    def when(self) -> dt.datetime:
        """An event is announced two months before it starts, or was a few days ago."""
        days_ago = max(ANNOUNCED_DAYS_BEFORE - self.item["starts"]["days"], sum(self.item["key"].encode()) % 20 + 1)
        return published_at(self.today, days_ago, self.item["key"])
