"""Events as rows of the case file, both ways: columns of numbers here, names and ISO days there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.case.dates import NO_DAY, PRECISIONS
from app.case.event_table import UNSCORED, CodeFrom, EventTable
from app.case.scheme import Scheme

SqlValue = str | int | float | None
SqlRow = tuple[SqlValue, ...]

EVENT_COLUMNS = (
    "id", "source", "row", "first_day", "last_day", "precision", "date_words", "time", "entry_day", "agency", "author",
    "text", "response", "severity", "severity_from", "severity_by", "categories", "categories_from", "markers",
    "duplicate_of", "withdrawn",
)  # fmt: skip
EVENT_CHILD_COLUMNS = ("event", "child", "subject", "severity", "level", "level_from")

ORIGIN_NAMES = [origin.name.lower() for origin in CodeFrom]
"""What each ``CodeFrom`` is called in the file."""

_PRECISION_NAMES = [precision.value for precision in PRECISIONS]

_T = TypeVar("_T")
_N = TypeVar("_N", bound=np.generic)
Places = NDArray[np.intp]


# To the file --------------------------------------------------------------------------------------


def event_rows(events: EventTable, places: Places, scheme: Scheme) -> Iterable[SqlRow]:
    """One row in the order of ``EVENT_COLUMNS`` for each of these places."""

    def words(column: Sequence[_T]) -> list[_T]:
        return [column[place] for place in places.tolist()]

    def named(column: NDArray[np.uint8], names: list[str]) -> list[str]:
        return [names[code] for code in column[places].tolist()]

    categories = _each_once(lambda bits: _as_json(scheme.categories_in(bits)), events.categories[places].tolist())
    return zip(
        events.id[places].tolist(),
        events.source[places].tolist(),
        events.row[places].tolist(),
        _iso_days(events.start[places]),
        _iso_days(events.end[places]),
        named(events.precision, _PRECISION_NAMES),
        words(events.date_words),
        words(events.time),
        _iso_days(events.entry_day[places]),
        known_numbers(events.agency[places]),
        words(events.author),
        words(events.text),
        words(events.response),
        known_numbers(events.severity[places]),
        named(events.severity_from, ORIGIN_NAMES),
        words(events.severity_by),
        categories,
        named(events.categories_from, ORIGIN_NAMES),
        _each_once(_as_json, words(events.markers)),
        known_numbers(events.duplicate_of[places]),
        events.withdrawn[places].astype(np.int8).tolist(),
        strict=True,
    )


def event_child_rows(events: EventTable, places: Places) -> Iterable[SqlRow]:
    """One row in the order of ``EVENT_CHILD_COLUMNS`` for each of these places and each child it says anything of.

    A level that a reviewer took away (none, from a reviewer) is something said.
    """
    subjects, own = events.subjects[places], events.child_severity[places]
    level, origin = events.level[places], events.level_from[places]
    at, child = np.nonzero(subjects | (own != UNSCORED) | (level != UNSCORED) | (origin != CodeFrom.NOBODY))
    return zip(
        events.id[places][at].tolist(),
        child.tolist(),
        subjects[at, child].astype(np.int8).tolist(),
        known_numbers(own[at, child]),
        known_numbers(level[at, child]),
        [ORIGIN_NAMES[code] for code in origin[at, child].tolist()],
        strict=True,
    )


def _iso_days(days: NDArray[np.int32]) -> list[str | None]:
    written: list[str] = np.datetime_as_string(days.astype("datetime64[D]")).tolist()
    if not (days == NO_DAY).any():
        return list[str | None](written)
    return [None if day == NO_DAY else text for day, text in zip(days.tolist(), written, strict=True)]


def known_numbers(column: NDArray[np.signedinteger]) -> list[int | None]:
    """The numbers of a column, with None for those below 0, which are not known."""
    return [None if number < 0 else number for number in column.tolist()]


def _as_json(words: tuple[str, ...]) -> str:
    return msgspec.json.encode(words).decode()


def _each_once(turn: Callable[[_T], str], values: Sequence[_T]) -> list[str]:
    """Chronologies repeat few sets of categories and markers, so each is turned once."""
    turned = {value: turn(value) for value in set(values)}
    return [turned[value] for value in values]


# From the file ------------------------------------------------------------------------------------


def read_events(rows: Sequence[SqlRow], child_rows: Sequence[SqlRow], children: int, scheme: Scheme) -> EventTable:
    """The table of these rows (``EVENT_COLUMNS``, by id) and of what they say of children (``EVENT_CHILD_COLUMNS``).

    Raises:
        msgspec.ValidationError, ValueError, KeyError, IndexError, OverflowError: for what no version wrote.
    """
    columns = _by_name(rows, EVENT_COLUMNS)
    ids = _numbers(columns["id"], np.int32)
    subjects, own, level, origin = _of_children(ids, _by_name(child_rows, EVENT_CHILD_COLUMNS), children)
    bits = {text: scheme.bits_of(_words_in(text)) for text in set(_texts(columns["categories"]))}
    markers = {text: _words_in(text) for text in set(_texts(columns["markers"]))}
    return EventTable(
        id=ids,
        source=_numbers(columns["source"], np.int32),
        row=_numbers(columns["row"], np.int32),
        start=_day_numbers(columns["first_day"]),
        end=_day_numbers(columns["last_day"]),
        precision=_codes(columns["precision"], _PRECISION_NAMES),
        entry_day=_day_numbers(columns["entry_day"]),
        agency=_numbers(columns["agency"], np.int32),
        severity=_numbers(columns["severity"], np.int8),
        severity_from=_codes(columns["severity_from"], ORIGIN_NAMES),
        categories=np.array([bits[text] for text in _texts(columns["categories"])], np.int64),
        categories_from=_codes(columns["categories_from"], ORIGIN_NAMES),
        duplicate_of=_numbers(columns["duplicate_of"], np.int32),
        withdrawn=_numbers(columns["withdrawn"], np.int8).astype(np.bool_),
        subjects=subjects,
        child_severity=own,
        level=level,
        level_from=origin,
        time=_perhaps_texts(columns["time"]),
        date_words=_texts(columns["date_words"]),
        author=_perhaps_texts(columns["author"]),
        text=_texts(columns["text"]),
        response=_perhaps_texts(columns["response"]),
        severity_by=_perhaps_texts(columns["severity_by"]),
        markers=tuple([markers[text] for text in _texts(columns["markers"])]),
    ).in_order()


def _of_children(
    ids: NDArray[np.int32], columns: Mapping[str, Sequence[SqlValue]], children: int
) -> tuple[NDArray[np.bool_], NDArray[np.int8], NDArray[np.int8], NDArray[np.uint8]]:
    shape = (len(ids), children)
    subjects, origin = np.zeros(shape, np.bool_), np.zeros(shape, np.uint8)
    own, level = np.full(shape, UNSCORED, np.int8), np.full(shape, UNSCORED, np.int8)
    event, child = _numbers(columns["event"], np.int32), _numbers(columns["child"], np.int32)
    at = np.searchsorted(ids, event)
    if len(event) and (child.min() < 0 or at.max() >= len(ids) or not np.array_equal(ids[at], event)):
        raise ValueError("a row tells of an event or a child that is not there")
    subjects[at, child] = _numbers(columns["subject"], np.int8).astype(np.bool_)
    own[at, child] = _numbers(columns["severity"], np.int8)
    level[at, child] = _numbers(columns["level"], np.int8)
    origin[at, child] = _codes(columns["level_from"], ORIGIN_NAMES)
    return subjects, own, level, origin


def _by_name(rows: Sequence[SqlRow], names: tuple[str, ...]) -> dict[str, tuple[SqlValue, ...]]:
    return dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())


def _numbers(column: Sequence[SqlValue], kind: type[_N]) -> NDArray[_N]:
    checked = msgspec.convert(column, tuple[int | None, ...])
    return np.array([UNSCORED if number is None else number for number in checked], kind)


def _texts(column: Sequence[SqlValue]) -> tuple[str, ...]:
    return msgspec.convert(column, tuple[str, ...])


def _perhaps_texts(column: Sequence[SqlValue]) -> tuple[str | None, ...]:
    return msgspec.convert(column, tuple[str | None, ...])


def _codes(column: Sequence[SqlValue], names: list[str]) -> NDArray[np.uint8]:
    code_of = {name: code for code, name in enumerate(names)}
    return np.array([code_of[name] for name in _texts(column)], np.uint8)


def _day_numbers(column: Sequence[SqlValue]) -> NDArray[np.int32]:
    days = np.array([day or "NaT" for day in _perhaps_texts(column)], "datetime64[D]")  # not words: numpy's
    return np.where(np.isnat(days), NO_DAY, days.astype(np.int64)).astype(np.int32)


def _words_in(text: str) -> tuple[str, ...]:
    return msgspec.json.decode(text, type=tuple[str, ...])
