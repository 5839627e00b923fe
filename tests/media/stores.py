"""Settings of the media stores for a test."""

from typing import Any

KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")


def use_buckets(
    settings: Any, endpoint: str, *, private: str = "private", public: str = "public", **options: Any
) -> None:
    """Both stores as production has them with buckets at `endpoint`."""
    service = {"endpoint_url": endpoint, "region_name": "us-east-1"} | options
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "core.media.storages.PrivateBucket", "OPTIONS": service | {"bucket_name": private}},
        "public": {"BACKEND": "core.media.storages.PublicBucket", "OPTIONS": service | {"bucket_name": public}},
    }
    settings.WAGTAILDOCS_SERVE_METHOD = "redirect"


def use_database_of_tasks(settings: Any) -> None:
    """Tasks wait for a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def use_folders(settings: Any) -> None:
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "core.media.storages.PrivateFolder"},
        "public": {"BACKEND": "core.media.storages.PublicFolder"},
    }
