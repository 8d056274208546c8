"""Returns as systems give them: registered names, a tab for each child, forms filled in again, dates of reports."""

from datetime import datetime, time
from pathlib import Path

import pytest

from app.case.model import RowKind
from importers.agencies import owner_of
from importers.people.title_names import forename_first
from tests.builders import a_text_file, a_workbook, about, events_of, imported, kinds, rows
from tests.importers.test_odd_returns import a_document, an_ods


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Re: DAVIES, Tyler (dob 03/04/2011)", "Re: Tyler Davies (dob 03/04/2011)"),
        ("O'NEILL-SHAW, Aoife", "Aoife O'Neill-Shaw"),
        ("CAMHS, Reece", "CAMHS, Reece"),
        ("CHRONOLOGY, Reece", "CHRONOLOGY, Reece"),
        ("Ivy, Noah", "Ivy, Noah"),
        ("IVY, NOAH", "IVY, NOAH"),
    ],
)
def test_a_surname_in_capitals_goes_behind_the_forename(line: str, said: str) -> None:
    assert forename_first(line) == said


@pytest.mark.parametrize("title", ["Log export 03/07/2019 for: DAVIES, Tyler", "Name of child: DAVIES, Tyler"])
def test_a_registered_name_above_a_table_is_one_child(tmp_path: Path, title: str) -> None:
    grid = [[title], *rows("Date | Concern\n12/03/2019 | Came without a coat.\n13/03/2019 | Bruise on the arm.")]
    batch = imported(a_workbook(tmp_path, grid))
    assert [child.name.casefold() for child in batch.children] == ["tyler davies"]
    assert all(event.subjects for event in events_of(batch))


FIRST = rows("""
    Date       | Significant contact                     | Plan
    09/01/2018 | Two year review, below in two areas.    | Refer
    14/05/2018 | Was not brought to speech therapy.      | Second date
""")
SECOND = rows("""
    Date       | Significant contact               | Plan
    11/03/2019 | New birth visit. Home cluttered.  | Return
    18/03/2019 | Weight static.                    | GP told
""")


def test_sheets_of_one_form_are_about_the_children_they_are_called_after(tmp_path: Path) -> None:
    batch = imported(a_workbook(tmp_path, {"Amelia": FIRST, "Jacob": SECOND}))
    names = [{batch.children[child].name for child in event.subjects} for event in events_of(batch)]
    assert names == [{"Amelia"}, {"Amelia"}, {"Jacob"}, {"Jacob"}]
    assert sum("seems to be called" in note for note in batch.notes) == 2


@pytest.mark.parametrize("tabs", [("Medical", "Dental"), ("January", "February"), ("Bruising", "Weight"), ("A1", "A2")])
def test_sheets_called_after_what_they_hold_name_no_child(tmp_path: Path, tabs: tuple[str, str]) -> None:
    batch = imported(a_workbook(tmp_path, {tabs[0]: FIRST, tabs[1]: SECOND}))
    assert not {child.name for child in batch.children} & set(tabs)


BLOCKS = [
    ["", "Orla", "", "Finn", "", "Staff"],
    ["Date", "What we saw", "What we did", "What we saw", "What we did", ""],
    ["05/09/2016", "Settled, ate well.", "Nothing", "Cried all morning.", "Rang mum", "KP"],
    ["03/10/2016", "", "", "Asked for food four times.", "Extra snack", "DL"],
    ["17/10/2016", "Mark on neck.", "Body map", "", "", "DL"],
]


def test_children_named_over_the_same_columns_each_keep_their_events(tmp_path: Path) -> None:
    batch = imported(a_workbook(tmp_path, BLOCKS))
    assert about(batch) == {3: {"Orla", "Finn"}, 4: {"Finn"}, 5: {"Orla"}}
    told = [(event.text, event.response, event.author) for event in events_of(batch)]
    assert told[0] == ("Orla: Settled, ate well.\nFinn: Cried all morning.", "Nothing; Rang mum", "KP")
    assert told[1] == ("Asked for food four times.", "Extra snack", "DL")


