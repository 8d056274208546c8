"""Returns as record systems, schools, courts and landlords would plausibly send them, and what a reader sees."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from app.case.model import RowKind
from tests.builders import a_text_file, a_workbook, about, events_of, imported, kinds, reasons, rows
from tests.importers.test_odd_returns import a_document


class Return(NamedTuple):
    """A return as its lines of cells; the fields that its headings mean; how many events it has, and their days."""

    file: str
    lines: str
    columns: dict[str, str]
    events: int
    first: str
    last: str
    rejected: int = 0


RETURNS = (
    Return(
        "consultations.csv",
        """
        Date        | Consulter   | Consultation Type | Problem    | Associated Text
        04-Feb-2014 | Dr A Moor   | GP Surgery        | Nappy rash | Rash for three weeks, cream prescribed.
        18-Feb-2014 | Nurse Pryce | Telephone call    | Cough      | Asked to bring him in, was not brought.
        """,
        {"date": "Date", "author": "Consulter", "category": "Consultation Type", "text": "Associated Text"},
        2,
        "2014-02-04",
        "2014-02-18",
    ),
    Return(
        "safeguarding_export.xlsx",
        """
        Incident Date/Time | Student Name | Categories | Incident | Actions | Reported By
        14/09/2016 08:55   | Lola Finch   | Hygiene    | Came in wearing a dirty, wet uniform. | Phoned home  | K Webb
        21/09/2016 15:20 | Kit Finch | Home | Collected late for the third time. | Recorded | Miss Wray
        """,
        {"date": "Incident Date/Time", "subjects": "Student Name", "response": "Actions", "author": "Reported By"},
        2,
        "2016-09-14",
        "2016-09-21",
    ),
    Return(
        "progress_notes.xlsx",
        """
        Progress notes for client 8842107
        -
        Note Date/Time   | Originator | Designation  | Note Type | Note Text
        09/01/2015 13:30 | Mo Rahman  | Practitioner | Clinical  | First appointment, attended with grandmother.
        23/01/2015 10:00 | Fay Lunn   | Team Manager | Team      | Did not attend, discharged to the GP.
        """,
        {"date": "Note Date/Time", "author": "Originator", "category": "Note Type", "text": "Note Text"},
        2,
        "2015-01-09",
        "2015-01-23",
    ),
    Return(
        "repairs.xlsx",
        """
        Job No | Date Reported | Description                            | Trade    | Date Completed
        R10021 | 16/01/2012    | No heating or hot water in the house   | Gas      | 03/02/2012
        R10388 | 02/04/2012    | Damp and mould in children's bedroom   | Surveyor | 18/06/2012
        """,
        {"reference": "Job No", "date": "Date Reported", "text": "Description"},
        2,
        "2012-01-16",
        "2012-04-02",
    ),
    Return(
        "intake.csv",
        """
        Report Date      | Report ID | Narrative                                  | Finding         | Worker
        July 23, 2014    | R-0981    | Child reported sleeping in a car.          | Unsubstantiated | D. Ortiz
        October 2, 2014  | R-1377    | Bruising to both ears was seen in clinic.  | Substantiated   | T. Gray
        """,
        {"date": "Report Date", "reference": "Report ID", "text": "Narrative", "outcome": "Finding"},
        2,
        "2014-07-23",
        "2014-10-02",
    ),
    Return(
        "support.xlsx",
        """
        Date of event (dd/mm/yyyy) | What happened? | What did you do? | What difference did it make to the child?
        06/06/2018                 | Parents agreed to routines.    | Chart left       | Better sleep
        20/06/2018                 | Television was on all night.   | Discussed again  | None yet
        """,
        {"response": "What did you do?", "outcome": "What difference did it make to the child?"},
        2,
        "2018-06-06",
        "2018-06-20",
    ),
    Return(
        "community_trust.xlsx",
        """
        No | Date                                          | Source | Contact / event                       | Response
        1 | 22/01/2014 | Notes | Antenatal visit at home | Routine care
        2  | No contact between 23/01/2014 and 30/11/2014  | -      | -                                     | -
        3 | 01/12/2014 | Notes | Family were found to have moved | Records requested
        """,
        {"reference": "No", "date": "Date", "source": "Source", "text": "Contact / event", "response": "Response"},
        2,
        "2014-01-22",
        "2014-12-01",
    ),
    Return(
        "two_rows_of_headings.xlsx",
        """
        Ref | When       | -     | Source of record | What was known                    | -              | Response
        -   | Date       | Time  | -                | Event                             | Family members | -
        1   | 05/05/2013 | 12:00 | Core record      | Home was cold, no food was seen.  | Mother         | Food parcel
        2   | 02/06/2013 | 09:45 | Core record      | There was no answer at the door.  | -              | Card left
        """,
        {"reference": "Ref", "date": "When Date", "text": "What was known Event", "response": "Response"},
        2,
        "2013-05-05",
        "2013-06-02",
    ),
    Return(
        "placements.xlsx",
        """
        From       | To         | Placement / decision           | Provider | IRO comment
        01/05/2010 | 12/09/2010 | Foster care, Mrs Lund          | In house | -
        12/09/2010 | 20/01/2012 | Foster care, Mr and Mrs Tabor  | Agency   | There was drift
        20/01/2012 | -          | Special guardianship to aunt   | Family   | -
        """,
        {"date": "From", "end_date": "To", "text": "Placement / decision", "analysis": "IRO comment"},
        3,
        "2010-05-01",
        "2012-01-20",
    ),
    Return(
        "health_visits.csv",
        """
        Date of visit | Seen (child) | Visit type | Observations of home      | Observations of child | Advice given
        11.01.2011    | Yes          | New birth  | Tidy, warm and clean      | Alert, feeding well   | Safe sleeping
        15.03.2011    | No           | No access  | Curtains were drawn       | Not seen              | Card left
        """,
        {"date": "Date of visit", "child_seen": "Seen (child)", "text": "Observations of home"},
        2,
        "2011-01-11",
        "2011-03-15",
    ),
    Return(
        "template.xlsx",
        """
        Date                         | Agency          | Event                        | Outcome
        Insert date here             | Insert agency   | Brief description of event   | What happened next
        e.g. 01/01/2015              | Police          | Called to the home           | No action
        01/02/2014                   | School          | Came to school without lunch | Fed
        """,
        {"date": "Date", "agency": "Agency", "text": "Event", "outcome": "Outcome"},
        1,
        "2014-02-01",
        "2014-02-01",
        rejected=2,
    ),
)


def _saved(folder: Path, file: str, lines: str) -> Path:
    grid = rows(lines)
    if file.endswith(".csv"):
        text = "\r\n".join(";".join(f'"{cell}"' for cell in line) for line in grid)
        return a_text_file(folder, text, file, "cp1252")
    return a_workbook(folder, grid, file)


@pytest.mark.parametrize("sent", RETURNS, ids=lambda sent: sent.file)
def test_a_return_is_read_without_help(tmp_path: Path, sent: Return) -> None:
    batch = imported(_saved(tmp_path, sent.file, sent.lines))
    assert batch.problems == ()
    (source,) = batch.sources
    assert {field: source.columns.get(field) for field in sent.columns} == sent.columns
    days = [str(event.when.earliest) for event in events_of(batch)]
    assert (len(days), days[0], days[-1]) == (sent.events, sent.first, sent.last)
    assert len(reasons(batch)) == sent.rejected


@pytest.mark.parametrize(
    "lines",
    [
        "Week commencing | Monday | Tuesday | Wednesday\n07/03/2016 | Jane | Omar | Jo\n14/03/2016 | Sue | Jo | Omar",
        "Item | Quantity | Supplier | Last ordered\nMaps | 12 | PrintCo | 01/02/2016\nBadges | 4 | MedCo | 9/11/2015",
        "Agency | Requested | Returned | Author | Status\nPolice | 01/03/2016 | 04/04/2016 | J Doe | Complete\n"
        "School | 01/03/2016 | 20/03/2016 | K Poe | Complete",
    ],
    ids=["rota", "stock", "returns asked for"],
)
def test_nothing_is_read_from_what_is_no_chronology(tmp_path: Path, lines: str) -> None:
    assert events_of(imported(a_workbook(tmp_path, rows(lines)))) == []


def test_a_row_of_a_template_says_that_it_is_one(tmp_path: Path) -> None:
    grid = rows("Date | Event | Outcome\nInsert date here | What happened | Result\n01/02/2014 | Seen at school | Fed")
    assert reasons(imported(a_workbook(tmp_path, grid))) == {2: "words of the template, no event"}


def test_names_under_children_are_headings_of_ticks(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Agency | Children | -   | -    | Event
        -          | -      | Ava      | Ben | Cara | -
        06/01/2014 | School | x        | -   | -    | Had no lunch and no money.
        09/01/2014 | Police | x        | x   | x    | Neighbour heard shouting.
    """)
    batch = imported(a_workbook(tmp_path, grid, merged=["C1:E1"]))
    assert about(batch) == {3: {"Ava"}, 4: {"Ava", "Ben", "Cara"}}
    assert RowKind.REJECTED not in kinds(batch).values()


