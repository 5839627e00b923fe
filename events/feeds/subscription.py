"""How one subscribes to what the calendar shows."""

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from django.http import HttpRequest

from events.feeds.selection import title_of
from partners.feeds.filters import query_of

if TYPE_CHECKING:
    from events.forms import EventFilterForm
    from events.models import CalendarPage


@dataclass(frozen=True)
class Subscription:
    """`title` says what is subscribed to; the rest are absolute addresses, and the code of a frame for other sites."""

    title: str
    is_filtered: bool
    ics: str
    webcal: str
    atom: str
    json: str
    embed: str
    embed_code: str


def subscription_of(
    calendar_page: "CalendarPage", form: "EventFilterForm", request: HttpRequest | None
) -> Subscription:
    """To what the form lets through, in the active language, which is that of the page."""
    base, query = calendar_page.get_full_url(request) or "/", query_of(form)
    ics, embed, title = f"{base}calendar.ics{query}", f"{base}embed/{query}", title_of(form)
    return Subscription(
        title=title,
        is_filtered=bool(query),
        ics=ics,
        # Programs for calendars take the scheme over from the browser.
        webcal=f"webcal:{ics.partition(':')[2]}" if ":" in ics else ics,
        atom=f"{base}calendar.atom{query}",
        json=f"{base}calendar.json{query}",
        embed=embed,
        embed_code=_frame(embed, title),
    )


def _frame(url: str, title: str) -> str:
    """HTML to paste into another site."""
    return (
        f'<iframe src="{escape(url)}" title="{escape(title)}"'
        ' width="100%" height="640" loading="lazy" style="border: 0"></iframe>'
    )
