"""A ``Story`` to a ``Page``: the data that the reader in the browser draws."""

from dateline.page.data import Choice, Page, Row, make_page

__all__ = ["Choice", "Page", "Row", "make_page"]