def test_people_in_a_column_of_agencies_are_authors(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Practitioner   | Event
        01/02/2014 | Health visitor | Home visit, baby was seen.
        03/02/2014 | Karen Smith    | Came to clinic, weight was static.
        05/02/2014 | GP             | Was not brought.
        06/02/2014 | Police         | Called to the home at night.
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert [event.author for event in events_of(batch)] == ["Health visitor", "Karen Smith", "GP", "Police"]
    named = [batch.agencies[event.agency].name if event.agency >= 0 else None for event in events_of(batch)]
    assert named == ["Health visiting", None, "GP", "Police"]


@pytest.mark.parametrize("heading", ["Recorded by", "Who recorded it", "Author"])
def test_authors_that_are_agencies_say_which_agency_recorded_a_row(tmp_path: Path, heading: str) -> None:
    told = [["01/02/2014", "Health visitor", "Not in."], ["03/02/2014", "Nursery", "Wet and cold."]]
    batch = imported(a_workbook(tmp_path, [["Date", heading, "Event"], *told, ["09/02/2014", "GP", "Weighed."]]))
    assert [event.author for event in events_of(batch)] == ["Health visitor", "Nursery", "GP"]
    named = [batch.agencies[event.agency].name if event.agency >= 0 else None for event in events_of(batch)]
    assert named == ["Health visiting", "Nursery", "GP"]


@pytest.mark.parametrize("cells", [("Theo B", "Theo M", "Ava"), ("Theo B (Yr 3)", "Theo M (Yr 1)", "Ava")])
def test_children_of_one_first_name_keep_their_initials(tmp_path: Path, cells: tuple[str, ...]) -> None:
    grid = [["Date", "Child", "Event"], *([f"0{n}/02/2014", who, "Late again."] for n, who in enumerate(cells, 1))]
    assert about(imported(a_workbook(tmp_path, grid))) == {2: {"Theo B"}, 3: {"Theo M"}, 4: {"Ava"}}


def test_an_initial_means_the_one_child_of_a_key_whom_it_fits(tmp_path: Path) -> None:
    key = rows("Code | Name | DOB\nC1 | Theo Barr | 01/01/2008\nC2 | Theo Moss | 01/01/2010")
    chronology = rows("Date | Child | Event\n01/02/2014 | Theo B | Was upset.\n03/02/2014 | Theo M | Was late.")
    batch = imported(a_workbook(tmp_path, {"Key": key, "Chronology": chronology}))
    assert [child.name for child in batch.children] == ["Theo Barr", "Theo Moss"]


def test_lines_read_as_one_are_told(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Event
        01/02/2014 | Visited the home and saw that the
        kitchen floor was covered in rubbish and | -
        the children had no beds | -
        03/02/2014 | Phoned mother.
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert any("were read as one event: rows 2–4" in note for note in batch.notes)


BLOCKS = rows("""
    Date:    | 01/02/2014
    Agency:  | Police
    Event:   | Called to the home, argument between the parents.
    -        | -
    Date:    | 09/03/2014
    Agency:  | School
    Event:   | Came to school hungry and
    -        | had no coat.
    -        | -
    End of log
""")


def test_blocks_of_labels_and_answers_are_rows(tmp_path: Path) -> None:
    batch = imported(a_workbook(tmp_path, [["Incident log"], [], *BLOCKS]))
    found = [(event.row, event.when.earliest, event.text) for event in events_of(batch)]
    assert found == [
        (3, date(2014, 2, 1), "Called to the home, argument between the parents."),
        (7, date(2014, 3, 9), "Came to school hungry and\nhad no coat."),
    ]
    assert [batch.agencies[event.agency].name for event in events_of(batch)] == ["Police", "School"]
    assert kinds(batch)[12] is not RowKind.EVENT
    assert any("2 blocks of the same labels" in note for note in batch.notes)


def test_a_word_diary_without_a_table_is_read_by_its_lines(tmp_path: Path) -> None:
    lines = ["12 March 2014 - Visited home, mother was tired.", "15 March 2014 - No reply, a card was left."]
    lines += ["2 April 2014 - Mother said that the father had left.", "9/4/14: Phoned the school, both attended."]
    batch = imported(a_document(tmp_path / "diary.docx", "Diary of visits", *lines))
    assert [event.row for event in events_of(batch)] == [2, 3, 4, 5]


def test_prose_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (source,) = imported(a_document(tmp_path / "story.docx", "We visited in March.", "The father moved out.")).sources
    assert source.why is not None and source.why.startswith("the document has no table; put the chronology in one")
    (source,) = imported(a_text_file(tmp_path, "We visited in March.\nThe father moved out.\n", "story.txt")).sources
    assert source.why is not None and "a column for the date and one for the event" in source.why


@pytest.mark.parametrize(
    ("title", "child"),
    [
        ("CHRONOLOGY OF PRINCIPAL EVENTS", "Child"),
        ("National Review Panel: Timeline of key events for Niall", "Niall"),
    ],
)
def test_words_of_a_title_are_no_children(tmp_path: Path, title: str, child: str) -> None:
    grid = [[title], *rows("Date | Event\n03/02/2013 | Niall was seen at home.\n04/02/2013 | Niall was weighed.")]
    assert [person.name for person in imported(a_workbook(tmp_path, grid)).children] == [child]
