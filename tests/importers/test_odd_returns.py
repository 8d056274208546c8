"""Returns as they come: tables cut in two, words wrapped, days under months, names as registers write them."""

import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from app.case.model import RowKind
from app.progress import Progress
from importers.batch import Options
from importers.choices import SheetChoice, take_chosen
from importers.readers.reading_apart import read_file
from tests.builders import TODAY, a_case, a_text_file, a_workbook, about, events_of, imported, kinds, rows
from widgets.importing.understanding import look_again

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODS = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"


def a_document(path: Path, *parts: str | list[list[str]]) -> Path:
    """A Word document of these paragraphs and tables."""

    def said(words: str) -> str:
        return f"<w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p>"

    def table(grid: list[list[str]]) -> str:
        lines = ("".join(f"<w:tc>{said(cell)}</w:tc>" for cell in row) for row in grid)
        return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"

    body = "".join(said(part) if isinstance(part, str) else table(part) for part in parts)
    with zipfile.ZipFile(path, "w") as package:
        xml = f'<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>'
        package.writestr("word/document.xml", xml)
    return path


HEADED = rows("""
    Date       | Child | Contact              | Action
    06.01.2015 | Ivy   | Drop-in at school    | Letter sent
    19.01.2015 | Noah  | Home visit, flat cold | Lead told
""")
GOES_ON = rows("""
    02.02.2015 | Noah  | Hearing test, was not brought | Second date sent
    16.02.2015 | Ivy   | Was not brought again         | GP told
""")


def test_a_table_that_a_page_has_cut_goes_on_under_the_same_headings(tmp_path: Path) -> None:
    batch = imported(a_document(tmp_path / "nursing.docx", HEADED, "Page 2", GOES_ON, "Page 3", HEADED))
    told = [(str(event.when.day), event.text, event.response) for event in events_of(batch)]
    assert ("2015-02-02", "Hearing test, was not brought", "Second date sent") in told
    assert len(told) == 6
    assert batch.sources[1].columns == batch.sources[0].columns and batch.sources[1].header_row is None


def test_a_table_without_headings_of_another_width_is_not_taken_for_its_rest(tmp_path: Path) -> None:
    other = [["Signed", "A. Worker"], ["On", "06.01.2015"]]
    batch = imported(a_document(tmp_path / "nursing.docx", HEADED, other))
    assert len(batch.events) == 2 and batch.sources[1].why is not None


def test_a_table_that_goes_on_does_so_in_the_check_as_well(tmp_path: Path) -> None:
    sheets = read_file(a_document(tmp_path / "nursing.docx", HEADED, GOES_ON))
    choices = {(sheets[1].file, sheets[1].name): SheetChoice(columns={3: "outcome"})}
    tables, batch = take_chosen(sheets, choices, a_case(), Progress(), Options(today=TODAY))
    assert len(batch.events) == 4
    assert batch.sources[1].columns["outcome"] == "Action" and batch.sources[1].columns["text"] == "Contact"
    known = look_again(sheets[1], SheetChoice(agency="Health"), a_case(), batch, tables[0])
    assert known.is_chronology and known.count(RowKind.EVENT) == 2


def test_a_day_of_the_week_stands_under_the_month_above_it(tmp_path: Path) -> None:
    grid = rows("""
        Day | Entry | By
        March 2014
        Mon 3rd | Met the children at school, coats too small. | RT
        Thurs 13th | Food bank. | RT
        April 2014
        1st | No access. | RT
        Wednesday the 16th | Beds without sheets. | LB
        Wed 31st | Nobody in. | LB
    """)
    batch = imported(a_workbook(tmp_path, grid))
    days = [str(event.when.day) for event in events_of(batch)]
    assert days == ["2014-03-03", "2014-03-13", "2014-04-01", "2014-04-16"]
    (rejected,) = [row for row in batch.sources[0].rows if row.kind is RowKind.REJECTED]
    assert rejected.number == 8 and "31 April" in rejected.reason
    assert any("took month and year from the banner" in note for note in batch.notes)


