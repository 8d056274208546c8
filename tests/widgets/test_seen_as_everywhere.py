"""Who knew what when, once more: every command is given, every page opened, every export made, and all of it read."""

import contextlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QDialog

from app.analysis.knowledge import agencies_named, as_known
from app.case.dates import day_number, known_date, spoken
from app.case.duplicate_edits import accept_duplicate
from app.case.edits import Reviewer, accept_finding, set_severity
from app.case.narrowing import Filter
from app.case.narrowing_edits import keep_filter
from app.case.panel_edits import arrange_stops, give_pseudonym
from app.case.practice import Bookmark, Episode
from app.case.practice_edits import keep_bookmark, mark_episode
from app.case.pseudonyms import StopChoice, StopKind, Whose
from tests.pdf_words import read_pdf
from tests.widgets.answers import answering
from tests.widgets.driver import Driver
from tests.widgets.panel.reading import found_in, readable
from tests.widgets.test_exporting import exports, pages
from tests.widgets.test_seen_as import MAY, as_school, hidden_words, whole
from widgets.commands import COMMANDS
from widgets.going_out.export_dialog import ExportDialog

ANN = Reviewer("Ann")
SECRET = "Zugzwang"
"""A word of the review, which the school could not have known; it is planted wherever a reviewer may write."""

LEAVING = frozenset(
    (
        "window.quit", "case.close", "case.new", "case.open", "case.import", "case.import_check", "case.join",
        "case.sample", "case.save_as", "case.paste", "look.seen_as", "look.seen_all", "chart.print", "chart.export",
        "help.tour",
    )
)  # fmt: skip
"""Commands that leave the view, ask the system for a file, or have a test of their own here."""

DRESSING = ("look.theme.", "look.text.", "look.language.")


@pytest.fixture
def traced(driver: Driver) -> Iterator[Driver]:
    """The view of the school, over a case in which a reviewer has left a trace wherever that is possible."""
    QAccessible.setActive(True)
    driver.opens_sample()
    bridge = driver.window.bridge
    case, session = bridge.case, bridge.session
    later = int(case.events.id[-1])
    finding = next(item for item in bridge.findings if item.start > MAY)
    for edit, words in (
        (set_severity([later], 5, ANN), f"Code {SECRET}: severity 5"),
        (keep_bookmark(Bookmark(f"{SECRET} turn", date(2015, 10, 1), None, later, finding.id, "Ann", SECRET)), "Keep"),
        (keep_filter(f"{SECRET} rows", Filter(SECRET)), "Keep"),
        (mark_episode(Episode(f"{SECRET} summer", date(2015, 6, 1), date(2015, 10, 14), SECRET)), "Mark"),
        (give_pseudonym(Whose.CHILD, "Perry", "Child X", "Ann"), "Name"),
        (arrange_stops([StopChoice(StopKind.BOOKMARK, f"{SECRET} turn")]), "Arrange"),
        (accept_duplicate(later, int(case.events.id[-2]), ANN), f"One event: {SECRET}"),
        (accept_finding(finding, ANN, "2026-01-01T00:00:00+00:00"), f"Accept: {SECRET}"),
    ):
        session.apply(edit, words)
    driver.chooses_record(later)
    driver.window.moving.go_to_finding(finding.id)
    driver.settles()
    QGuiApplication.clipboard().clear()
    with answering(as_school):
        driver.gives("look.seen_as")
    driver.waits()
    driver.settles()
    yield driver
    QAccessible.setActive(False)


def given(driver: Driver, command: str) -> Iterator[str]:
    """All that can be read once a command is given; what it opened is closed again."""
    read: list[str] = []

    def look(dialog: QDialog) -> None:
        read.extend(readable([dialog]))
        dialog.reject()

    with answering(look, needed=False):
        driver.gives(command)
        driver.waits()
    driver.settles()
    yield from read
    for window in [*QApplication.topLevelWidgets()]:
        if window.isVisible():
            yield from readable([window])
            if window is not driver.window and window.isWindow():
                with contextlib.suppress(RuntimeError):
                    window.close()
    yield from on_the_clipboard()


def on_the_clipboard() -> Iterator[str]:
    """What another program could paste, in every form."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    for kind in data.formats() if data is not None else ():
        yield bytes(data.data(kind).data()).decode("utf-8", "replace") if data is not None else ""


def leaks(driver: Driver, read: list[str]) -> set[str]:
    """What of other rows, of later days or of the review's own words stands in what was read."""
    case = whole(driver)
    said = [" ".join(words.split()) for words in read if words]
    known = as_known(case, agencies_named(case, ["School"]), MAY).events
    own = " ".join(" ".join((known.text[place], known.response[place] or "")) for place in range(len(known)))
    later = {known_date(day) for day in case.events.day.tolist() if day > day_number(MAY)}
    days = {text for day in later for text in (spoken(day), day.isoformat(), f"{day:%d/%m/%Y}") if text not in own}
    return found_in(said, {*hidden_words(case), *days, SECRET})


def test_no_command_leads_to_what_was_not_known(traced: Driver) -> None:
    told: dict[str, set[str]] = {}
    found = leaks(traced, [*readable([traced.window])])
    if found:
        told["the window"] = found
    for event in traced.case.events.id.tolist()[:3]:
        traced.chooses_record(event)
    for command in COMMANDS:
        if command.id in LEAVING or command.id.startswith(DRESSING):
            continue
        if not traced.window.actions_by_id[command.id].isEnabled():
            continue
        found = leaks(traced, [*given(traced, command.id)])
        if found:
            told[command.id] = found
        assert traced.window.bridge.seen is not None, f"{command.id} left the view"
    assert told == {}


def test_no_picture_page_or_table_that_goes_out_holds_it(traced: Driver, tmp_path: Path) -> None:
    def drawing(dialog: ExportDialog) -> None:
        dialog.kind.setCurrentIndex(1)

    def with_words(dialog: ExportDialog) -> None:
        dialog.kind.setCurrentIndex(0)
        dialog.words.setChecked(True)

    exports(traced, tmp_path / "chart.svg", drawing)
    exports(traced, tmp_path / "chart.pdf", pages)
    exports(traced, tmp_path / "chart.png", with_words)
    about, leaves = read_pdf((tmp_path / "chart.pdf").read_bytes())
    read = [str(about), *(" ".join(leaf.words) for leaf in leaves)]
    for file in tmp_path.iterdir():
        if file.suffix not in (".pdf", ".png"):
            read.append(file.read_text("utf-8"))
    with_text = QImage(str(tmp_path / "chart.png"))
    read += [with_text.text(key) for key in with_text.textKeys()]
    traced.gives("chart.copy")
    traced.waits()
    read += on_the_clipboard()
    assert "As School could have seen it on 1 May 2015" in "\n".join(read)
    assert leaks(traced, read) == set()


def test_a_panel_is_shown_the_same_and_by_the_names_chosen_for_it(traced: Driver) -> None:
    traced.gives("panel.show")
    traced.settles()
    read = [*readable(window for window in QApplication.topLevelWidgets() if window.isVisible())]
    assert "Child X" in "\n".join(read) and leaks(traced, read) == set()


def test_the_tour_does_not_lead_out_of_the_view_unseen(traced: Driver) -> None:
    """The tour is of the sample as a whole: it is not to be had here, or it says nothing that was not known."""
    if traced.window.actions_by_id["help.tour"].isEnabled():
        read = [*given(traced, "help.tour")]
        assert traced.window.bridge.seen is None or leaks(traced, read) == set()
