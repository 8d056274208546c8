"""What files are taken for is shown before their rows join the case: only where something has to be asked."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from PySide6.QtWidgets import QComboBox, QListWidget, QSpinBox, QTableView

from app.case.event_table import CodeFrom
from tests.builders import a_text_file, a_workbook, rows
from tests.widgets.import_driver import ImportDriver, giving_passwords, pick
from widgets.importing.templates import templates_file

PRIORITY = """Date,Child,Details,Risk
01/03/2013,Perry,No food in the house,1
02/03/2013,Robin,Seen well at clinic,5
03/03/2013,Perry,Late for school again,4
"""

REGISTER = """
Forename | Contacted | Remarks on the visit | Priority
Perry | 04/05/2013 | Home visit: bottles on the floor, no one answered at first | 3
Perry | 06/05/2013 | Second visit: mother in, children asleep in the front room | 3
"""


def severities(driver: ImportDriver) -> list[int]:
    events = driver.case.events
    return [
        int(rank)
        for rank, origin in zip(events.severity, events.severity_from, strict=True)
        if origin == CodeFrom.STATED
    ]


def test_sure_files_are_imported_without_a_question(driver: ImportDriver) -> None:
    driver.imports("csc_chronology.xlsx", "school_log.csv", "gp_summary.xls")
    assert driver.dialog_open() is None
    assert len(driver.case.sources) >= 3


def test_a_scale_that_nobody_knows_is_asked_and_never_inverted(driver: ImportDriver, tmp_path: Path) -> None:
    driver.drops(a_text_file(tmp_path, PRIORITY, "health.csv"))
    assert len(driver.case.events) == 0, "nothing joins the case before the answer"
    assert driver.sheet_lines() == ["!  health.csv      which end of the severity scale is worse?"]
    assert not driver.check.import_all.isEnabled()
    assert driver.becoming()[0][4] == "–"
    driver.says_scale("1 to 5, 1 is worst")
    assert [row[4] for row in driver.becoming()] == ["5", "1", "2"], "what the answer does is seen at once"
    driver.imports_all()
    assert severities(driver) == [5, 1, 2]
    assert "which end" not in " ".join([driver.message])
    driver.presses("Ctrl+Z")
    assert len(driver.case.events) == 0


def test_a_column_may_be_no_severity_at_all(driver: ImportDriver, tmp_path: Path) -> None:
    driver.drops(a_text_file(tmp_path, PRIORITY, "health.csv"))
    driver.says_scale("It is no severity: keep it as it is")
    driver.imports_all()
    assert severities(driver) == [] and len(driver.case.events) == 3


def test_cancelling_the_check_leaves_the_case_alone(driver: ImportDriver, tmp_path: Path) -> None:
    driver.drops(a_text_file(tmp_path, PRIORITY, "health.csv"))
    driver.cancels_check()
    assert driver.dialog_open() is None and len(driver.case.sources) == 0


def test_columns_are_changed_from_a_list_and_seen_at_once(driver: ImportDriver) -> None:
    driver.imports_with_check("school_log.csv")
    before = driver.becoming()[0][5]
    assert driver.fields_shown().count("What happened") == 1
    text, response = (driver.fields_shown().index(name) for name in ("What happened", "Response"))
    driver.says_column(response, "What happened")
    assert driver.fields_shown()[text] == "Not used", "a field that changes hands leaves its column"
    assert driver.becoming()[0][5] != before
    driver.imports_all()
    assert driver.case.sources[0].columns["text"] == "Action taken"


def test_an_import_can_be_looked_at_again(driver: ImportDriver) -> None:
    driver.imports("school_log.csv")
    count = len(driver.case.events)
    driver.checks_columns()
    driver.says_agency("Hillside Primary")
    driver.imports_all()
    assert len(driver.case.events) == count, "the first import was taken back"
    assert driver.case.agency_name(int(driver.case.events.agency[0])) == "Hillside Primary"
    driver.presses("Ctrl+Z")
    assert len(driver.case.events) == 0


def test_a_case_that_went_on_is_not_imported_over(driver: ImportDriver) -> None:
    driver.imports("school_log.csv")
    offer = driver.window.message_bar.offer
    assert offer is not None
    driver.chooses_record(int(driver.case.events.id[0]))
    driver.scores(3)
    offer.deed()
    assert driver.dialog_open() is None and "The case has changed" in driver.message


def test_the_sheet_is_shown_as_the_file_has_it(driver: ImportDriver) -> None:
    driver.imports_with_check("rejected.xlsx", "csc_chronology.xlsx")
    driver.shows_sheet("rejected.xlsx")
    assert any(kind.startswith("✗ rejected: ") for kind in driver.kinds_shown())
    driver.shows_sheet("csc_chronology.xlsx · Chronology")
    assert driver.kinds_shown()[:5] == ["title", "title", "title", "blank", "headings"]
    assert driver.check.page.header_row.value() == 5
    driver.shows_sheet("csc_chronology.xlsx · Key")
    assert "key of people" in driver.check.page.words.text()
    driver.cancels_check()


def test_the_header_row_can_be_moved(driver: ImportDriver, tmp_path: Path) -> None:
    book = a_workbook(tmp_path, rows("Date | Child | Event\nDay | Who | What\n04/05/2013 | Perry | Seen at home"))
    driver.imports_with_check(book)
    assert driver.kinds_shown()[0] == "headings"
    driver.check.page.header_row.setValue(2)
    assert driver.kinds_shown()[:2] == ["title", "headings"]
    driver.cancels_check()


def test_a_sheet_that_is_no_chronology_can_be_read_all_the_same(driver: ImportDriver, tmp_path: Path) -> None:
    plan = rows("Lesson | Room | Teacher | Pupils\nMaths | 12 | Mr A | 28\nArt | 4 | Ms B | 30")
    driver.imports_with_check(a_workbook(tmp_path, plan))
    assert "no chronology" in driver.sheet_lines()[0]
    assert not driver.check.import_all.isEnabled()
    driver.cancels_check()
    visits = a_workbook(tmp_path, rows(REGISTER), "visits.xlsx")
    driver.imports_with_check(visits)
    driver.says_column(1, "Date")
    driver.says_column(2, "What happened")
    driver.says_column(0, "Child(ren)")
    driver.imports_all()
    assert len(driver.case.events) == 2 and driver.children == ["Perry"]


def test_columns_are_kept_for_the_agencys_next_file(driver: ImportDriver, tmp_path: Path) -> None:
    driver.drops(a_text_file(tmp_path, PRIORITY, "health.csv"))
    driver.says_scale("1 to 5, 1 is worst")
    driver.says_agency("Valley Health Trust")
    driver.check.keep.setChecked(True)
    driver.imports_all()
    kept = templates_file().read_text("utf-8")
    assert "risk" in kept and "Valley Health Trust" in kept
    assert "Perry" not in kept and "food" not in kept, "no text of a case is kept"
    later = PRIORITY.replace("2013", "2014").replace("again", "once more")
    driver.drops(a_text_file(tmp_path, later, "q2.csv"))
    assert driver.dialog_open() is None, "the same headings are not asked about twice"
    assert "The columns kept for Valley Health Trust were used for q2.csv." in driver.message
    assert severities(driver) == [5, 1, 2, 5, 1, 2]
    assert driver.case.agency_name(int(driver.case.events.agency[-1])) == "Valley Health Trust"


def test_damaged_kept_columns_are_told(driver: ImportDriver) -> None:
    templates_file().parent.mkdir(parents=True, exist_ok=True)
    templates_file().write_text("{not json")
    driver.drops("school_log.csv")
    assert "kept columns" in driver.message


def test_passwords_are_asked_again_and_tried_later(driver: ImportDriver, sample_files: dict[str, Path]) -> None:
    with giving_passwords("wrong") as asked:
        driver.drops("police.xlsx")
    assert len(asked) == 2 and "police.xlsx" in asked[0]
    assert "protected by a password" in driver.message
    assert len(driver.case.events) == 0


def test_a_table_is_pasted_like_a_file(driver: ImportDriver) -> None:
    driver.pastes('Date\tChild\tEvent\n04/05/2013\tPerry\t"Seen at home,\nclean"\n05/05/2013\tRobin\tAt school\n')
    assert [int(number) for number in driver.case.events.row] == [2, 3]
    assert driver.case.sources[0].file.startswith("Pasted ")
    assert driver.case.events.text[0] == "Seen at home,\nclean"


def test_a_clipboard_without_a_table_is_told(driver: ImportDriver) -> None:
    driver.pastes("hello")
    assert "no table on the clipboard" in driver.message and len(driver.case.sources) == 0


def test_twenty_files_in_one_drop(driver: ImportDriver, tmp_path: Path) -> None:
    text = "Date,Child,Event\n"
    files = [
        a_text_file(
            tmp_path, f"{text}{day:02d}/03/2013,Perry,Visit {day}: seen at home and well\n", f"return {day}.csv"
        )
        for day in range(1, 20)
    ]
    files.append(a_text_file(tmp_path, PRIORITY, "risk.csv"))
    driver.drops(*files)
    assert len(driver.sheet_lines()) == 20
    assert [line[0] for line in driver.sheet_lines()].count("✓") == 19
    assert driver.check.page.title.text() == "risk.csv", "what needs an answer is shown first"
    driver.says_scale("1 to 5, 5 is worst")
    driver.imports_all()
    assert len(driver.case.events) == 22 and "22 records read from 20 files" in driver.message


def test_a_sheet_can_be_left_out(driver: ImportDriver) -> None:
    driver.imports_with_check("school_log.csv", "gp_summary.xls")
    driver.shows_sheet("gp_summary.xls")
    driver.check.page.taken.click()
    assert "left out" in driver.sheet_lines()[1]
    driver.imports_all()
    assert {driver.case.sources[source].file for source in driver.case.events.source.tolist()} == {"school_log.csv"}


def test_a_corrected_file_keeps_the_columns_put_right_before(driver: ImportDriver, tmp_path: Path) -> None:
    first = "Date,Child,Event,Seen with\n01/03/2013,Perry,Seen at home,Police\n02/03/2013,Perry,At clinic,School\n"
    driver.imports_with_check(a_text_file(tmp_path, first, "gp.csv"))
    driver.says_column(3, "Agency")
    said = driver.fields_shown()
    driver.imports_all()
    driver.imports_with_check(a_text_file(tmp_path, first.replace("At clinic", "At the clinic"), "gp.csv"))
    assert driver.fields_shown() == said
    driver.cancels_check()
    driver.imports_with_check(a_text_file(tmp_path, first, "another.csv"))
    assert driver.fields_shown() != said, "another file is understood by itself"
    driver.cancels_check()


def test_a_corrected_file_takes_the_place_of_the_earlier_one(driver: ImportDriver, tmp_path: Path) -> None:
    first = "Date,Child,Event\n01/03/2013,Perry,Seen at home\n02/03/2013,Perry,At clinic\n03/03/2013,Perry,At school\n"
    second = first.replace("At clinic", "At clinic with father").replace("03/03/2013,Perry,At school\n", "")
    driver.imports(a_text_file(tmp_path, first, "gp.csv"))
    event = int(driver.case.events.id[0])
    driver.chooses_record(event)
    driver.scores(3)
    driver.drops(a_text_file(tmp_path, second + "09/03/2013,Perry,Seen in town\n", "gp.csv"))
    page = driver.again
    assert [page.tabs.tabText(n) for n in range(4)] == ["New (1)", "Changed (1)", "Gone (1)", "The same (1)"]
    page.replace_button.click()
    driver.waits()
    assert driver.cell(event, "Severity") == "3", "what did not change keeps its code"
    assert int((~driver.case.events.withdrawn).sum()) == 3
    driver.presses("Ctrl+Z")
    assert int((~driver.case.events.withdrawn).sum()) == 3 and "At clinic" in driver.case.events.text


def test_a_file_that_came_before_may_be_left(driver: ImportDriver) -> None:
    driver.imports("school_log.csv")
    before = driver.case
    driver.drops("school_log.csv")
    assert driver.again.tabs.tabText(0) == "New (0)"
    driver.again.reject()
    driver.waits()
    assert driver.case is before


def test_a_password_that_was_given_opens_later_files(
    driver: ImportDriver, sample_files: dict[str, Path], tmp_path: Path
) -> None:
    with giving_passwords("wrong", "Review2016") as asked:
        driver.drops("police.xlsx")
    assert len(asked) == 2 and len(driver.case.events) > 0
    copy = tmp_path / "police again.xlsx"
    copy.write_bytes(sample_files["police.xlsx"].read_bytes())
    driver.drops(copy)
    assert driver.again.tabs.tabText(0) == "New (0)", "opened without asking, and known for the same file"
    driver.again.reject()
    driver.waits()


def test_a_pdf_is_told_with_what_to_do(driver: ImportDriver, tmp_path: Path) -> None:
    file = tmp_path / "chronology.pdf"
    file.write_bytes(b"%PDF-1.7 and so on")
    driver.drops(file)
    assert "chronology.pdf is a PDF" in driver.message and "Save the chronology as .xlsx" in driver.message


def test_kept_columns_do_not_answer_for_another_scale(driver: ImportDriver, tmp_path: Path) -> None:
    driver.drops(a_text_file(tmp_path, PRIORITY, "health.csv"))
    driver.says_scale("1 to 5, 1 is worst")
    driver.check.keep.setChecked(True)
    driver.imports_all()
    driver.drops(a_text_file(tmp_path, PRIORITY.replace(",5\n", ",9\n").replace("2013", "2015"), "q3.csv"))
    assert "which end of the severity scale is worse?" in driver.sheet_lines()[0]
    driver.cancels_check()


def test_every_control_of_the_check_has_a_name(driver: ImportDriver) -> None:
    check = driver.imports_with_check("csc_chronology.xlsx")
    kinds = (QComboBox, QSpinBox, QListWidget, QTableView)
    nameless = [
        part
        for kind in kinds
        for part in check.findChildren(kind)
        if part.isVisible() and not part.accessibleName() and not isinstance(part.parent(), QComboBox)
    ]
    assert nameless == []
    driver.cancels_check()


MONTH_FIRST = """Date,Child,Details
03/04/2013,Perry,Seen at home
03/25/2013,Robin,Late for school again
04/02/2013,Perry,Weighed at clinic
"""


def test_dates_with_the_month_first_are_pointed_out_and_read_so_once_chosen(
    driver: ImportDriver, tmp_path: Path
) -> None:
    driver.drops(a_text_file(tmp_path, MONTH_FIRST, "us.csv"))
    assert len(driver.case.events) == 0, "nothing is misread in silence"
    assert "do its dates have the month first?" in driver.sheet_lines()[0]
    assert "“Month first” under Dates" in driver.check.page.words.text()
    assert driver.becoming()[0][1].startswith("3 Apr 2013")
    pick(driver.check.page.order, "Month first: 12/31/2015")
    assert [row[1][:6] for row in driver.becoming()] == ["4 Mar ", "25 Mar", "2 Apr "], "seen at once"
    driver.check.keep.setChecked(True)
    driver.imports_all()
    assert [driver.case.events.when(at).day.month for at in range(3)] == [3, 3, 4]
    driver.drops(a_text_file(tmp_path, MONTH_FIRST.replace("2013", "2014"), "us 2014.csv"))
    assert driver.dialog_open() is None, "the order is kept with the columns"
    assert [driver.case.events.when(at).day.month for at in range(3, 6)] == [3, 3, 4]


def test_files_that_cannot_be_read_are_told_in_the_check_and_counted_where_there_are_many(
    driver: ImportDriver, tmp_path: Path
) -> None:
    bad = [tmp_path / f"scan {number}.pdf" for number in range(4)]
    for path in bad:
        path.write_bytes(b"%PDF-1.4\n%%EOF")
    driver.drops(a_text_file(tmp_path, MONTH_FIRST, "us.csv"), *bad)
    assert sum("Not read: scan" in line for line in driver.sheet_lines()) == 4
    driver.imports_all()
    assert "4 files could not be read: More says why." in driver.message
    driver.window.message_bar.show_details()
    assert "scan 3.pdf is a PDF" in driver.message


def coloured_book(folder: Path, colours: Sequence[str], key: Sequence[str] = ()) -> Path:
    """A chronology whose rows are filled with these colours, and a sheet that is their key."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Chronology"
    sheet.append(["Date", "Child", "Details of event"])
    for number, colour in enumerate(colours):
        sheet.append([f"{number + 3:02}/02/2015", "Perry", f"Seen at group, visit {number}"])
        for column in range(1, 4):
            sheet.cell(number + 2, column).fill = PatternFill("solid", fgColor=f"FF{colour}")
    sheet.row_dimensions[3].hidden = True
    sheet["C4"].font = Font(strike=True)
    if key:
        legend = book.create_sheet("Key")
        for line in key:
            legend.append([line])
    path = folder / "coloured.xlsx"
    book.save(path)
    return path


