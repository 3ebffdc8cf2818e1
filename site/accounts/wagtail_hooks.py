"""Wires accounts into the Wagtail admin."""
