"""Key practice episodes and bookmarks as rows of the case file."""

from collections.abc import Sequence
from datetime import date

import msgspec

from app.case.model import Case
from app.case.practice import Bookmark, Episode
from app.storage.event_rows import SqlRow

EPISODE_COLUMNS = ("place", "title", "first", "last", "note", "children", "by")
BOOKMARK_COLUMNS = ("place", "name", "first", "last", "event", "finding", "by")
NOTE_COLUMNS = ("place", "note")


def episode_rows(case: Case) -> list[SqlRow]:
    """The episodes in the order of ``EPISODE_COLUMNS``; days as ISO dates, children as a JSON list of names."""
    return [
        (
            place,
            item.title,
            item.first.isoformat(),
            item.last.isoformat(),
            item.note,
            msgspec.json.encode(item.children).decode(),
            item.by,
        )
        for place, item in enumerate(case.episodes)
    ]


def read_episodes(rows: Sequence[SqlRow]) -> tuple[Episode, ...]:
    """The episodes in these rows of the file.

    Raises:
        msgspec.MsgspecError, ValueError: for what no version wrote.
    """
    told = msgspec.convert(rows, list[tuple[int, str, str, str, str, str, str]])
    return tuple(
        Episode(
            title,
            date.fromisoformat(first),
            date.fromisoformat(last),
            note,
            msgspec.json.decode(children, type=tuple[str, ...]),
            by,
        )
        for _, title, first, last, note, children, by in told
    )


def bookmark_rows(case: Case) -> list[SqlRow]:
    """The bookmarks in the order of ``BOOKMARK_COLUMNS``; days as ISO dates."""
    return [
        (place, item.name, _iso(item.first), _iso(item.last), item.event, item.finding, item.by)
        for place, item in enumerate(case.bookmarks)
    ]


def note_rows(case: Case) -> list[SqlRow]:
    """The notes of those bookmarks that have one, in the order of ``NOTE_COLUMNS``."""
    return [(place, item.note) for place, item in enumerate(case.bookmarks) if item.note]


def read_bookmarks(rows: Sequence[SqlRow], notes: Sequence[SqlRow] = ()) -> tuple[Bookmark, ...]:
    """The bookmarks in these rows of the file, with their notes.

    Raises:
        msgspec.MsgspecError, ValueError: for what no version wrote.
    """
    told = msgspec.convert(rows, list[tuple[int, str, str | None, str | None, int | None, str | None, str]])
    said = dict(msgspec.convert(notes, list[tuple[int, str]]))
    return tuple(
        Bookmark(name, _day(first), _day(last), event, finding, by, said.get(place, ""))
        for place, name, first, last, event, finding, by in told
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None
