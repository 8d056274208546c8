"""What a first-time user met on a second look at the pages."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.app.case_builder import Row, a_case
from tests.widgets.driver import Driver
from widgets.events.codes_editor import CodesEditor
from widgets.parts.rank_combo import RankCombo


def test_no_case_can_be_closed_while_none_is_open(driver: Driver) -> None:
    closing = driver.window.actions_by_id["case.close"]
    assert not closing.isEnabled()
    driver.is_given(a_case(["Robin"], Row("2020-01-01", "Robin", 3)))
    assert closing.isEnabled()


def test_times_at_each_level_open_with_the_keyboard_on_the_times(driver: Driver) -> None:
    driver.is_given(a_case(["Robin"], Row("2020-01-01", levels={"Robin": 2}), Row("2020-06-01", levels={"Robin": 4})))
    driver.gives("look.times")
    page = driver.window.pages.times
    assert page is not None
    assert page.focusWidget() is page.tabs.tabBar()


def test_the_numbers_of_a_scheme_stand_in_one_column(driver: Driver) -> None:
    driver.is_given(a_case(["Robin"], Row("2020-01-01", "Robin", 3)))
    driver.names_self()
    driver.gives("case.scheme")
    page = driver.window.choosing.page
    assert page is not None
    QApplication.processEvents()
    assert len({box.width() for box in page.form.boxes.values()}) == 1


def test_the_level_of_a_child_with_a_long_name_is_read_in_the_narrow_record(qtbot: QtBot) -> None:
    name = "Persephone Featherstonehaugh-Abernathy"
    case = a_case([name], Row("2020-01-01", name, 3, levels={name: 2}))
    editor = CodesEditor(case)
    qtbot.addWidget(editor)
    editor.show_event(case, case.events.event(0))
    assert editor.minimumSizeHint().width() <= 300
    editor.resize(300, 500)
    editor.show()
    QApplication.processEvents()
    level = next(box for box in editor.findChildren(RankCombo) if box.accessibleName() == f"Level of {name}")
    assert level.isVisible() and level.mapTo(editor, QPoint(level.width(), 0)).x() <= editor.width()


def test_who_leads_a_panel_from_a_laptop_sees_the_note_below_the_stops(driver: Driver) -> None:
    driver.is_given(a_case(["Robin"], *(Row(f"2020-0{month}-01", "Robin", 3) for month in range(1, 9))))
    driver.gives("panel.page")
    driver.settles()
    page = driver.window.presenting.lead.page
    assert page is not None
    view = page.parentWidget()
    assert view is not None
    foot = page.note.mapTo(view, QPoint(0, page.note.height())).y()
    assert foot <= view.height(), "nothing has to be scrolled at 1280 x 720"


def test_many_findings_are_counted_as_everywhere_else(sample: Driver) -> None:
    panel = sample.window.findings_panel
    panel.list.show_findings(sample.case, tuple(sample.window.bridge.findings) * 30)
    assert panel.kind_choice.itemText(0) == f"All kinds ({len(sample.window.bridge.findings) * 30:,})"
