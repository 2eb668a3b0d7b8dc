"""Dateline: one news article as an interactive timeline in which every mark can be checked."""

__version__ = "0.1.0"
