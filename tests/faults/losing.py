"""`python -m tests.faults.losing`: what the scheduler does about lost tasks, a quarter of an hour from now."""

import django


def main() -> None:
    django.setup()
    from django.utils import timezone

    from operations.background import LOST_AFTER, requeue_lost

    requeue_lost(timezone.now() + LOST_AFTER)


if __name__ == "__main__":
    main()
