"""Theme: colour roles as data, and the contrast between them."""

from functools import cache
from importlib import resources
from typing import Annotated, NamedTuple

import msgspec
import tomli

from app.errors import DataError
from app.language import tr

WINDOW_THEMES = ("light", "dark", "high-contrast", "projector")
"""The themes that a window may wear."""

HIGH_CONTRAST = "high-contrast"
"""The theme whose colours a system may replace by its own."""

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

    def level_fill(self, rank: int, highest: int = 5) -> str:
        """The fill of a level's block, by its rank in a scheme whose highest level is ``highest``.

        A scheme with more levels than there are fills has those between two fills mixed of both.
        """
        return self._level_colours(rank, highest)[0]

    def level_text(self, rank: int, highest: int = 5) -> str:
        """The colour of words on a level's block, by its rank in a scheme whose highest level is ``highest``."""
        return self._level_colours(rank, highest)[1]

    def _level_colours(self, rank: int, highest: int) -> tuple[str, str]:
        fill, text = self.levels.fill, self.levels.text
        top = len(fill) - 1
        if rank <= 0 or highest <= top:
            place = min(max(rank, 0), top)
            return fill[place], text[place]
        place = 1 + (min(rank, highest) - 1) * (top - 1) / (highest - 1)
        lower, share = int(place), place - int(place)
        if share == 0.0:
            return fill[lower], text[lower]
        if self.roles.paper in (fill[lower], fill[lower + 1]):
            # A theme that fills its highest levels alone has nothing between a fill and paper.
            return fill[lower], text[lower]
        ends, inks = (fill[lower], fill[lower + 1]), (text[lower], text[lower + 1])
        # Half-way between a pale fill and a dark one no words can be read; a little to either side they can.
        steps = sorted((step / 20 for step in range(21)), key=lambda step: abs(step - share))
        for mixed in (_mixed(*ends, part) for part in (share, *steps)):
            words = max(inks, key=lambda colour: contrast(colour, mixed))
            if contrast(words, mixed) >= _READ:
                return mixed, words
        return fill[lower], text[lower]


@cache
def load_theme(name: str = "light") -> Theme:
    """The theme of that name.

    Raises:
        DataError: when there is none, or its file does not hold together.
    """
    file = resources.files("resources").joinpath("themes", f"{name}.toml")
    if not file.is_file():
        raise DataError(tr("There is no theme called {name}.").format(name=name))
    try:
        return msgspec.convert(tomli.loads(file.read_text("utf-8")), Theme)
    except (tomli.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(
            tr("The theme {name} does not hold together: {error}.").format(name=name, error=error)
        ) from error


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two "#RRGGBB" colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


class SystemColours(NamedTuple):
    """The four colours of a system in high contrast ("#RRGGBB")."""

    window: str
    text: str
    highlight: str
    highlighted_text: str


_WORDS, _EDGES = 7.0, 3.0
"""The least contrast of a system's words for it to be of high contrast (WCAG 2.2, 1.4.6), and of its highlight."""


def with_system_colours(theme: Theme, system: SystemColours) -> Theme:
    """A high-contrast theme in a system's own text, window and highlight colours; levels 4 and 5 filled.

    Marks keep their colour where it can be seen on the system's ground, and take that of text where it cannot. The
    theme stays as it is where the system's own colours are too near each other (lanes specification, section 5).
    """
    if contrast(system.window, system.text) < _WORDS:
        return theme
    marks = msgspec.structs.asdict(theme.roles)
    chosen = {role: was if contrast(was, system.window) >= _WORDS else system.text for role, was in marks.items()}
    plain = dict.fromkeys(("paper", "lane", "area", "return_column", "run_tint"), system.window)
    words = dict.fromkeys(("ink", "ink2", "axis", "run_line"), system.text)
    seen = contrast(system.highlight, system.window) >= _EDGES
    focus = system.highlight if seen else system.text
    roles = Roles(**{**chosen, **plain, **words, "focus": focus, "grid": _between(system.window, system.text)})
    filled = (focus, system.highlighted_text if seen else system.window)
    fill = (*[system.window] * 4, filled[0], system.text)
    text = (*[system.text] * 4, filled[1], system.window)
    if contrast(*filled) < 4.5:
        fill, text = (*fill[:4], system.text, system.text), (*text[:4], system.window, system.window)
    return msgspec.structs.replace(theme, roles=roles, levels=LevelColours(fill, text))


def _between(ground: str, ink: str) -> str:
    """A colour a third of the way from one to another: lines that are meant to recede."""
    pairs = ((int(ground[n : n + 2], 16), int(ink[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round((2 * one + other) / 3):02X}" for one, other in pairs)


_READ = 4.5
"""The least contrast of words with what is under them (WCAG 2.2, 1.4.3)."""


def _mixed(one: str, other: str, share: float) -> str:
    """A colour on the way from one to the other, ``share`` (0 to 1) of it gone."""
    pairs = ((int(one[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(start + (end - start) * share):02X}" for start, end in pairs)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
