"""What the worker does to files. Where the store fails, each is tried again later."""

from django_tasks import task

from core.retries import try_again


# Before the updates of search indexes, of which there may be many; and before both, what readers miss by now.
@task(priority=20)
def make_page_renditions(page_id: int, failures: int = 0) -> None:
    """The public renditions of all that a page shows."""
    from core.media.renditions import make_for_page

    try:
        make_for_page(page_id)
    except OSError:
        try_again(make_page_renditions, page_id, failures=failures)
        raise


@task(priority=30)
def make_renditions(image_id: int, specs: list[str], failures: int = 0) -> None:
    """Those public renditions of an image that a page missed."""
    from core.media.renditions import make_for_image

    try:
        make_for_image(image_id, specs)
    except OSError:
        try_again(make_renditions, image_id, specs, failures=failures)
        raise


@task
def hide_images(page_id: int, images: list[int]) -> None:
    """Takes the pictures of a page that is withdrawn out of the public store, unless others show them; files follow."""
    from core.media.renditions import hide_unshown

    hide_unshown(images, without=page_id)


@task
def store_card(page_id: int, failures: int = 0) -> None:
    """Keeps the drawn card of a page in the public store."""
    from core.share_images import keep_card

    try:
        keep_card(page_id)
    except OSError:
        try_again(store_card, page_id, failures=failures)
        raise


@task
def delete_file(alias: str, name: str, failures: int = 0) -> None:
    """Deletes a file of the store `alias`; one that is gone already is no failure."""
    from core.media.storages import store

    try:
        store(alias).delete(name)
    except OSError:
        try_again(delete_file, alias, name, failures=failures)
        raise
