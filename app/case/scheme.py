"""The scheme: levels of intervention, severity of concern, categories and windows, as data.

Loaded from ``resources/schemes/*.toml`` or from a panel's own file, and validated on load. Both
scales are ordinal, so nothing here or after it may average them.
"""

from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Literal, cast

import msgspec
import tomli

from app.case.rules import Nation, Ranks, Rules, fault_in_rules
from app.errors import DataError
from app.language import tr

DEFAULT_SCHEME = "england-six-level"
HIGHEST_TOLD = 5
"""The highest level that other programs are told; lower ones count down to 0."""

_SUFFIX = ".toml"
_Table = dict[str, object]

Group = Literal["neglect", "health", "missed", "other", "protective", "administrative"]


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A level of intervention: its rank, its names from long to short, the words a Status column uses.

    ``opens`` and ``closes`` say for a person what does. ``contract`` is the rank 0-5 under which other programs are
    told the level; None where it is the level's own.
    """

    rank: int
    name: str
    label: str
    source: str
    shorter: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    opens: str = ""
    closes: str = ""
    contract: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names from the longest to the shortest, for a block with little room."""
        return (self.name, *self.shorter)


class SeverityRank(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rank of severity of concern and what it means."""

    rank: int
    name: str
    label: str
    source: str


class Category(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A category of concern. ``group`` decides its mark and what it counts as."""

    key: str
    name: str
    group: Group
    source: str
    words: tuple[str, ...] = ()


class Windows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Windows (days) and thresholds (ranks, counts) that findings use."""

    concern_area_days: int
    relapse_days: int
    relapse_severity: int
    trigger_severity: int
    trigger_days: int
    health_run_days: int
    health_run_concerns: int
    health_run_severity: int
    health_run_gap_days: int
    health_run_own_rows: int
    answer_days: int
    not_mentioned_days: int
    source: str


class Scheme(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Levels, severity, categories, windows and the rules of findings under one name and version.

    ``nation`` decides whose timescales and bank holidays are used.
    """

    key: str
    name: str
    version: str
    source: str
    levels: tuple[Level, ...]
    severity: tuple[SeverityRank, ...]
    categories: tuple[Category, ...]
    windows: Windows
    nation: Nation = "england"
    ranks: Ranks = Ranks()
    rules: Rules = Rules()

    @cached_property
    def highest_level(self) -> int:
        """The highest rank of intervention."""
        return self.levels[-1].rank

    @cached_property
    def category_bits(self) -> dict[str, int]:
        """Each category's bit in ``EventTable.categories``."""
        return {category.key: 1 << place for place, category in enumerate(self.categories)}

    @cached_property
    def category_names(self) -> dict[str, str]:
        """Each category's name by its key."""
        return {category.key: category.name for category in self.categories}

    @cached_property
    def contract_ranks(self) -> tuple[int, ...]:
        """For each level of this scheme the rank 0-5 under which other programs are told it."""
        return tuple(self.contract_rank(level.rank) for level in self.levels)

    def contract_rank(self, rank: int) -> int:
        """The rank 0-5 under which other programs are told a level of this scheme."""
        told = self.levels[rank].contract
        return rank if told is None else told

    def mask(self, *groups: Group) -> int:
        """The bits of every category in those groups."""
        known = self._masks.get(groups)
        if known is None:
            bits = [self.category_bits[item.key] for item in self.categories if item.group in groups]
            known = self._masks[groups] = sum(bits)
        return known

    @cached_property
    def _masks(self) -> dict[tuple[Group, ...], int]:
        return {}

    def categories_in(self, bits: int) -> tuple[str, ...]:
        """The keys of the categories in a bit set, in the scheme's order."""
        return tuple(key for key, bit in self.category_bits.items() if bits & bit)

    def bits_of(self, keys: tuple[str, ...] | list[str] | set[str]) -> int:
        """The bit set of those category keys.

        Raises:
            KeyError: for a key that the scheme does not have.
        """
        bits = 0
        for key in keys:
            bits |= self.category_bits[key]
        return bits


def read_scheme(text: str, where: str) -> Scheme:
    """A scheme from TOML text; ``where`` names it in errors.

    A scheme that says ``based_on`` has everything that it leaves out from the shipped scheme of that name; of its
    tables of settings it need only state what differs.

    Raises:
        DataError: naming the entry that is wrong.
    """
    try:
        scheme = msgspec.convert(_with_base(tomli.loads(text), where), Scheme)
    except tomli.TOMLDecodeError as error:
        raise DataError(tr("{where} is not valid TOML: {error}.").format(where=where, error=error)) from error
    except msgspec.ValidationError as error:
        raise DataError(tr("{where} is not a scheme: {error}.").format(where=where, error=error)) from error
    _check(scheme, where)
    return scheme


def _with_base(table: _Table, where: str) -> _Table:
    name = table.get("based_on")
    if name is None:
        return table
    if name not in shipped_names():
        raise DataError(
            tr("{where}: based_on names no scheme that ships with the product: {name}.").format(where=where, name=name)
        )
    own = {key: value for key, value in table.items() if key != "based_on"}
    return _merged(_with_base(tomli.loads(_shipped_text(str(name))), str(name)), own)


def _merged(base: _Table, own: _Table) -> _Table:
    both = dict(base)
    for key, value in own.items():
        known = both.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            value = _merged(cast("_Table", known), cast("_Table", value))
        both[key] = value
    return both


def _check(scheme: Scheme, where: str) -> None:
    for word, ranks in (("levels", scheme.levels), ("severity", scheme.severity)):
        if [item.rank for item in ranks] != list(range(len(ranks))) or len(ranks) < 2:
            raise DataError(
                tr("{where}: the ranks of {word} must run 0, 1, 2 … without a gap.").format(where=where, word=word)
            )
    keys = [category.key for category in scheme.categories]
    if len(set(keys)) != len(keys) or len(keys) > 62:
        raise DataError(
            tr("{where}: each category needs a key of its own, and there may be 62 at most.").format(where=where)
        )
    for name in Windows.__struct_fields__:
        if name != "source" and getattr(scheme.windows, name) < 1:
            raise DataError(tr("{where}: windows.{name} must be 1 or more.").format(where=where, name=name))
    if scheme.windows.relapse_severity >= len(scheme.severity):
        raise DataError(tr("{where}: windows.relapse_severity is above the highest severity.").format(where=where))
    told = [scheme.contract_rank(level.rank) for level in scheme.levels]
    if told != sorted(told) or told[0] != 0 or told[-1] > HIGHEST_TOLD:
        raise DataError(
            tr("{where}: contract must rise from 0 to {highest_told} at most with the levels.").format(
                where=where, highest_told=HIGHEST_TOLD
            )
        )
    fault = fault_in_rules(scheme.ranks, scheme.rules, scheme.highest_level, len(scheme.severity) - 1, frozenset(keys))
    if fault:
        raise DataError(f"{where}: {fault}.")


@cache
def default_scheme() -> Scheme:
    """The scheme that ships with the product and is used unless another is given."""
    return shipped_scheme(DEFAULT_SCHEME)


@cache
def shipped_names() -> tuple[str, ...]:
    """The names of the schemes that ship with the product, the default first."""
    folder = resources.files("resources").joinpath("schemes")
    names = sorted(item.name[: -len(_SUFFIX)] for item in folder.iterdir() if item.name.endswith(_SUFFIX))
    return (DEFAULT_SCHEME, *(name for name in names if name != DEFAULT_SCHEME))


@cache
def shipped_scheme(name: str) -> Scheme:
    """A scheme that ships with the product, by its name ("wales").

    Raises:
        DataError: when none has that name.
    """
    if name not in shipped_names():
        raise DataError(
            tr("No scheme is called {name}.").format(name=name),
            tr("There are {shipped_names}.").format(shipped_names=", ".join(shipped_names())),
        )
    return read_scheme(_shipped_text(name), name + _SUFFIX)


def _shipped_text(name: str) -> str:
    return resources.files("resources").joinpath("schemes", name + _SUFFIX).read_text("utf-8")


def scheme_called(words: str) -> Scheme:
    """A scheme by the name of one that ships with the product, or by the path of a file.

    Raises:
        DataError: when there is neither, or the file does not hold together.
    """
    if words in shipped_names():
        return shipped_scheme(words)
    path = Path(words)
    if path.suffix.lower() != _SUFFIX and not path.exists():
        return shipped_scheme(words)
    return load_scheme(path)


def load_scheme(path: Path) -> Scheme:
    """A panel's own scheme from its file.

    Raises:
        DataError: when the file cannot be read or does not hold together.
    """
    try:
        return read_scheme(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(tr("The scheme {file} cannot be read.").format(file=path.name)) from error
