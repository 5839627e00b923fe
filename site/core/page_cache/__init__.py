"""Whole public pages, kept above Django: an answer that is kept costs no middleware, no template and no query.

`PageCache` stands around the WSGI application (config/wsgi.py). What it keeps is true for one edition of the public
content (`PublicChange`) and until a moment (`moments`). The reasons are in decision 35.
"""

from core.page_cache.keeping import may_be_kept

__all__ = ["may_be_kept"]
