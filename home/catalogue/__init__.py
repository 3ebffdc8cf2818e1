"""The catalogue: e-services, services on other sites and forms on paper, by area, audience, letter and use.

`models` says what an entry is, `cards` finds entries and shows them, `section` is what a page of the catalogue holds.
"""
