"""A thousand readers while a page is published: nobody a half page, nobody the old one once it is replaced."""

import threading
import time
from pathlib import Path

import pytest

from core.page_cache.editions import LEASE
from partners.models import Partner
from tests.deploy.served import Served, get
from tests.factories import ArticlePageFactory

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_database")]
READERS, THREADS = 1000, 20


def test_a_thousand_readers(committed_database: None, tmp_path: Path) -> None:
    article = ArticlePageFactory(partner=Partner.objects.get(key="crim"), published=True, title="Avant", slug="avant")
    with Served(tmp_path) as served:
        get(served.port, article.url)
        # When each asked, and what each was given.
        answers: list[tuple[float, int, str]] = []
        published_at: list[float] = []

        def read() -> None:
            while len(answers) < READERS or not published_at or time.monotonic() < published_at[0] + 2:
                asked_at = time.monotonic()
                status, _, text = get(served.port, article.url)
                answers.append((asked_at, status, text))

        def publish() -> None:
            while len(answers) < READERS // 3:
                time.sleep(0.01)
            article.title = "Après"
            article.save_revision().publish()
            published_at.append(time.monotonic())

        readers = [threading.Thread(target=read) for _ in range(THREADS)]
        for reader in readers:
            reader.start()
        publish()
        for reader in readers:
            reader.join()

    assert len(answers) >= READERS
    assert {status for _, status, _ in answers} == {200}
    assert {"<h1" in text and text.rstrip().endswith("</html>") for _, _, text in answers} == {True}
    texts = {text for _, _, text in answers}
    assert {"Avant" in text for text in texts} == {True, False}
    late = [text for asked_at, _, text in answers if asked_at > published_at[0] + LEASE]
    assert late
    assert {"Avant" in text for text in late} == {False}
