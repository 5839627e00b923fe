"""Mail to people: in their language, as text and as HTML, written down with the change that it tells of.

`send` leaves a task in the database, within the transaction of the change: the mail exists exactly when the change
does. A worker delivers it, and tries again while the mail host does not take it.
"""

import logging
import uuid
from datetime import timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task
from wagtail.users.models import UserProfile

from core.models import User

logger = logging.getLogger(__name__)

# How long to wait after each failure; after the last one the mail is given up, two days after it was sent.
PAUSES = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
]


def language_of(user: User) -> str:
    """The language in which `user` reads the admin, and is written to."""
    chosen = UserProfile.objects.filter(user=user).values_list("preferred_language", flat=True).first()
    return chosen or settings.LANGUAGE_CODE


def send(template: str, recipient: User, context: dict[str, Any]) -> None:
    """Writes to `recipient`, soon, with `templates/mail/<template>.subject.txt`, `.txt` and `.html`.

    `context` is stored as JSON, and the templates are rendered when the mail is delivered: a link that expires is made
    then, by a template tag, so that it is fresh, and is stored nowhere.
    """
    deliver.enqueue(template, recipient.pk, context, identifier=uuid.uuid4().hex)


# Before the updates of the search index, of which there may be many: somebody waits for it.
@task(priority=50)
def deliver(template: str, recipient_id: int, context: dict[str, Any], failures: int = 0, identifier: str = "") -> None:
    """Renders and hands over a mail; when that fails, leaves a task to try again, and says so by failing.

    Each attempt bears the same Message-ID, made of `identifier`: a worker that was killed after the mail host took the
    mail, and before that was written down, is followed by another; mail programs show the two as one.
    """
    recipient = User.objects.filter(pk=recipient_id, is_active=True).first()
    if recipient is None:
        return
    try:
        _message(template, recipient, context, identifier).send()
    except Exception:
        _try_again(template, recipient_id, context, failures, identifier)
        raise


def _message(template: str, recipient: User, context: dict[str, Any], identifier: str) -> EmailMultiAlternatives:
    names = {
        "recipient": recipient,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "base_url": settings.WAGTAILADMIN_BASE_URL,
    }
    with override(language_of(recipient)):
        subject, text, html = (
            render_to_string(f"mail/{template}.{kind}", names | context) for kind in ("subject.txt", "txt", "html")
        )
    message = EmailMultiAlternatives(
        subject=" ".join(subject.splitlines()).strip(),
        body=text.strip() + "\n",
        to=[recipient.email],
        # RFC 3834: nobody's absence notice answers this.
        headers={"Auto-Submitted": "auto-generated"} | _message_id(identifier),
    )
    message.attach_alternative(html, "text/html")
    return message


def _message_id(identifier: str) -> dict[str, str]:
    """The header of RFC 5322; Django makes one where there is none."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return {"Message-ID": f"<{identifier}@{host}>"} if identifier else {}


def _try_again(template: str, recipient_id: int, context: dict[str, Any], failures: int, identifier: str) -> None:
    if not deliver.get_backend().supports_defer:
        return
    if failures >= len(PAUSES):
        logger.error("Mail “%s” to person %s was given up after %s attempts.", template, recipient_id, failures + 1)
        return
    pause = PAUSES[failures]
    logger.warning("Mail “%s” to person %s failed; next attempt in %s.", template, recipient_id, pause)
    deliver.using(run_after=timezone.now() + pause).enqueue(template, recipient_id, context, failures + 1, identifier)
