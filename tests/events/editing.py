"""What the editing screen of an event sends."""

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

THURSDAY = "2026-12-03"


def event_form(**fields: Any) -> dict[str, Any]:
    """The form of an event on a Thursday, from 9:00 to 11:00, with `fields` typed over it.

    The names of the parts of a recurrence are written with `__` here: `recurrence__frequency`.
    """
    typed = {
        "title": "Rencontre du jeudi",
        "slug": "rencontre-du-jeudi",
        "summary": "On se rencontre.",
        "kind": "talk",
        "start": f"{THURSDAY} 09:00",
        "end": f"{THURSDAY} 11:00",
        "time_zone": "America/Toronto",
        "changed_dates": "[]",
        "recurrence__frequency": "",
        "status": "scheduled",
        "attendance_mode": "in_person",
        "city": "Montréal",
        **fields,
    }
    rest = nested_form_data({"body": streamfield([]), "comments": inline_formset([])})
    return {**rest, **{name.replace("__", "-"): value for name, value in typed.items()}}


def recurring(frequency: str = "WEEKLY", **parts: Any) -> dict[str, Any]:
    """The parts of a recurrence as fields for `event_form`."""
    return {"recurrence__frequency": frequency, **{f"recurrence__{name}": value for name, value in parts.items()}}
