"""The columns of an agency's sheets, kept in the user's folder and used again: headings and fields, nothing else.

Headings that name a person ("Level Perry") are part of a case and are left out.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from app.case.model import Case
from app.errors import UserError
from app.language import tr
from app.settings import settings_file
from app.whole_file import put_whole
from importers.choices import NOT_USED, SheetChoice, field_of
from importers.dates.date_words import Order
from importers.tables.colours import Means
from importers.tables.table_search import Table
from importers.vocabulary import normal

MOST = 200


class Template(msgspec.Struct, frozen=True):
    """An agency's headings in the order of the columns, the field of each, the scale of its severity column, the order
    of numbers in its dates ("" for the usual one), and what the colours of its rows mean ("" for nothing).
    """

    agency: str
    headings: tuple[str, ...]
    fields: tuple[str, ...]
    scale: str = ""
    order: Order | Literal[""] = ""
    colours_mean: Means | Literal[""] = ""
    colours: tuple[tuple[str, str], ...] = ()


def templates_file() -> Path:
    """Where templates are kept."""
    return settings_file().with_name("column-templates.json")


def load_templates() -> tuple[Template, ...]:
    """The templates that are kept; none where there is no file.

    Raises:
        UserError: when the file cannot be read.
    """
    path = templates_file()
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[Template, ...])
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UserError(
            tr("Your kept columns in {file} cannot be read.").format(file=path), tr("Move the file away to start anew.")
        ) from error


def keep_template(template: Template) -> None:
    """Keep a template in the place of one with the same headings.

    Raises:
        UserError: when it cannot be written.
    """
    others = [known for known in load_templates() if known.headings != template.headings]
    path = templates_file()
    try:
        put_whole(path, msgspec.json.format(msgspec.json.encode([template, *others][:MOST]), indent=2))
    except OSError as error:
        raise UserError(tr("The columns could not be kept in {folder}.").format(folder=path.parent)) from error


def template_of(table: Table, choice: SheetChoice, agency: str) -> Template:
    """The template that a table, as it was understood, makes for later files of its agency."""
    shared = _shared_columns(table)
    return Template(
        agency,
        tuple(normal(table.mapping.headings[column]) for column in shared),
        tuple(field_of(table.mapping, column) for column in shared),
        choice.scale,
        choice.order or "",
        choice.colours_mean or "",
        tuple(choice.colours.items()),
    )


def template_of_source(case: Case, file: str, sheet: str) -> tuple[Template, ...]:
    """How the case read a sheet before, for when its file comes again, corrected; none where it never came.

    A sheet in which several columns serve one field is left to be understood anew.
    """
    found: list[Template] = []
    for source in case.sources:
        columns = {heading: name for name, heading in reversed([*source.columns.items()]) if isinstance(heading, str)}
        known = source.why is None and not source.by_hand and len(columns) > 0
        whole = all(isinstance(heading, str) for heading in source.columns.values())
        if (source.file, source.sheet) == (file, sheet) and known and whole:
            agency = "" if source.agency is None else case.agency_name(source.agency)
            headings = tuple(words for words in source.headings if words.strip())
            fields = tuple(columns.get(words, NOT_USED) for words in headings)
            found.append(Template(agency, tuple(map(normal, headings)), fields))
    return tuple(reversed(found))


def choice_by(templates: Sequence[Template], table: Table) -> tuple[SheetChoice, str] | None:
    """What a template with the same headings says of a table, and its agency; None where none has them."""
    if table.header is None:
        return None
    shared = _shared_columns(table)
    headings = tuple(normal(table.mapping.headings[column]) for column in shared)
    found = next((template for template in templates if template.headings == headings), None)
    if found is None or not any(headings):
        return None
    columns = {
        column: name
        for column, name in zip(shared, found.fields, strict=True)
        if not name.startswith("_") and name != field_of(table.mapping, column)
    }
    choice = SheetChoice(
        columns=columns,
        agency=found.agency or None,
        scale=found.scale,
        order=found.order or None,
        colours_mean=found.colours_mean or None,
        colours=dict(found.colours),
    )
    return choice, found.agency


def _shared_columns(table: Table) -> tuple[int, ...]:
    """The columns with a heading that names nobody."""
    persons = {column for people in table.mapping.parts.values() for column in people.values()}
    headings = table.mapping.headings
    return tuple(column for column, words in enumerate(headings) if words.strip() and column not in persons)
