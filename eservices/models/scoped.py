"""A QuerySet that refuses to run until somebody has said whose rows it may see (promise 1)."""

from typing import Any, Self, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class UnscopedDraftAccess(Exception):
    """Somebody tried to read drafts, or what belongs to them, without saying whose."""


class ScopedQuerySet(models.QuerySet[Row]):
    """`_through_the_door` opens it; every other way in raises UnscopedDraftAccess."""

    scoped = False

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]  # Django's own hook, absent from its type stubs
        clone.scoped = self.scoped
        return clone

    def _through_the_door(self, **conditions: Any) -> Self:
        narrowed = self.filter(**conditions)
        narrowed.scoped = True
        return narrowed

    def _check_scope(self) -> None:
        if not self.scoped:
            raise UnscopedDraftAccess("Say whose: go through one of the door's methods first")

    def _fetch_all(self) -> None:
        self._check_scope()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._check_scope()
        return super().iterator(*args, **kwargs)

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._check_scope()
        return super().aggregate(*args, **kwargs)

    def count(self) -> int:
        self._check_scope()
        return super().count()

    def exists(self) -> bool:
        self._check_scope()
        return super().exists()

    def update(self, **kwargs: Any) -> int:
        self._check_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._check_scope()
        return super().delete()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """As a subquery of another query."""
        self._check_scope()
        return super().resolve_expression(*args, **kwargs)

    def __or__(self, other: Any) -> Any:
        other._check_scope()
        return super().__or__(other)

    def union(self, *others: Any, **kwargs: Any) -> Any:
        for other in others:
            other._check_scope()
        return super().union(*others, **kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise UnscopedDraftAccess("SQL says nothing of whose rows it reads")
