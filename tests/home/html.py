"""A page's markup, read as a browser would: tags in order, each with its attributes."""

from html.parser import HTMLParser


class Markup(HTMLParser):
    def __init__(self, content: bytes | str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(content.decode() if isinstance(content, bytes) else content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.tags if name == tag]

    def first(self, tag: str) -> dict[str, str]:
        return self.all(tag)[0]

    def by_id(self, value: str) -> dict[str, str]:
        return next(attrs for _name, attrs in self.tags if attrs.get("id") == value)
