"""A process that is configured wrongly does not start, and says in one sentence which variable is at fault."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "portail.example.org",
    "BASE_URL": "https://portail.example.org",
    "DATABASE_URL": "postgresql://portal:secret@127.0.0.1:5432/portal",
    "MEDIA_ROOT": "/srv/portal/media",
    "EMAIL_HOST": "mail.example.org",
    "DEFAULT_FROM_EMAIL": "portail@example.org",
}


def check(**variables: str) -> subprocess.CompletedProcess[str]:
    """Runs Django's deployment checks as a production process with these variables and no others."""
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", **GOOD, **variables}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_production_settings_pass_the_deployment_checks() -> None:
    result = check()
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


@pytest.mark.parametrize("name", [name for name in GOOD if name != "DJANGO_SETTINGS_MODULE"])
def test_a_missing_variable_is_named(name: str) -> None:
    result = check(**{name: ""})
    assert result.returncode != 0
    assert f"The environment variable {name} is missing" in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 80),
        ("BASE_URL", "portail.example.org"),
        ("DATABASE_URL", "mysql://root@localhost/portal"),
        ("REPLICA_URL", "postgresql://portal@127.0.0.1"),
        ("DIRECT_DATABASE_URL", "mysql://root@localhost/portal"),
        ("DATABASE_POOLED", "perhaps"),
        ("DATABASE_URL", "postgresql://portal@127.0.0.1:port/portal"),
        ("DATABASE_URL", "postgresql://portal@127.0.0.1"),
        ("HSTS_SECONDS", "a year"),
        ("HSTS_SECONDS", "-1"),
        ("EMAIL_USE_TLS", "perhaps"),
        ("EMAIL_PORT", "0"),
        ("TRUSTED_PROXIES", "-1"),
        ("TWO_FACTOR_REQUIRED", "perhaps"),
        ("MEDIA_ROOT", "media"),
        ("MEDIA_S3_ENDPOINT", "s3"),
    ],
)
def test_a_malformed_variable_is_named(name: str, value: str) -> None:
    extra = {"MEDIA_BUCKET": "portal"} if name.startswith("MEDIA_S3") else {}
    result = check(**{name: value}, **extra)
    assert result.returncode != 0
    assert f"The environment variable {name} must" in result.stderr


@pytest.mark.parametrize("name", ["MEDIA_PUBLIC_BUCKET", "MEDIA_S3_ENDPOINT", "AWS_SECRET_ACCESS_KEY"])
def test_buckets_need_all_of_their_variables(name: str) -> None:
    service = {
        "MEDIA_BUCKET": "portal",
        "MEDIA_PUBLIC_BUCKET": "portal-public",
        "MEDIA_S3_ENDPOINT": "https://s3.example.org",
        "AWS_ACCESS_KEY_ID": "an-access-key",
        "AWS_SECRET_ACCESS_KEY": "a-very-secret-key",
    }
    assert check(**service).returncode == 0
    result = check(**service | {name: ""})
    assert result.returncode != 0
    assert f"The environment variable {name} is missing" in result.stderr


def test_what_is_private_has_a_bucket_of_its_own() -> None:
    result = check(MEDIA_BUCKET="portal", MEDIA_PUBLIC_BUCKET="portal", MEDIA_S3_ENDPOINT="https://s3.example.org")
    assert "The environment variable MEDIA_PUBLIC_BUCKET must name another bucket" in result.stderr


def test_secrets_of_the_media_store_stay_out_of_the_storage_options() -> None:
    result = subprocess.run(
        [sys.executable, "-c", "import config.settings.production as s; print(s.STORAGES)"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": "site",
            **GOOD,
            "MEDIA_BUCKET": "portal",
            "MEDIA_PUBLIC_BUCKET": "portal-public",
            "MEDIA_S3_ENDPOINT": "https://s3.example.org",
            "AWS_ACCESS_KEY_ID": "an-access-key",
            "AWS_SECRET_ACCESS_KEY": "a-very-secret-key",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert "PrivateBucket" in result.stdout
    assert "secret-key" not in result.stdout
    assert "access-key" not in result.stdout
