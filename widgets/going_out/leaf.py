"""What goes out: leaves to be painted, and what they say of themselves in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtGui import QPainter

from app.language import in_use
from app.progress import Progress

ALT_LENGTH = 250
"""Characters of the words that stand in for a picture (lanes specification, section 16)."""


def language_of_words() -> str:
    """The language of the words that go out, as they are spelt in Great Britain (BCP 47)."""
    return f"{in_use()}-GB"  # not words: a key


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a leaf that a screen reader can name: what it is called, what it says, how it is painted."""

    name: str
    spoken: str
    paint: Callable[[QPainter], None]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One picture or page of ``width`` x ``height`` logical pixels; its parts are painted one over the other."""

    width: int
    height: int
    parts: tuple[Part, ...]

    def paint(self, painter: QPainter, progress: Progress, share: tuple[float, float] = (0.0, 1.0)) -> None:
        """Paint every part from (0, 0); ``share`` is where this leaf begins and ends in the whole of the work.

        Raises:
            Cancelled: between two parts, when that was asked for.
        """
        begin, end = share
        for place, part in enumerate(self.parts):
            progress.at(begin + (end - begin) * place / len(self.parts))
            painter.save()
            part.paint(painter)
            painter.restore()


@dataclass(frozen=True, slots=True)
class Told:
    """What a picture says in words: a title without names, the text in full, which program drew it, and when.

    The text has the names that the picture shows, and no others.
    """

    title: str
    spoken: str
    program: str
    drawn: datetime

    @property
    def alt(self) -> str:
        """The words that stand in for the picture: the beginning of the text, up to a whole word."""
        if len(self.spoken) <= ALT_LENGTH:
            return self.spoken
        return self.spoken[: ALT_LENGTH - 1].rsplit(" ", 1)[0] + "…"