def test_colours_are_offered_as_severity_with_their_effect(driver: ImportDriver, tmp_path: Path) -> None:
    driver.imports_with_check(coloured_book(tmp_path, ["FF0000", "FFC000", "00B050", "FF0000"]))
    page = driver.check.page
    assert page.coloured.text().replace("&", "").startswith("Rows have colours: red (2 rows), amber (1 row), green")
    assert "hidden row was read as well: 3" in page.words.text() and "struck through" in page.words.text()
    assert {row[4] for row in driver.becoming()} == {"–"}, "colours are never taken unasked"
    pick(page.colours, "Severity: Red, amber, green: red is worst")
    shown = [row[4] for row in driver.becoming()]
    assert shown[0] == shown[3] > shown[1] > shown[2]
    driver.imports_all()
    assert [str(rank) for rank in severities(driver)] == shown


def test_colours_are_offered_as_agencies_where_a_key_names_them(driver: ImportDriver, tmp_path: Path) -> None:
    book = coloured_book(tmp_path, ["0070C0", "FFFF00", "0070C0"], ["Blue = Police", "Yellow = School"])
    driver.imports_with_check(book)
    driver.shows_sheet("Chronology")
    pick(driver.check.page.colours, "The agency that each row comes from")
    assert [row[3] for row in driver.becoming()] == ["Police", "School", "Police"]
    pick(driver.check.page.colours, "Nothing: leave the colours alone")
    assert [row[3] for row in driver.becoming()] == ["–"] * 3
    pick(driver.check.page.colours, "The agency that each row comes from")
    driver.imports_all()
    agencies = driver.case.events.agency.tolist()
    assert [driver.case.agency_name(agency) for agency in agencies] == ["Police", "School", "Police"]


def test_what_colours_mean_is_kept_for_the_agencys_next_file(driver: ImportDriver, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    driver.imports_with_check(coloured_book(first, ["FF0000", "FFC000", "00B050", "FF0000"]))
    pick(driver.check.page.colours, "Severity: Red, amber, green: red is worst")
    driver.check.keep.setChecked(True)
    driver.imports_all()
    known = severities(driver)
    later = coloured_book(second, ["00B050", "00B050", "FF0000"])
    later = later.rename(second / "later.xlsx")
    driver.drops(later)
    driver.again.add_button.click()
    driver.waits()
    events = driver.case.events
    assert events.severity[events.source == 1].tolist() == [known[2], known[2], known[0]]
