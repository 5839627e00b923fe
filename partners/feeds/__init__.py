"""Feeds of what partners publish: one for each filter of a list, in each language."""
