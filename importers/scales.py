"""The scales that agencies score severity on: data in ``resources/headings/scales.toml``, checked on load."""

from collections.abc import Iterable, Mapping
from functools import cache

import msgspec

from app.knowledge_files import knowledge
from importers.sheet import RawCell, words_of
from importers.vocabulary import normal

NO_SCALE = "none"
"""The answer that a column is no severity, or is to be left unread."""


class Scale(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A scale and the severity that each of its steps stands for, by the step's words."""

    key: str
    name: str
    steps: Mapping[str, int]
    source: str

    def severity(self, cell: RawCell | None) -> int | None:
        """The severity that a cell states on this scale; None where it states none."""
        return self.steps.get(step_words(cell))


class _Scales(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    scales: tuple[Scale, ...]


@cache
def known_scales() -> tuple[Scale, ...]:
    """Every scale there is.

    Raises:
        DataError: when the file of scales does not hold together.
    """
    return knowledge(_Scales, "headings", "scales.toml").scales


def scale_called(key: str) -> Scale | None:
    """The scale of that key; None for "", for NO_SCALE, and where there is none such."""
    return next((scale for scale in known_scales() if scale.key == key), None)


def fitting_scales(cells: Iterable[RawCell | None]) -> tuple[Scale, ...]:
    """The scales that know every step these cells state, the narrowest first."""
    steps = {words for cell in cells if (words := step_words(cell))}
    fit = [scale for scale in known_scales() if steps <= scale.steps.keys()]
    return tuple(sorted(fit, key=lambda scale: len(scale.steps)))


def step_words(cell: RawCell | None) -> str:
    """A cell as the step of a scale: whole numbers without a point, words without case; empty for none."""
    if cell is None or isinstance(cell, bool):
        return ""
    said = words_of(cell)
    return said[:-2] if said.endswith(".0") and said[:-2].isdecimal() else normal(said)
