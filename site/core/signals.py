"""What pages tell besides what Wagtail tells of them."""

from django.dispatch import Signal

# A public page took over text or facts of another version, without a publication of its own. Sent with its class as
# `sender` and itself as `instance`, once all is written.
version_changed = Signal()
