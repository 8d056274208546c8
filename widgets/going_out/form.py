"""In which form a chart goes out."""

from dataclasses import dataclass
from pathlib import Path

from widgets.going_out.paper import MM_PER_PIXEL, Paper
from widgets.going_out.png import SCREEN_DPI

LAYOUT_WIDTH, LAYOUT_HEIGHT = 1920, 1080
"""Pictures larger than this keep its layout and gain resolution, so that type stays in proportion."""

SMALLEST, LARGEST = (320, 240), (16384, 16384)
PRINT_DPI = 300.0
WORDS_SUFFIX = ".txt"


@dataclass(frozen=True, slots=True)
class Form:
    """Pixels and their resolution for a screen, or a sheet of paper.

    ``dpi`` None keeps the layout of a full HD screen for what is larger; ``words`` adds a text file that says it all.
    """

    size: tuple[int, int] = (LAYOUT_WIDTH, LAYOUT_HEIGHT)
    dpi: float | None = None
    paper: Paper | None = None
    words: bool = False

    @property
    def scale(self) -> float:
        """Pixels to a logical one."""
        if self.paper is not None:
            return (self.dpi or PRINT_DPI) * MM_PER_PIXEL / 25.4
        if self.dpi is not None:
            return self.dpi / SCREEN_DPI
        return max(1.0, min(self.size[0] / LAYOUT_WIDTH, self.size[1] / LAYOUT_HEIGHT))

    @property
    def file_dpi(self) -> float:
        """The dots per inch that a file says it has."""
        return self.dpi or (PRINT_DPI if self.paper is not None else SCREEN_DPI * self.scale)


def words_beside(path: Path) -> Path:
    """The text file that says in full what the picture shows."""
    return path.with_name(path.name + WORDS_SUFFIX)
