"""The settings of the tests, with tasks that wait for a worker and mail that leaves the process."""

import os

from config.settings.test import *  # noqa: F403

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("MAIL_HOST", "127.0.0.1")
EMAIL_PORT = int(os.environ.get("MAIL_PORT", "1"))
EMAIL_TIMEOUT = 5
