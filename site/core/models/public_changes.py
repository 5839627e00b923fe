"""What readers see has changed: one row for each transaction that changed it, written by the database itself."""

from django.db import connections, models

# Sums are taken by this modulus, so that they stay whole numbers that every program can hold.
MODULUS = 2**53
# Rows that are summed up faster than somebody could notice.
MOST_ROWS = 200


class PublicChangeManager(models.Manager["PublicChange"]):
    def edition(self) -> int:
        """A number that is another one as soon as a transaction that changed what readers see is committed.

        One query. The sum of random numbers: it does not depend on the order in which transactions end, and after a
        restore from a backup it does not come back to what it once was.
        """
        with connections[self.db].cursor() as cursor:
            cursor.execute(f"SELECT coalesce(mod(sum(edition), {MODULUS}), 0) FROM core_publicchange")  # noqa: S608
            return int(cursor.fetchone()[0])

    def sum_up(self, most: int = MOST_ROWS) -> None:
        """Makes one row of all, where there are more than `most`; the edition stays. Two at once do no harm."""
        if self.count() > most:
            with connections[self.db].cursor() as cursor:
                cursor.execute(
                    "WITH gone AS (DELETE FROM core_publicchange RETURNING edition)"  # noqa: S608
                    f" INSERT INTO core_publicchange (edition) SELECT mod(sum(edition), {MODULUS}) FROM gone"
                    " HAVING count(*) > 0"
                )


class PublicChange(models.Model):
    """A transaction that changed something that readers see; see `core.page_cache.triggers`."""

    edition = models.BigIntegerField()

    # Nothing that an editor could use somewhere.
    wagtail_reference_index_ignore = True

    objects = PublicChangeManager()

    def __str__(self) -> str:
        return str(self.edition)
