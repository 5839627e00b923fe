"""A dependency with a known weakness fails `make lint`; one of which nothing is known is named."""

from tests.dependencies import report

SOUND = {"name": "wagtail", "version": "8.0", "vulns": []}
WEAK = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": []}]}
UNKNOWN = {"name": "brotli", "skip_reason": "Dependency not found on PyPI"}


def test_a_known_weakness_fails() -> None:
    assert report([SOUND, WEAK]) == (["pillow 1.0: PYSEC-1, mended in 1.1"], 1)


def test_what_is_not_known_is_said() -> None:
    assert report([SOUND, UNKNOWN]) == (["1 of 2 dependencies were not audited: the registry does not know."], 0)


def test_all_is_well() -> None:
    assert report([SOUND]) == (["1 of 1 dependencies audited: no known weakness"], 0)