def test_a_row_above_that_names_nobody_makes_no_blocks(tmp_path: Path) -> None:
    grid = [["", "see over", "", "as well", "", ""], *BLOCKS[1:]]
    batch = imported(a_workbook(tmp_path, grid))
    assert "parts" not in batch.sources[0].columns and {"Orla", "Finn"}.isdisjoint(c.name for c in batch.children)


def test_a_time_beside_a_date_without_its_year_is_kept(tmp_path: Path) -> None:
    grid = [
        ["CAD no.", "Date", "Time", "Crew notes"],
        ["2018"],
        ["090218-0417", "9 Feb", "04:55", "Rohan wheezing, smoke in the room."],
        ["2019"],
        ["120319-1234", "12 Mar", time(12, 50), "Rohan in the cot, nappy full."],
    ]
    batch = imported(a_workbook(tmp_path, grid))
    found = [(str(event.when.earliest), event.when.time) for event in events_of(batch)]
    assert found == [("2018-02-09", "04:55"), ("2019-03-12", "12:50")]
    assert batch.sources[0].columns["reference"] == "CAD no."


def test_rows_of_one_merged_date_have_times_of_their_own(tmp_path: Path) -> None:
    lines = [
        ["Date", "Time", "Event"],
        [("09/01/2017", 2), "10:00", "Mother cancelled."],
        [None, "15:30", "School rang, fresh cuts."],
    ]
    batch = imported(an_ods(tmp_path / "log.ods", lines))
    assert [event.when.time for event in events_of(batch)] == ["10:00", "15:30"]


def test_the_year_above_each_table_of_a_document_is_that_of_its_dates(tmp_path: Path) -> None:
    heads = ["Date", "What happened"]
    parts = [
        "2016",
        [heads, ["14 March", "First visit."]],
        "2017",
        [heads, ["9 January", "No reply."], ["5.2", "Seen."]],
    ]
    found = [str(event.when.earliest) for event in events_of(imported(a_document(tmp_path / "log.docx", *parts)))]
    assert found == ["2016-03-14", "2017-01-09", "2017-02-05"]


def a_form(day: str, said: str) -> list[list[str]]:
    return [
        ["Date of visit", day],
        ["Present", "Sol, foster carer"],
        ["What we talked about", said],
        ["Follow up", "None"],
    ]


def test_a_form_filled_in_again_and_again_is_a_table(tmp_path: Path) -> None:
    forms = [a_form("03/05/2019", "Sol wants to see his sister more often."), a_form("07/06/2019", "Sol is hungry.")]
    batch = imported(a_document(tmp_path / "visits.docx", "Visit forms for Sol", *forms))
    assert [(str(event.when.earliest), event.text) for event in events_of(batch)] == [
        ("2019-05-03", "Sol wants to see his sister more often."),
        ("2019-06-07", "Sol is hungry."),
    ]
    assert [child.name for child in batch.children] == ["Sol"]
    assert any("2 forms with the same labels" in note for note in batch.notes)


def test_a_form_that_comes_once_and_tables_of_dates_are_left_as_they_are(tmp_path: Path) -> None:
    table = [["Date", "What happened"], ["03/05/2019", "Jo seen at home."], ["04/05/2019", "Jo seen at school."]]
    batch = imported(a_document(tmp_path / "log.docx", a_form("03/05/2019", "Sol is well."), table, table))
    assert len(events_of(batch)) == 4 and len(batch.sources) == 3


def test_when_an_incident_was_is_not_when_it_was_reported(tmp_path: Path) -> None:
    grid = [
        ["Date reported", "Time reported", "Incident date", "Names of children", "What happened"],
        ["02/07/2017", "00:45", "01/07/2017", "Lacey, Bobby", "Push in the hall."],
        ["10/09/2017", "11:05", "09/09/2017", "Bobby", "Reported by an aunt."],
    ]
    batch = imported(a_workbook(tmp_path, grid))
    found = [(str(event.when.earliest), event.when.time) for event in events_of(batch)]
    assert found == [("2017-07-01", None), ("2017-09-09", None)]
    assert batch.sources[0].columns["entry_date"] == "Date reported"


