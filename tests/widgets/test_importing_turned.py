"""Real dates that somebody's program took with the month first: pointed out, and put right on the page of the sheet."""

from datetime import date
from pathlib import Path

from tests.builders import a_text_file, a_workbook
from tests.widgets.import_driver import ImportDriver


def test_written_dates_that_are_days_both_ways_are_put_right_by_the_same_click(
    driver: ImportDriver, tmp_path: Path
) -> None:
    days = [date(2014, month, day) for month in range(1, 7) for day in (7, 8, 9, 11)]
    lines = [f"{day:%m/%d/%Y},Jo,Seen at home {day}" for day in days]
    driver.drops(a_text_file(tmp_path, "\n".join(["Date,Child,Event", *lines]), "gp.csv"))
    page = driver.check.page
    assert "typed with the month first?" in driver.sheet_lines()[0]
    assert driver.becoming()[0][1].startswith("1 Jul 2014")
    page.turned.click()
    assert driver.becoming()[0][1].startswith("7 Jan 2014")
    driver.imports_all()
    assert [when.earliest for when in (driver.case.events.when(at) for at in range(len(days)))] == days


def test_real_dates_typed_with_the_month_first_are_turned_on_the_page(driver: ImportDriver, tmp_path: Path) -> None:
    days = [date(2014, day, month) for month in range(1, 7) for day in (7, 8, 9, 11)]
    file = a_workbook(tmp_path, [["Date", "Child", "Event"], *([day, "Jo", f"Seen at home {day}"] for day in days)])
    driver.drops(file)
    page = driver.check.page
    assert "typed with the month first?" in driver.sheet_lines()[0]
    assert page.turned.isVisible() and not page.turned.isChecked()
    assert driver.becoming()[0][1].startswith("1 Jul 2014")
    page.turned.click()
    assert driver.becoming()[0][1].startswith("7 Jan 2014") and page.turned.isChecked(), "seen at once"
    driver.imports_all()
    first = driver.case.events.event(0)
    assert first.when.earliest == date(2014, 1, 7) and first.when.words == "2014-07-01"
