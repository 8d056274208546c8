"""How long work speaks, and how it is stopped."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import TypeVar

T = TypeVar("T")


class Cancelled(Exception):
    """Raised inside long work once its user has asked it to stop."""


def _nothing(_done: float, _words: str) -> None:
    return None


@dataclass
class Progress:
    """Given to long work: it reports a share done (0 to 1) and asks whether to go on.

    ``report`` is called on the worker's thread; whoever supplies it carries the news to
    the window. ``give_way`` is called there for each of many things that are gone through, where
    the work is such that nobody waits for it: it may wait until others have done theirs.
    """

    report: Callable[[float, str], None] = _nothing
    stop: Event = field(default_factory=Event)
    give_way: Callable[[], None] | None = None

    def each(self, things: Iterable[T]) -> Iterable[T]:
        """These things, one after the other; before each of them others may go first, where the work gives way.

        Raises:
            Cancelled: while they are gone through, when work that gives way was asked to stop.
        """
        return things if self.give_way is None else self._giving_way(things, self.give_way)

    def _giving_way(self, things: Iterable[T], give_way: Callable[[], None]) -> Iterator[T]:
        for thing in things:
            give_way()
            if self.stop.is_set():
                raise Cancelled
            yield thing

    def at(self, done: float, words: str = "") -> None:
        """Say how far the work is (0 to 1), and stop here if that was asked for.

        Raises:
            Cancelled: when ``cancel`` was called.
        """
        if self.stop.is_set():
            raise Cancelled
        self.report(done, words)

    def cancel(self) -> None:
        """Ask the work to stop at its next ``at``."""
        self.stop.set()
