"""Theme: colour roles as data, and the contrast between them."""

from functools import cache
from importlib import resources
from typing import Annotated

import msgspec
import tomli

from app.errors import DataError

WINDOW_THEMES = ("light", "dark", "high-contrast", "projector")
"""The themes that a window may wear."""

THEMES = (*WINDOW_THEMES, "print")
"""Every theme that ships."""


class Roles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each colour is for. Values are "#RRGGBB"."""

    paper: str
    lane: str
    ink: str
    ink2: str
    axis: str
    concern: str
    area_edge: str
    area: str
    health: str
    improvement: str
    level_edge: str
    return_column: str
    column_edge: str
    run_tint: str
    run_line: str
    grid: str
    focus: str


class LevelColours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fill and text of a level's block, by rank."""

    fill: tuple[str, ...]
    text: tuple[str, ...]


class Theme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One set of colours for the chart. With ``hatched_returns`` a return of concern is hatched, not filled.

    ``type_scale`` is how many times as large the smallest words of the chart are drawn (1 to 2).
    """

    name: str
    source: str
    roles: Roles
    levels: LevelColours
    hatched_returns: bool = False
    type_scale: Annotated[float, msgspec.Meta(ge=1, le=2)] = 1.0

    def level_fill(self, rank: int) -> str:
        """The fill of a level's block; ranks past the last one share its colour."""
        return self.levels.fill[min(rank, len(self.levels.fill) - 1)]

    def level_text(self, rank: int) -> str:
        """The colour of words on a level's block."""
        return self.levels.text[min(rank, len(self.levels.text) - 1)]


@cache
def load_theme(name: str = "light") -> Theme:
    """The theme of that name.

    Raises:
        DataError: when there is none, or its file does not hold together.
    """
    file = resources.files("resources").joinpath("themes", f"{name}.toml")
    if not file.is_file():
        raise DataError(f"There is no theme called {name}.")
    try:
        return msgspec.convert(tomli.loads(file.read_text("utf-8")), Theme)
    except (tomli.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(f"The theme {name} does not hold together: {error}.") from error


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two "#RRGGBB" colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
