"""How long work speaks, and how it is stopped."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event


class Cancelled(Exception):
    """Raised inside long work once its user has asked it to stop."""


def _nothing(_done: float, _words: str) -> None:
    return None


@dataclass
class Progress:
    """Given to long work: it reports a share done (0 to 1) and asks whether to go on.

    ``report`` is called on the worker's thread; whoever supplies it carries the news to
    the window.
    """

    report: Callable[[float, str], None] = _nothing
    stop: Event = field(default_factory=Event)

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
