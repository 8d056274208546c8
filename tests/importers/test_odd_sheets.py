"""Sheets as they come in: each oddity met, and what a reviewer should find after it."""

from datetime import date
from pathlib import Path

import pytest

from app.case.dates import Precision
from app.case.model import RowKind
from importers.batch import import_files
from tests.builders import a_case, a_text_file, a_workbook, about, events_of, imported, kinds, reasons, rows

ODD = Path(__file__).parent.parent / "odd_sheets"


@pytest.mark.parametrize(
    ("file", "texts"),
    [
        ("semicolon_1252.csv", ["Seen at clinic; weight 9th centile", "Mother said she’ll ring – didn’t"]),
        ("utf16_tabs.txt", ["Came in “late”", "No coat"]),
        ("utf8_bom.csv", ["Café visit"]),
        ("pipes.txt", ["Seen, well", "Seen, unwell"]),
        ("named_separator.csv", ["Late, again"]),
        ("breaks_in_cells.csv", ['First line\nsecond line, with comma\n"quoted"', "Plain"]),
        ("commas_in_prose.csv", ["One, two, three", "One, two, three", "One, two, four"]),
        ("mac_line_ends.csv", ["Seen", "Late"]),
        ("ragged.csv", ["Seen", "Late"]),
    ],
)
def test_delimited_text_is_read_whatever_wrote_it(file: str, texts: list[str]) -> None:
    batch = imported(ODD / file)
    assert batch.problems == ()
    assert [event.text for event in events_of(batch)] == texts


def test_a_quotation_mark_left_open_is_told() -> None:
    assert any("quotation mark" in note for note in imported(ODD / "quote_not_closed.csv").notes)


def test_a_short_row_is_kept_and_its_lack_told() -> None:
    batch = imported(ODD / "ragged.csv")
    assert reasons(batch) == {5: "date but no event text"}
    assert kinds(batch)[3] is RowKind.BLANK
    assert batch.sources[0].rows[3].cells[4:] == ("extra", "cells")


def test_dates_that_can_only_be_month_first_are_told_and_read_when_asked() -> None:
    batch = imported(ODD / "month_first.csv")
    assert len(batch.events) == 0
    assert any("month first" in note for note in batch.notes)
    assert len(imported(ODD / "month_first.csv", order="mdy").events) == 3


def test_a_register_of_people_is_no_chronology_but_says_who_they_are() -> None:
    batch = imported(ODD / "register.csv")
    assert len(batch.events) == 0 and batch.sources[0].why
    assert [child.name for child in batch.children] == ["Jo", "Max"]
    assert [adult.name for adult in batch.adults] == ["Ann"]


