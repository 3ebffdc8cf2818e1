"""Editors' home: what needs attention, links that lead nowhere, and review before publishing."""
