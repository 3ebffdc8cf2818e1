"""OpenID Connect: the door through which most municipalities buy e-ID (domain.md §1.1, §1.4).

`brokers` reads what the operator has set, on top of a preset for the broker; `metadata` and `fetching` talk to it,
`tokens` verifies what it says, `people` reads who that is, `signing` asks for signatures, `provider` puts it together.
"""
