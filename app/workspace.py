"""What is looked at: window in time, children, selection. Saved with the case, not undoable."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.case.model import Child
from app.case.narrowing import Filter


@dataclass(frozen=True, slots=True)
class View:
    """The wish: which days (day numbers, None = the whole record) and which children (None = all)."""

    first_day: int | None = None
    last_day: int | None = None
    children: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Looking:
    """Everything a workspace holds at one moment."""

    view: View = View()
    event: int | None = None
    finding: str | None = None
    filter: Filter = Filter()


def children_after(chosen: Sequence[int], before: Sequence[Child], after: Sequence[Child]) -> tuple[int, ...] | None:
    """The same children (ids) once the children of a case have changed; None (all) where none of them is left.

    Who was renamed, or merged with another, is found by the name that stays as an alias.
    """
    names = {child.name.casefold(): child.id for child in after}
    known = {alias.casefold(): child.id for child in after for alias in child.aliases} | names
    left = [_heir(before[child], known) for child in chosen if child < len(before)]
    return tuple(sorted({child for child in left if child is not None})) or None


def _heir(child: Child, known: Mapping[str, int]) -> int | None:
    """Who goes by this child's name now, or by what else it was called."""
    words = (child.name.casefold(), *(alias.casefold() for alias in child.aliases))
    return next((known[word] for word in words if word in known), None)


Listener = Callable[[Looking, Looking], None]
"""Called with what was looked at before and what is looked at now."""


class Workspace:
    """Holds what is looked at and tells listeners when it changes."""

    def __init__(self, looking: Looking | None = None) -> None:
        self._now = looking or Looking()
        self._listeners: list[Listener] = []

    @property
    def now(self) -> Looking:
        """What is looked at."""
        return self._now

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after each change; returns the way to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def show_days(self, first: int | None, last: int | None) -> None:
        """Look at these days; None for the whole record."""
        self._become(replace(self._now, view=replace(self._now.view, first_day=first, last_day=last)))

    def show_children(self, children: tuple[int, ...] | None) -> None:
        """Look at these children; None for all."""
        self._become(replace(self._now, view=replace(self._now.view, children=children)))

    def choose_event(self, event: int | None) -> None:
        """Select an event; None for none."""
        self._become(replace(self._now, event=event))

    def choose_finding(self, finding: str | None) -> None:
        """Select a finding; None for none."""
        self._become(replace(self._now, finding=finding))

    def narrow(self, wanted: Filter) -> None:
        """Look only at the rows that this filter lets pass; an empty one for all."""
        self._become(replace(self._now, filter=wanted))

    def start_again(self, looking: Looking | None = None) -> None:
        """Forget what was looked at, as when another case is opened."""
        self._become(looking or Looking())

    def _become(self, looking: Looking) -> None:
        before, self._now = self._now, looking
        if before != looking:
            for listener in tuple(self._listeners):
                listener(before, looking)
