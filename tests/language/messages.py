"""Every message of the program, as Babel finds it: in the code, the labels of data files and the help of commands."""

import ast
import inspect
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TypeAlias

import click
import tomli
from babel.messages.catalog import Catalog
from babel.messages.extract import extract

from app.helping.pages import messages as help_messages
from tests.conftest import ROOT
from tests.language.outside import FOLDERS

KEYWORDS = {"tr": None, "trn": (1, 2), "trc": ((1, "c"), 2)}
"""The functions of app.language, and which of their arguments are words."""

LABELS: dict[str, tuple[str, ...]] = {
    "schemes": (
        "name",
        "levels.name", "levels.label", "levels.shorter", "levels.opens", "levels.closes",
        "severity.name", "severity.label",
        "categories.name",
    ),
    "findings/kinds.toml": ("kinds.name", "kinds.rule"),
    "findings/settings.toml": ("settings.name",),
    "timescales": ("editions.name", "steps.name", "clocks.name"),
    "headings/fields.toml": ("fields.name",),
}  # fmt: skip
"""Which values of which data files (or of all files of a folder of them) are shown to people, and so are translated."""

CLICK_MODULES = ("core", "decorators", "exceptions", "formatting", "types", "parser")
"""The modules of click that tell people something: its faults of usage and the headings of its help."""

_CLICK_NEVER_SAYS = ("deprecat", "confirm", "prompt", "shell", "nested", "defined twice", "boolean", "missing command")
"""Parts of messages for what no command of ours has."""

Found: TypeAlias = tuple[str | tuple[str, ...], str | None, str]
"""A message (or its two forms), its context, and the file it stands in."""


def gathered() -> list[Found]:
    """Every message, in the order of files and of lines."""
    return [*_of_code(), *_of_data(), *_of_help(), *_of_click()]


def template() -> Catalog:
    """The messages as a catalogue without translations."""
    catalogue = Catalog(project="Lifelanes", charset="utf-8", fuzzy=False)
    for message, context, file in gathered():
        flags = ("python-brace-format",) if "{" in (message if isinstance(message, str) else message[1]) else ()
        catalogue.add(message, locations=[(file, 1)], flags=flags, context=context)
    return catalogue


def _of_code() -> Iterator[Found]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            code = path.read_bytes()
            if name != "app/language.py":
                yield from _extracted(io.BytesIO(code), "python", KEYWORDS, name)
            for words in _helps(ast.parse(code)):
                yield words, None, name


def _extracted(code: BinaryIO, method: str, keywords: object, name: str) -> Iterator[Found]:
    found = extract(method, code, keywords=keywords)  # pyright: ignore[reportArgumentType] - its type leaves out contexts
    for _line, message, _comments, context in found:
        if message and (isinstance(message, str) or all(message)):
            yield message, context, name


def _helps(tree: ast.Module) -> Iterator[str]:
    """The docstrings of commands, which click shows as their help."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(_makes_command(item) for item in node.decorator_list):
            told = ast.get_docstring(node)
            if told:
                yield inspect.cleandoc(told)


def _makes_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in {"command", "group"}


def _of_data() -> Iterator[Found]:
    for place, fields in LABELS.items():
        start = ROOT / "resources" / place
        for path in sorted(start.rglob("*.toml")) if start.is_dir() else [start]:
            read = tomli.loads(path.read_text(encoding="utf-8"))
            for words in labels_in(read, fields, as_words=place.startswith("headings")):
                yield words, None, path.relative_to(ROOT).as_posix()


def labels_in(read: dict[str, object], fields: tuple[str, ...], as_words: bool = False) -> Iterator[str]:
    """What stands in these fields of a data file; ``as_words`` where they are identifiers shown with blanks."""
    for field in fields:
        head, _, tail = field.partition(".")
        tables = read.get(head, []) if tail else [read]
        for table in tables if isinstance(tables, list) else []:
            value = table.get(tail or head) if isinstance(table, dict) else None
            for words in value if isinstance(value, list) else [value]:
                if isinstance(words, str) and words.strip() and not (as_words and words.startswith("_")):
                    yield words.replace("_", " ") if as_words else words


def _of_help() -> Iterator[Found]:
    for file, _line, words in help_messages():
        yield words, None, f"resources/{file}"


def _of_click() -> Iterator[Found]:
    folder = Path(click.__file__).parent
    keywords = {"_": None, "ngettext": (1, 2)}
    for module in CLICK_MODULES:
        path = folder / f"{module}.py"
        for message, context, name in _extracted(
            io.BytesIO(path.read_bytes()), "python", keywords, f"click/{path.name}"
        ):
            if not any(part in str(message).lower() for part in _CLICK_NEVER_SAYS):
                yield message, context, name
