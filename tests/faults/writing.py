"""`python -m tests.faults.writing [NUMBER]`: writes to everybody, or to some, within one transaction."""

import sys

import django


def main(number: int | None) -> None:
    django.setup()
    from django.db import transaction

    from core.mail import send
    from core.models import User

    with transaction.atomic():
        for person in User.objects.filter(email__startswith="personne-").order_by("pk")[:number]:
            send("new_role", person, {"partner": "CRIM", "organisation": "CRIM", "roles": [], "by": "Lou"})


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