def test_the_only_date_is_that_of_the_event_though_it_says_reported(tmp_path: Path) -> None:
    grid = rows(
        "Date reported | Time reported | Details\n02/07/2017 | 09:45 | Push in the hall.\n03/07/2017 | - | Calm."
    )
    events = events_of(imported(a_workbook(tmp_path, grid)))
    assert [(str(event.when.earliest), event.when.time) for event in events] == [
        ("2017-07-02", "09:45"),
        ("2017-07-03", None),
    ]


def test_the_hour_at_which_a_contact_ended_is_no_last_day(tmp_path: Path) -> None:
    text = "Contact Date,Start Time,End Time,Notes\n04/09/2018,10:00,10:40,Lives with a new partner.\n"
    batch = imported(a_text_file(tmp_path, text, "ndelius_contacts.csv"))
    assert "end_date" not in batch.sources[0].columns
    assert [agency.name for agency in batch.agencies] == ["Probation"]


def test_a_crime_lasts_from_one_day_to_another(tmp_path: Path) -> None:
    grid = [
        ["Crime Ref", "Committed From", "Committed To", "Reported", "Details of investigation"],
        ["4405530/16", "01/05/16", "08/05/16", "09/05/16 09:00hrs", "Slap mark, day not known."],
        ["4405531/16", datetime(2016, 6, 1, 14, 5), datetime(2016, 6, 1, 14, 30), "02/06/16", "Left alone in a car."],
    ]
    batch = imported(a_workbook(tmp_path, grid))
    days = [(str(event.when.earliest), str(event.when.latest), event.when.time) for event in events_of(batch)]
    assert days == [("2016-05-01", "2016-05-08", None), ("2016-06-01", "2016-06-01", "14:05")]


def test_what_was_found_stands_with_what_was_told(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Problem     | History          | Examination            | Plan
        03/06/2014 | Nappy rash  | Three weeks.     | Raw skin, nappy heavy. | Cream
        07/01/2015 | Letter seen | -                | -                      | Scanned
    """)
    events = events_of(imported(a_workbook(tmp_path, grid)))
    assert [event.text for event in events] == [
        "Nappy rash: Three weeks.\nExamination: Raw skin, nappy heavy.",
        "Letter seen",
    ]


def test_a_code_is_told_where_its_text_is_blank(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Read code | Term           | Consultation text   | Consultation type
        19/08/2016 | 9N42.     | Did not attend | -                   | Administration
        11/01/2017 | SE...     | Bruise         | Over right eyebrow. | Face to face
    """)
    assert [event.text for event in events_of(imported(a_workbook(tmp_path, grid)))] == [
        "Did not attend",
        "Bruise: Over right eyebrow.",
    ]


@pytest.mark.parametrize(
    ("title", "owner"),
    [
        ("Anti-social behaviour log: 4 Elm Court", None),
        ("Family Court bundle", "Court"),
        ("NHS No: 943 476 5919", None),
        ("Riverside Medical Practice", "GP"),
    ],
)
def test_an_address_or_a_number_names_no_sender(title: str, owner: str | None) -> None:
    assert owner_of("Sheet1", [title], "log.xlsx") == owner


def test_a_line_drawn_under_the_headings_is_no_row(tmp_path: Path) -> None:
    text = (
        "| Date | What happened |\n|------|-----|\n| 2 Feb 2019 | Visit, no coat. |\n| 9 Feb 2019 | Cream not used. |\n"
    )
    batch = imported(a_text_file(tmp_path, text, "notes.txt"))
    assert RowKind.REJECTED not in kinds(batch).values() and len(events_of(batch)) == 2


def test_sentences_under_a_heading_that_says_about_name_nobody(tmp_path: Path) -> None:
    grid = rows("""
        Date of visit | Anything more about it          | Details
        03/05/2019    | She was upset for most of it all | Seen at home.
        07/06/2019    | He said that he was very hungry  | Seen at school.
    """)
    assert "subjects" not in imported(a_workbook(tmp_path, grid)).sources[0].columns
