"""The bars that say what is filtered by: a key changes their words, and nothing else is laid out or painted for it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from app.search.narrowed import Part
from tests.widgets.driver import Driver
from tests.widgets.test_finding_rows import settles, types
from widgets.filtering.chips import Chips
from widgets.filtering.count_label import CountLabel


class LaidOut(QObject):
    """Counts how often a widget is asked to lay itself out anew."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - named by Qt
        self.count += event.type() == QEvent.Type.LayoutRequest
        return super().eventFilter(watched, event)


def test_a_further_key_lays_out_nothing_but_what_it_changes(sample: Driver) -> None:
    types(sample, "h")
    laid_out = LaidOut(sample.window)
    for widget in (sample.window, sample.window.events, sample.window.area):
        widget.installEventFilter(laid_out)
    before = sample.window.narrowing.bar.count.text()
    QTest.keyClicks(sample.window.narrowing.bar.field, "e")
    settles(sample)
    assert sample.window.narrowing.bar.count.text() != before
    assert laid_out.count == 0


def test_a_count_is_never_cut_and_never_shrinks(qtbot) -> None:
    label = CountLabel()
    qtbot.addWidget(label)
    label.show_count("9 of 10 records")
    narrow = label.width()
    assert narrow >= label.fontMetrics().horizontalAdvance(label.text())
    label.show_count("1,000 of 50,000 records")
    wide = label.width()
    assert wide > narrow
    label.show_count("9 of 10 records")
    assert label.width() == wide
    font = label.font()
    font.setPointSizeF(2 * font.pointSizeF())
    label.setFont(font)
    assert label.width() >= label.fontMetrics().horizontalAdvance(label.text()) > narrow


def test_chips_stand_side_by_side_and_each_takes_its_own_part_away(qtbot) -> None:
    chips = Chips()
    qtbot.addWidget(chips)
    chips.resize(800, 30)
    chips.show()
    chips.show_parts([Part("words", "Words: a"), Part("child", "Child: Perry"), Part("agency", "Agency: School")])
    chips.show_parts([Part("child", "Child: Robin"), Part("agency", "Agency: Police")])
    seen = [chip for chip in chips.findChildren(QToolButton) if chip.isVisible()]
    assert [chip.text() for chip in seen] == ["Child: Robin  ×", "Agency: Police  ×"]
    assert seen[0].geometry().right() < seen[1].geometry().left()
    assert all(chip.width() >= chip.sizeHint().width() for chip in seen)
    with qtbot.waitSignal(chips.taken_away) as taken:
        seen[1].click()
    assert taken.args == ["agency"]
