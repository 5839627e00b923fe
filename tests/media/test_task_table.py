"""Nothing secret, and no address of a store, is written into the table of tasks."""

import json
from typing import Any

from django.core.files.base import ContentFile
from django_tasks_db.models import DBTaskResult

from core.media.storages import PRIVATE, store
from core.models import CustomDocument, CustomImage
from partners.models import Partner
from tests.media import radosgw, servers
from tests.media.content import PAPER, article_with, image_of
from tests.media.stores import use_buckets, use_database_of_tasks
from tests.tasks import work


def test_no_secret_is_in_the_task_table(crim: Partner, settings: Any) -> None:
    image = image_of(crim)
    page = article_with(crim, image)
    document = CustomDocument.objects.create(title="Texte", file=ContentFile(PAPER, "texte.pdf"))
    endpoint = servers.nobody()
    use_buckets(settings, endpoint)
    use_database_of_tasks(settings)
    page.unpublish()
    CustomImage.objects.get(pk=image.pk).delete()
    document.delete()
    work()

    rows = DBTaskResult.objects.all()
    table = json.dumps([[row.args_kwargs, row.return_value] for row in rows])
    assert rows.filter(task_path="core.media.tasks.delete_file").count() >= 3
    assert '"default"' in table
    assert '"public"' in table
    for secret in (radosgw.ACCESS_KEY, radosgw.SECRET_KEY):
        assert secret not in table
        assert all(secret not in row.traceback for row in rows)
    assert endpoint not in table


def test_wagtails_own_task_would_hold_none_either(settings: Any) -> None:
    use_buckets(settings, servers.nobody())
    assert store(PRIVATE).deconstruct() == ("core.media.storages.store", ("default",), {})