def test_a_day_alone_is_no_date_where_no_month_stands_above(tmp_path: Path) -> None:
    grid = rows("""
        Date | Child | Event
        03/03/2014 | Jo | Seen at home
        Tues 4th | Jo | Seen at school
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert [row.reason for row in batch.sources[0].rows if row.reason] == ["the month is missing"]


def test_a_line_that_was_wrapped_is_read_with_the_row_that_it_belongs_to(tmp_path: Path) -> None:
    text = (
        "Date\tOfficer\tEvent\n"
        "12/05/2014\tKS\tVisit after a complaint. Two young\n"
        "children seen at the window, no adult\n"
        "answered the door.\n"
        "20/05/2014\tKS\tDoor repaired.\n"
        "Total of visits\n"
        "Note: see the tenancy file\n"
    )
    batch = imported(a_text_file(tmp_path, text, "housing.txt"))
    assert [event.text for event in events_of(batch)] == [
        "Visit after a complaint. Two young children seen at the window, no adult answered the door.",
        "Door repaired.",
    ]
    assert kinds(batch)[3] is RowKind.NOTE


@pytest.mark.parametrize(
    "sheet",
    [
        "Date\tEvent\tAction\n12/05/2014\tSeen with a new partner\tLetter sent\nand visit arranged\n",
        "Date\tEvent\n12/05/2014\tSeen at home, and well.\nend of the report\n",
        "Event\tDate\nSeen\t12/05/2014\nfather was at the gate again and would not leave\n",
        "Date\tEvent\n12/05/2014\tSeen\nfather was at the gate again and would not leave\n",
    ],
    ids=["another cell was wrapped", "the sentence had ended", "the text stands first", "the line above is short"],
)
def test_a_line_that_was_not_wrapped_is_put_to_no_row(tmp_path: Path, sheet: str) -> None:
    before = sheet.splitlines()[1].split("\t")
    batch = imported(a_text_file(tmp_path, f"{sheet}\n20/05/2014\tDoor repaired.\n", "housing.txt"))
    assert events_of(batch)[0].text in before
    assert batch.sources[0].rows[2].kind is not RowKind.EVENT


def an_ods(path: Path, lines: list[list[tuple[str, int] | str | None]]) -> Path:
    """An .ods of one sheet; a pair is a cell and how many rows it spans, None a cell that another covers."""

    def cell(held: tuple[str, int] | str | None) -> str:
        if held is None:
            return "<table:covered-table-cell/>"
        words, span = held if isinstance(held, tuple) else (held, 1)
        spans = f' table:number-columns-spanned="1" table:number-rows-spanned="{span}"' if span > 1 else ""
        return (
            f'<table:table-cell{spans} office:value-type="string"><text:p>{escape(words)}</text:p></table:table-cell>'
        )

    body = "".join(f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in lines)
    spaces = "".join(f' xmlns:{name}="{ODS.format(name)}"' for name in ("office", "table", "text"))
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        package.writestr(
            "content.xml",
            f"<office:document-content{spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="Log &amp; notes">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def test_a_merged_date_of_an_ods_is_that_of_every_row_that_it_spans(tmp_path: Path) -> None:
    path = an_ods(
        tmp_path / "camhs.ods",
        [
            ["Date", "Child", "Event"],
            [("09/01/2017", 2), ("Reece", 2), "Mother cancelled."],
            [None, None, "School rang, fresh cuts."],
            ["12/01/2017", "Reece", "Seen alone."],
        ],
    )
    batch = imported(path)
    assert [event.when.day for event in events_of(batch)] == [date(2017, 1, 9), date(2017, 1, 9), date(2017, 1, 12)]
    assert about(batch) == {2: {"Reece"}, 3: {"Reece"}, 4: {"Reece"}}
    assert any("share a merged date cell" in note for note in batch.notes)


REGISTER = """
    Student       | Date       | Incident
    Hart, Poppy   | 09/10/2018 | Poppy late, coat wet through. Spoke to Mrs Hart.
    Hart, Finley  | 11/10/2018 | Tooth pain, two black teeth.
    Hart, Poppy   | 05/11/2018 | Collected by a neighbour.
"""


def test_a_surname_before_a_forename_is_one_child(tmp_path: Path) -> None:
    batch = imported(a_workbook(tmp_path, rows(REGISTER)))
    assert about(batch) == {2: {"Poppy Hart"}, 3: {"Finley Hart"}, 4: {"Poppy Hart"}}


def test_one_child_of_a_register_is_one_where_the_texts_have_the_forename(tmp_path: Path) -> None:
    grid = [row for row in rows(REGISTER) if "Finley" not in row[0]]
    assert set(map(str, about(imported(a_workbook(tmp_path, grid))).values())) == {"{'Poppy Hart'}"}


@pytest.mark.parametrize(
    "grid",
    [
        pytest.param(
            "Ivy, Noah | 01/02/2014 | Ivy and Noah seen.\nIvy, Max | 02/02/2014 | All well.", id="in the text"
        ),
        pytest.param("Ivy, Noah | 01/02/2014 | Seen.\nIvy | 02/02/2014 | All well.", id="alone in a cell"),
        pytest.param("Ivy, Noah | 01/02/2014 | Seen.\nNoah, Max | 02/02/2014 | All well.", id="last and first"),
        pytest.param("Ivy, Noah | 01/02/2014 | Seen.\nIvy, Noah | 02/02/2014 | All well.", id="nothing tells"),
    ],
)
def test_two_children_in_a_cell_stay_two(tmp_path: Path, grid: str) -> None:
    batch = imported(a_workbook(tmp_path, rows(f"Child | Date | Event\n{grid}")))
    assert {"Ivy", "Noah"} <= {child.name for child in batch.children}
    assert about(batch)[2] == {"Ivy", "Noah"}


def test_welsh_joins_two_names_with_a_word_of_one_letter(tmp_path: Path) -> None:
    grid = rows("""
        Dyddiad | Plentyn | Digwyddiad
        3 Mawrth 2015 | Mali | Ymweliad cartref.
        17 Ebrill 2015 | Mali a Gethin | Yn hwyr i'r ysgol.
        18 Ebrill 2015 | Gethin ac Owain | Asesiad wedi dechrau.
        19 Ebrill 2015 | Child A | Ymweliad.
    """)
    found = about(imported(a_workbook(tmp_path, grid)))
    assert found == {2: {"Mali"}, 3: {"Mali", "Gethin"}, 4: {"Gethin", "Owain"}, 5: {"Child A"}}


@pytest.mark.parametrize("title", ["CAMHS contact history: Reece", "Name of child/young person: Reece"])
def test_a_title_that_names_the_agency_as_well_names_the_child(tmp_path: Path, title: str) -> None:
    grid = [[title], *rows("Date | Summary of contact\n03/02/2014 | Reece seen alone.\n04/02/2014 | Did not attend.")]
    assert [child.name for child in imported(a_workbook(tmp_path, grid)).children] == ["Reece"]


@pytest.mark.parametrize(
    ("workers", "agencies"),
    [
        pytest.param(("Dr Lane", "Nurse Pell", "Dr Lane"), ["GP"], id="whose agency nobody knows"),
        pytest.param(("GP", "School", "HV"), ["GP", "School", "Health visiting"], id="agencies"),
    ],
)
def test_a_column_of_workers_is_the_agency_where_it_says_which(
    tmp_path: Path, workers: tuple[str, ...], agencies: list[str]
) -> None:
    lines = [[f"0{n}/02/2014", f"Entry number {n} about Jo at home.", who] for n, who in enumerate(workers, 1)]
    batch = imported(a_workbook(tmp_path, [["Date", "Entry", "Worker"], *lines], "gp_extract.xlsx"))
    assert {batch.agencies[event.agency].name for event in events_of(batch)} == set(agencies)
    assert ("author" in batch.sources[0].columns) is (agencies == ["GP"])


def test_initials_with_stops_are_children(tmp_path: Path) -> None:
    grid = rows("""
        Date of contact | Child's initials | What was seen / heard / said | Sign
        02/05/2018 | K.M. | Asked if dad can find them. | JL
        09/05/2018 | K.M. / S.M. | Both at the play session. | JL
        23/05/2018 | S.M. | Mum shouted. | PB
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert about(batch) == {2: {"K.M"}, 3: {"K.M", "S.M"}, 4: {"S.M"}}
    assert batch.sources[0].columns["author"] == "Sign"


DONE = (
    *("Referred to MASH", "Letter sent home", "High, DASH sent", "Told GP and HV", "Mum to attend clinic"),
    *("Closed, no role", "Booked for next week", "Advised to call 101", "TAF goes on", "Support twice weekly"),
)


@pytest.mark.parametrize(
    ("cells", "field"), [(DONE, "outcome"), (("High", "Medium", "Low", "Low", "High") * 2, "severity")]
)
def test_a_heading_for_risk_and_outcome_is_what_its_cells_hold(
    tmp_path: Path, cells: tuple[str, ...], field: str
) -> None:
    grid = [["Date", "Child", "Event", "Risk / outcome"]]
    grid += [
        [f"{day:02}.03.2014", "Ivy", f"Home visit, {day} bags of rubbish", cell] for day, cell in enumerate(cells, 1)
    ]
    batch = imported(a_workbook(tmp_path, {"Visits": grid}))
    assert batch.sources[0].columns[field] == "Risk / outcome"
