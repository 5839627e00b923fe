"""Writes about partners. Each is one transaction."""

from partners.services.setup import set_up_board, set_up_partner

__all__ = ["set_up_board", "set_up_partner"]