def test_title_rows_name_agency_and_child(tmp_path: Path) -> None:
    grid = rows("""
        Health visiting record | -
        Name of child: Jo      | -
        -                      | -
        Date                   | Details
        3 Feb 2014             | Weighed, 9th centile
        4 Feb 2014             | Not in
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert batch.sources[0].header_row == 4
    assert [agency.name for agency in batch.agencies] == ["Health visiting"]
    assert about(batch) == {5: {"Jo"}, 6: {"Jo"}}


def test_guidance_inside_a_heading_does_not_hide_it(tmp_path: Path) -> None:
    headings = [
        "Date or Period of Event\nGive the date on which it happened, not the date on which it was written down.",
        "Child (use initials only, see the guidance notes on page 2)",
        "Significant Event: what was seen, heard or done, in plain words and without abbreviations",
        "Action Taken to Mitigate Adverse Impact on Child",
    ]
    batch = imported(a_workbook(tmp_path, [headings, ["03/02/2014", "Jo", "Late for school", "Letter sent"]]))
    assert dict(batch.sources[0].columns) == {
        "date": headings[0],
        "subjects": headings[1],
        "text": headings[2],
        "response": headings[3],
    }


def test_headings_nobody_knows_are_understood_from_what_stands_under_them(tmp_path: Path) -> None:
    grid = rows("""
        Pryd bu  | Yr hyn fu
        3.2.2014 | Nid oedd côt gan y plentyn heddiw yn yr ysgol
        4.2.2014 | Daeth y fam i mewn i siarad am bresenoldeb
        5.2.2014 | Dim cyswllt gan y teulu er gwaethaf dwy alwad
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert len(batch.events) == 3
    assert batch.sources[0].header_row == 1
    assert batch.sources[0].confidence < 1


def test_a_date_of_birth_is_never_taken_for_the_date_of_an_event(tmp_path: Path) -> None:
    grid = rows("""
        Child | DOB        | Review held | Outcome of review
        Jo    | 01/02/2006 | 03/02/2014  | Plan goes on for three months
        Max   | 05/06/2008 | 07/08/2014  | Plan ended by agreement of all
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert batch.sources[0].columns["date"] == "Review held"


def test_banners_totals_notes_and_repeated_headings_are_no_events(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Child | Event           | Action
        2013       | -     | -               | -
        03/02/2013 | Jo    | Late            | Noted
        Period 2: after the move | - | -     | -
        Date       | Child | Event           | Action
        04/02/2013 | Jo    | Late again      | Noted
        No contact March to June 2013 | - | - | -
        Total      | -     | 2 entries       | -
        Note: paper file not found | - | -   | -
    """)
    found = kinds(imported(a_workbook(tmp_path, grid)))
    assert [found[row].name for row in range(1, 10)] == [
        "HEADER", "BANNER", "EVENT", "BANNER", "HEADER", "EVENT", "NO_CONTACT", "NOTE", "NOTE",
    ]  # fmt: skip


def test_a_stated_time_without_contact_is_no_event(tmp_path: Path) -> None:
    grid = rows("""
        Date           | Child | Event
        Jan - Mar 2013 | Jo    | No contact with this service
        04/02/2013     | Jo    | No contact made with mother, card left
    """)
    found = kinds(imported(a_workbook(tmp_path, grid)))
    assert (found[2], found[3]) == (RowKind.NO_CONTACT, RowKind.EVENT)


def test_a_key_below_the_table_is_kept_as_key(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Child | Event
        03/02/2013 | Jo    | Late
        -          | -     | -
        Key        | -     | -
        HV         | Health visitor | -
    """)
    found = kinds(imported(a_workbook(tmp_path, grid)))
    assert (found[4], found[5]) == (RowKind.KEY, RowKind.KEY)


def test_a_blank_date_without_a_merged_cell_is_rejected_not_guessed(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Child | Event
        03/02/2013 | Jo    | Late
        -          | Max   | Late too
    """)
    assert reasons(imported(a_workbook(tmp_path, grid))) == {3: "no date"}
    merged = imported(a_workbook(tmp_path, grid, merged=["A2:A3"]))
    assert [event.when.day for event in events_of(merged)] == [date(2013, 2, 3)] * 2
    assert any("merged" in note for note in merged.notes)


def test_end_date_time_and_entry_date_are_understood(tmp_path: Path) -> None:
    grid = [
        ["Start date", "End date", "Time", "Date of entry", "Child", "Event"],
        [date(2014, 2, 3), date(2014, 2, 5), "1.45pm", date(2014, 3, 1), "Jo", "Admitted"],
    ]
    (event,) = events_of(imported(a_workbook(tmp_path, grid)))
    assert (event.when.earliest, event.when.latest) == (date(2014, 2, 3), date(2014, 2, 5))
    assert event.when.precision is Precision.RANGE
    assert event.when.time == "13:45"
    assert event.entry_day == (date(2014, 3, 1) - date(1970, 1, 1)).days


def test_columns_of_ticks_say_who_a_row_is_about(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Aiden | Maisie | Mother | Event
        03/02/2014 | ✓     | -      | -      | Late
        04/02/2014 | ✓     | ✓      | ✓      | Both unkempt
        05/02/2014 | -     | -      | ✓      | Attended clinic
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert about(batch) == {2: {"Aiden"}, 3: {"Aiden", "Maisie"}, 4: set()}
    assert [adult.name for adult in batch.adults] == ["Mother"]


def test_another_text_column_speaks_where_the_event_is_blank(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Event (English)       | Description
        03/02/2014 | Home visit, all well in every room of the house | Visit
        04/02/2014 | -                     | Told in the other
    """)
    texts = [event.text for event in events_of(imported(a_workbook(tmp_path, grid)))]
    assert texts == ["Home visit, all well in every room of the house", "Told in the other"]


def test_response_and_outcome_are_joined_and_dashes_are_nothing(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Child | Event | Action taken | Outcome
        03/02/2014 | Jo    | Late  | Letter sent  | No reply
        04/02/2014 | Jo    | Late  | –            | Call made
    """)
    assert [event.response for event in events_of(imported(a_workbook(tmp_path, grid)))] == [
        "Letter sent; No reply",
        "Call made",
    ]


def test_a_sheet_for_each_agency_gives_each_its_agency(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Child | Event
        03/02/2014 | Jo    | Seen
    """)
    batch = imported(a_workbook(tmp_path, {"Police": grid, "School nurse": grid, "Riverside Project": grid}))
    assert [batch.agencies[source.agency or 0].name for source in batch.sources] == [
        "Police",
        "School nursing",
        "Riverside Project",
    ]


def test_a_column_of_ids_or_page_numbers_is_kept_as_shown(tmp_path: Path) -> None:
    grid = [
        ["No", "Date", "Child", "Event"],
        [1, date(2014, 2, 3), "Jo", "Seen"],
        [2.5, date(2014, 2, 4), "Jo", "Late"],
    ]
    cells = [row.cells for row in imported(a_workbook(tmp_path, grid)).sources[0].rows]
    assert cells[1] == (1, "2014-02-03", "Jo", "Seen")
    assert cells[2][0] == 2.5


def test_the_user_may_name_the_columns(tmp_path: Path) -> None:

    path = a_workbook(
        tmp_path,
        rows("""
        Logged     | Happened   | Child | Event | Notes of worker
        03/03/2014 | 03/02/2014 | Jo    | Visit | Mother tired, home cold
    """),
    )
    batch = import_files([path], a_case(), columns={("", ""): {"date": "Happened", "text": "Notes of worker"}})
    (event,) = events_of(batch)
    assert (event.when.day, event.text) == (date(2014, 2, 3), "Mother tired, home cold")


def test_a_text_file_without_a_table_is_no_chronology(tmp_path: Path) -> None:
    batch = imported(a_text_file(tmp_path, "Minutes of the meeting\nEverybody came.\n", "minutes.txt"))
    assert len(batch.events) == 0
    assert batch.sources[0].why
