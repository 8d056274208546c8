"""Event ids that follow upon each other, as a set that takes no more memory than its two ends."""

from collections.abc import Iterable, Iterator, Set
from typing import TypeVar

_Of = TypeVar("_Of")


class IdSpan(Set[int]):
    """Every id of a range, equal to any other set of the same ids: a large import adds 50,000 at once."""

    __slots__ = ("_ids",)

    def __init__(self, ids: range) -> None:
        self._ids = ids

    @classmethod
    def _from_iterable(cls, it: Iterable[_Of]) -> frozenset[_Of]:
        """What the set operations of ``Set`` give: ids that need no longer follow upon each other."""
        return frozenset(it)

    def __contains__(self, item: object) -> bool:
        return item in self._ids

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __hash__(self) -> int:
        return hash(frozenset(self._ids))

    def __repr__(self) -> str:
        return f"IdSpan({self._ids!r})"
