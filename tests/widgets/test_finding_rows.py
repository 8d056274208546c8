"""Searching and filtering in the real window: what is typed and ticked is seen everywhere, and goes in one stroke."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from app.case.narrowing import Filter
from app.lanes.words import footer
from app.search.facets import AGENCY, CHILD
from tests.app.case_builder import a_large_case
from tests.widgets.driver import Driver
from widgets.events.columns import Field
from widgets.filtering.filter_page import FilterPage
from widgets.searching import QUICK_ROWS

WORDS = "head lice"


def settles(driver: Driver) -> None:
    """Waits until the chart and the findings have followed."""
    driver.settles()
    while driver.window.narrowing.waiting:
        QTest.qWait(10)
    driver.settles()


def types(driver: Driver, words: str) -> None:
    """Goes to the search field with Ctrl+F and types, key by key."""
    driver.presses("Ctrl+F")
    field = driver.window.narrowing.bar.field
    assert QApplication.focusWidget() is field
    QTest.keyClicks(field, words)
    settles(driver)


def rows_with(driver: Driver, *words: str) -> set[int]:
    """The ids of the records whose text or response has all the words."""
    events = driver.case.events
    told = [f"{text} {response or ''}".casefold() for text, response in zip(events.text, events.response, strict=True)]
    return {int(events.id[at]) for at, text in enumerate(told) if all(word in text for word in words)}


def drawn(driver: Driver) -> set[int]:
    """The events that have a mark on the chart."""
    layout = driver.window.chart.layout_now()
    assert layout is not None
    return {int(event) for lane in layout.scene.lanes for event in lane.marks.event}


def chips(driver: Driver) -> list[QToolButton]:
    """The chips over the chart."""
    found = driver.window.narrowing.strip.chips.findChildren(QToolButton)
    return [chip for chip in found if chip.isVisible() and chip.text().endswith("×")]


def test_what_is_typed_is_found_in_table_chart_and_findings(sample: Driver) -> None:
    total = len(sample.rows_in_order)
    findings = len(sample.window.findings.order)
    types(sample, "lice")
    shown = set(sample.rows_in_order)
    assert shown and rows_with(sample, " lice") <= shown and len(shown) < total
    assert drawn(sample) <= shown
    assert sample.window.narrowing.bar.count.text() == f"{len(shown)} of {total} records"
    assert len(sample.window.findings.order) < findings
    layout = sample.window.chart.layout_now()
    assert layout is not None and "filter: Words: lice" in footer(layout)


def test_the_chart_follows_each_key_before_the_next(sample: Driver) -> None:
    sample.presses("Ctrl+F")
    for typed in ("l", "li", "lic"):
        before = drawn(sample)
        QTest.keyClicks(sample.window.narrowing.bar.field, typed[-1])
        QApplication.processEvents()
        assert drawn(sample) == drawn(sample) & set(sample.rows_in_order), f"after {typed}"
        assert drawn(sample) < before


def test_escape_shows_everything_again(sample: Driver) -> None:
    total = len(sample.rows_in_order)
    types(sample, "lice")
    assert len(sample.rows_in_order) < total
    sample.presses("Esc")
    settles(sample)
    assert len(sample.rows_in_order) == total == len(set(sample.rows_in_order))
    assert sample.window.narrowing.bar.field.text() == ""
    assert not sample.window.narrowing.strip.isVisible()
    layout = sample.window.chart.layout_now()
    assert layout is not None and "filter" not in footer(layout)


def test_from_match_to_match_with_the_keyboard(sample: Driver) -> None:
    types(sample, "home")
    order = sample.rows_in_order
    sample.presses("Return")
    assert sample.row_chosen == order[0]
    sample.presses("Return")
    assert sample.row_chosen == order[1]
    sample.presses("F3")
    assert sample.row_chosen == order[2] and sample.record_shown == order[2]
    sample.presses("Shift+F3")
    assert sample.row_chosen == order[1]
    sample.presses("Down")
    assert QApplication.focusWidget() is sample.window.events.records


def test_what_was_found_is_marked_in_the_record(sample: Driver) -> None:
    types(sample, "home")
    sample.presses("Return")
    page = sample.window.record.widget()
    assert page is not None
    marked = [label for label in page.findChildren(QLabel) if "<u " in label.text()]
    assert marked
    sample.presses("Esc")
    settles(sample)
    assert not [label for label in page.findChildren(QLabel) if "<u " in label.text()]


def test_the_words_found_are_painted_in_the_table(sample: Driver) -> None:
    table = sample.window.events.records
    plain = table.viewport().grab().toImage()
    types(sample, "a")
    colours = {
        image.pixelColor(x, y).name()
        for image in (table.viewport().grab().toImage(),)
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }
    assert "#ffe08a" in colours
    assert plain.size() == table.viewport().grab().toImage().size()


def test_filters_stand_as_chips_and_go_one_by_one(sample: Driver) -> None:
    agency = sample.case.agencies[0].name
    wanted = Filter("home").with_keys(AGENCY, (agency,)).with_keys(CHILD, ("Perry",))
    sample.window.bridge.workspace.narrow(wanted)
    settles(sample)
    assert [chip.text().partition(":")[0] for chip in chips(sample)] == ["Words", "Child", "Agency"]
    assert all(chip.accessibleName() for chip in chips(sample))
    layout = sample.window.chart.layout_now()
    assert layout is not None and [lane.name for lane in layout.scene.lanes] == ["Perry"]
    QTest.mouseClick(chips(sample)[1], Qt.MouseButton.LeftButton)
    settles(sample)
    assert sample.window.bridge.looking.filter == wanted.with_keys(CHILD, ())


def ticks_the_first_agency(driver: Driver) -> FilterPage:
    """Opens the page of filters and ticks the first agency in it; the page."""
    driver.gives("look.filter")
    page = driver.window.narrowing.page
    assert page is not None
    page.facets.setCurrentRow(1)
    page.choices.setCurrentRow(0)
    QTest.keyClick(page.choices, Qt.Key.Key_Space)
    settles(driver)
    return page


def test_a_filter_is_ticked_kept_and_used_again(sample: Driver, tmp_path: Path) -> None:
    page = ticks_the_first_agency(sample)
    asked = sample.window.bridge.looking.filter
    assert asked.keys(AGENCY) == (sample.case.agencies[0].name,)
    count = len(sample.rows_in_order)
    assert page.count.text().startswith(f"{count} of ")
    sample.names_self()
    page.name.setCurrentText("First agency")
    page.keep.click()
    assert [kept.name for kept in sample.case.filters] == ["First agency"]
    page.close()
    sample.gives("look.clear_filter")
    settles(sample)
    assert len(sample.rows_in_order) > count
    menu = sample.window.narrowing.bar.kept.menu()
    menu.actions()[0].trigger()
    settles(sample)
    assert sample.window.bridge.looking.filter == asked and len(sample.rows_in_order) == count
    sample.saves_as(tmp_path / "kept.lifelanes")
    sample.closes()
    sample.comes_back()
    sample.opens(tmp_path / "kept.lifelanes")
    settles(sample)
    assert sample.window.bridge.looking.filter == asked and len(sample.rows_in_order) == count


def test_a_kept_filter_is_used_by_picking_its_name_on_the_page(sample: Driver) -> None:
    page = ticks_the_first_agency(sample)
    asked = sample.window.bridge.looking.filter
    sample.names_self()
    page.name.setCurrentText("First agency")
    page.keep.click()
    page.name.setCurrentIndex(-1)
    sample.gives("look.clear_filter")
    settles(sample)
    page.name.setFocus()
    QTest.keyClick(page.name, Qt.Key.Key_Down)
    settles(sample)
    assert sample.window.bridge.looking.filter == asked


def test_days_that_cannot_be_read_are_said_to_be_so(sample: Driver) -> None:
    sample.gives("look.filter")
    page = sample.window.narrowing.page
    assert page is not None
    page.first.setText("the other day")
    page.first.editingFinished.emit()
    assert "cannot be read as a date" in page.count.text()
    page.first.setText("2013")
    page.last.setText("2012")
    page.last.editingFinished.emit()
    assert page.count.text() == "The first day comes after the last."
    page.last.setText("2013")
    page.last.editingFinished.emit()
    settles(sample)
    dates = [sample.case.events.when(sample.case.events.position(event)) for event in drawn(sample)]
    assert dates and all((when.latest or when.day).year >= 2013 >= (when.earliest or when.day).year for when in dates)
    page.close()


def test_a_record_that_no_longer_passes_goes_and_the_next_one_follows(sample: Driver) -> None:
    sample.names_self()
    sample.window.bridge.workspace.narrow(Filter().with_keys("severity", ("2",)))
    settles(sample)
    order = sample.rows_in_order
    sample.chooses_record(order[3])
    sample.scores(4)
    settles(sample)
    assert order[3] not in sample.rows_in_order
    assert sample.record_shown == order[3], "what was chosen stays to be read"
    sample.presses("Ctrl+Down")
    assert sample.row_chosen == order[4]


def test_what_is_corrected_is_found_at_once(sample: Driver) -> None:
    sample.names_self()
    types(sample, "zebra")
    assert sample.rows_in_order == []
    event = int(sample.case.events.id[5])
    sample.window.events.records.edited.emit(event, Field.TEXT, "A zebra was seen.")
    settles(sample)
    assert sample.rows_in_order == [event]


def test_a_large_case_is_read_for_searching_while_one_goes_on(driver: Driver) -> None:
    driver.is_given(a_large_case(QUICK_ROWS + 500))
    driver.waits()
    types(driver, "attendance 77")
    driver.waits()
    settles(driver)
    texts = [driver.case.events.text[driver.case.events.position(event)] for event in driver.rows_in_order]
    assert texts and all("attendance" in text and " 77" in text for text in texts)
