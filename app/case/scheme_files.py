"""A panel's own scheme: changed from another, checked, and written as a file that can be read again."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

import msgspec

from app.case.scheme import Level, Scheme, read_scheme
from app.case.scheme_ladder import NEW_LEVEL
from app.errors import UserError
from app.language import tr
from app.whole_file import save_whole

_Table = Mapping[str, object]


def own_scheme(scheme: Scheme, name: str, levels: Sequence[str], settings: Mapping[str, int]) -> Scheme:
    """The scheme under another name, with other names of its levels and other settings (see ``settings_of``).

    Raises:
        UserError: when what results does not hold together, or a name is empty.
    """
    words = " ".join(name.split())
    if not words:
        raise UserError(tr("A scheme needs a name of its own."))
    if any(not level.strip() for level in levels):
        raise UserError(tr("Each level needs a name."))
    folded = [" ".join(level.split()).casefold() for level in levels]
    for level in levels:
        if folded.count(" ".join(level.split()).casefold()) > 1:
            raise UserError(tr("A level of this scheme is called {name} already.").format(name=level))
    named = tuple(_named(level, " ".join(given.split())) for level, given in zip(scheme.levels, levels, strict=True))
    if named == scheme.levels and settings_of(scheme) == {**settings_of(scheme), **settings} and words == scheme.name:
        return scheme
    table = cast("dict[str, object]", msgspec.to_builtins(scheme))
    table |= {"name": words, "key": _key(words), "levels": msgspec.to_builtins(named)}
    for path, value in settings.items():
        *tables, last = path.split(".")
        within = table
        for part in tables:
            within = cast("dict[str, object]", within[part])
        within[last] = value
    return read_scheme(toml_text(table), words)


def _named(level: Level, name: str) -> Level:
    """A level under another name; the old one stays among its words, so that records that use it are understood."""
    if name == level.name:
        return level
    if level.name == NEW_LEVEL:
        words = (*(word for word in level.words if word != level.label), name.lower())
    else:
        words = tuple(dict.fromkeys((*level.words, level.name.lower(), level.label.lower())))
    return msgspec.structs.replace(level, name=name, label=name.lower(), shorter=(), words=words)


def _key(name: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.casefold()).split()) or "own"


def settings_of(scheme: Scheme) -> dict[str, int]:
    """Every window and threshold of a scheme by its path: "windows.relapse_days", "rules.no_contact.days"."""
    tables: dict[str, object] = {"windows": scheme.windows, "rules": scheme.rules}
    return dict(_numbers(cast("_Table", msgspec.to_builtins(tables)), ""))


def _numbers(table: _Table, within: str) -> Iterator[tuple[str, int]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _numbers(cast("_Table", value), f"{within}{key}.")
        elif isinstance(value, int):
            yield f"{within}{key}", value


def save_scheme(scheme: Scheme, path: Path) -> None:
    """Write a scheme as a file for --scheme, in place of one that may be there: whole or not at all.

    Raises:
        UserError: when it cannot be written.
    """
    save_whole(path, scheme_text(scheme).encode())


def scheme_text(scheme: Scheme) -> str:
    """A scheme as TOML, as ``read_scheme`` takes it."""
    return toml_text(cast("_Table", msgspec.to_builtins(scheme)))


def toml_text(table: _Table) -> str:
    """A table of values, tables and rows as TOML."""
    return "\n".join(_lines(table, "")) + "\n"


def _lines(table: _Table, within: str) -> Iterator[str]:
    """The values of a table, then its tables, then its rows."""
    for key, value in table.items():
        if value is not None and not isinstance(value, Mapping) and not _is_rows(value):
            yield f"{key} = {_value(value)}"
    for key, value in table.items():
        name = f"{within}{key}"
        if isinstance(value, Mapping):
            yield from ("", f"[{name}]")
            yield from _lines(cast("_Table", value), f"{name}.")
        elif _is_rows(value):
            for row in cast("Sequence[_Table]", value):
                yield from ("", f"[[{name}]]")
                yield from _lines(row, f"{name}.")


def _is_rows(value: object) -> bool:
    if not isinstance(value, list | tuple):
        return False
    rows = cast("Sequence[object]", value)
    return bool(rows) and isinstance(rows[0], Mapping)


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(item) for item in cast('Sequence[object]', value))}]"
    # A JSON string is a TOML string, but for the one control character that JSON leaves as it is.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
