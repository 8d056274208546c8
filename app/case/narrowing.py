"""What narrows the record to some of its rows: words, what was ticked, days. A wish, which says nothing of any case.

Children and agencies are named rather than numbered: a number means another child once two were merged.
"""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows that have the ``words``, one of the keys ``ticked`` of each facet, and a day from ``first`` to ``last``.

    ``ticked`` is (facet, keys) pairs in the order of facets; both days are inclusive, None for an open bound.
    """

    words: str = ""
    ticked: tuple[tuple[str, tuple[str, ...]], ...] = ()
    first: date | None = None
    last: date | None = None

    @property
    def empty(self) -> bool:
        """Whether it lets every row pass that is in use."""
        return not (self.words.strip() or self.ticked or self.first or self.last)

    def keys(self, facet: str) -> tuple[str, ...]:
        """What is ticked of a facet; nothing stands for everything."""
        return next((keys for name, keys in self.ticked if name == facet), ())

    def with_words(self, words: str) -> "Filter":
        """The same with other words."""
        return replace(self, words=words)

    def with_keys(self, facet: str, keys: tuple[str, ...]) -> "Filter":
        """The same with these keys of a facet ticked; none for all."""
        others = [pair for pair in self.ticked if pair[0] != facet]
        return replace(self, ticked=tuple(sorted([*others, (facet, keys)] if keys else others)))

    def with_days(self, first: date | None, last: date | None) -> "Filter":
        """The same with other days."""
        return replace(self, first=first, last=last)


@dataclass(frozen=True, slots=True)
class NamedFilter:
    """A filter that is kept with the case under a name."""

    name: str
    filter: Filter
