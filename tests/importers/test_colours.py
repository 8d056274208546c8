"""Colours of rows: offered where a key or their own look says what they mean, taken only when a person says so."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Color, Font, PatternFill

from app.case.event_table import UNSCORED, CodeFrom
from app.case.model import ImportBatch
from app.progress import Progress
from importers.batch import Options
from importers.choices import SheetChoice, table_as_chosen, take_chosen
from importers.readers.reading_apart import read_file
from importers.sheet import RawSheet
from importers.tables.colours import colour_name, offers_of
from tests.builders import TODAY, a_case, a_workbook, events_of, imported

BLUE, GREEN, PINK = "9DC3E6", "C6EFCE", "FF99CC"
RED, AMBER = "FF0000", "FFC000"
HEADINGS = ["Date", "Child", "Event"]


def solid(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=f"FF{colour}")


def coloured(folder: Path, colours: list[str], key: dict[str, str], swatch: bool = True) -> Path:
    """A workbook whose rows are filled with these colours; ``key`` stands above the table, as swatches or in words."""
    above = [[words] for words in key.values()]
    rows = [[f"{day:02}/03/2014", "Jo", f"Seen at home, day {day}"] for day in range(1, len(colours) + 1)]
    path = a_workbook(folder, [*above, HEADINGS, *rows], "coloured.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for place, colour in enumerate(key, 1):
        if swatch:
            sheet.cell(place, 1).fill = solid(colour)
    for place, colour in enumerate(colours, len(above) + 2):
        for column in range(1, 4):
            if colour:
                sheet.cell(place, column).fill = solid(colour)
    book.save(path)
    return path


def taken(sheets: tuple[RawSheet, ...], choice: SheetChoice) -> ImportBatch:
    choices = {(sheets[0].file, sheets[0].name): choice}
    return take_chosen(sheets, choices, a_case("Jo"), Progress(), Options(today=TODAY))[1]


def test_a_key_of_colours_offers_the_agency_and_changes_nothing(tmp_path: Path) -> None:
    path = coloured(tmp_path, [BLUE, GREEN, BLUE, ""], {BLUE: "Police", GREEN: "School"})
    batch = imported(path)
    assert batch.agencies == () and {event.agency for event in events_of(batch)} == {-1}
    told = "blue = Police; green = School"
    assert any(told in note for note in batch.notes) and any(told in note for note in batch.sources[0].notes)


def test_the_offer_taken_gives_each_row_its_agency(tmp_path: Path) -> None:
    sheets = read_file(coloured(tmp_path, [BLUE, GREEN, BLUE, ""], {BLUE: "Police", GREEN: "School"}))
    table = table_as_chosen(sheets[0])
    (offer,) = offers_of(table, [table])
    assert offer.means == "agency" and offer.by_key and dict(offer.rows) == {BLUE: 2, GREEN: 1}
    batch = taken(sheets, SheetChoice(colours_mean="agency", colours=offer.meanings))
    names = [agency.name for agency in batch.agencies]
    assert [names[event.agency] if event.agency >= 0 else "" for event in events_of(batch)] == [
        "Police", "School", "Police", "",
    ]  # fmt: skip


def test_a_key_in_words_is_understood(tmp_path: Path) -> None:
    key = {BLUE: "Blue = Police", GREEN: "Green = Health visitor", PINK: "Pink: Hospital"}
    sheets = read_file(coloured(tmp_path, [BLUE, GREEN, PINK, BLUE], key, swatch=False))
    table = table_as_chosen(sheets[0])
    (offer,) = offers_of(table, [table])
    assert dict(offer.meanings) == {BLUE: "Police", GREEN: "Health visitor", PINK: "Hospital"}


def test_red_amber_green_is_offered_as_severity_and_the_scale_is_asked(tmp_path: Path) -> None:
    sheets = read_file(coloured(tmp_path, [RED, AMBER, GREEN, ""], {}))
    table = table_as_chosen(sheets[0])
    (offer,) = offers_of(table, [table])
    assert offer.means == "severity" and not offer.by_key
    asked = taken(sheets, SheetChoice(colours_mean="severity", colours=offer.meanings))
    assert {event.severity for event in events_of(asked)} == {UNSCORED}
    batch = taken(sheets, SheetChoice(colours_mean="severity", colours=offer.meanings, scale="rag"))
    assert [event.severity for event in events_of(batch)] == [4, 3, 1, UNSCORED]
    assert events_of(batch)[0].severity_from is CodeFrom.STATED


@pytest.mark.parametrize("colours", [[BLUE, PINK] * 3, [RED] * 6, [""] * 6])
def test_bands_and_highlights_without_a_key_offer_nothing(tmp_path: Path, colours: list[str]) -> None:
    table = table_as_chosen(read_file(coloured(tmp_path, colours, {}))[0])
    assert offers_of(table, [table]) == ()


def test_colours_of_the_theme_are_known(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, [HEADINGS, ["01/03/2014", "Jo", "Seen"]])
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A2"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.6))
    book.save(path)
    assert [colour_name(colour) for colour in read_file(path)[0].fills[1].values()] == ["blue"]


def test_words_struck_through_are_read_and_told(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, [HEADINGS, ["01/03/2014", "Jo", "Seen"], ["02/03/2014", "Jo", "Late"]])
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["C3"].font = Font(strike=True)
    book.save(path)
    batch = imported(path)
    assert len(batch.events) == 2
    assert any("row 3 is struck through" in note for note in batch.notes)
