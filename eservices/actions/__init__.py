"""The verbs of the residents' and editors' side."""
