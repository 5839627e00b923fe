"""The calendar as subscriptions: what one filter shows as iCalendar, Atom and JSON, and as a list for other sites."""
