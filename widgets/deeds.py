"""Which deed each command is: the only place where the ids of commands meet the things that do them."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QWidget

from widgets import late
from widgets.actions import Deed, shortcut_groups
from widgets.by_hand import ByHand
from widgets.case_pages import CasePages
from widgets.coding import Coding
from widgets.commands import COMMANDS
from widgets.deciding import Deciding
from widgets.dialogs import show_about
from widgets.events.event_table import EventTableView
from widgets.events.events_panel import EventsPanel
from widgets.filing import Filing
from widgets.moving import Moving
from widgets.narrowing import Narrowing
from widgets.reviewing import Reviewing
from widgets.seeing import Seeing


def deeds_of(
    filing: Filing,
    coding: Coding,
    moving: Moving,
    reviewing: Reviewing,
    pages: CasePages,
    by_hand: ByHand,
    deciding: Deciding,
    seeing: Seeing,
    narrowing: Narrowing,
    places: Mapping[str, QWidget],
    window: QWidget,
) -> Mapping[str, Deed]:
    """The deed of every command; ``places`` are the panels that commands give the keyboard to, by command."""
    return {
        "case.new": filing.new_case,
        "case.open": filing.choose_and_open,
        "case.import": filing.choose_and_import,
        "case.import_check": filing.choose_and_check,
        "case.paste": filing.paste,
        "case.sample": filing.open_sample,
        "case.save_as": filing.save_as,
        "case.close": filing.new_case,
        "case.reviewer": reviewing.ask,
        "window.quit": window.close,
        "edit.undo": coding.undo,
        "edit.redo": coding.redo,
        "edit.duplicates": pages.show_duplicates,
        "edit.people": pages.show_people,
        "edit.add": by_hand.add,
        "edit.correct": by_hand.correct,
        "edit.split": by_hand.split,
        "edit.withdraw": by_hand.withdraw,
        "edit.mend": by_hand.mend_chosen,
        "case.returns": pages.show_returns,
        **{
            command.id: partial(coding.score_chosen, command.value) for command in COMMANDS if command.value is not None
        },
        "code.severity.none": partial(coding.score_chosen, None),
        "code.confirm": coding.confirm_chosen,
        "code.confirm_next": lambda: (coding.confirm_chosen(), moving.go_to_waiting()),
        "code.next_waiting": moving.go_to_waiting,
        "code.mark_stated": coding.mark_stated,
        "code.finding.accept": deciding.accept_chosen,
        "code.finding.dismiss": deciding.dismiss_chosen,
        "code.finding.note": deciding.note_chosen,
        "code.finding.reopen": deciding.reopen_chosen,
        **_looking(moving, pages, seeing, narrowing),
        **{command: partial(give_keyboard, place) for command, place in places.items()},
        "help.shortcuts": lambda: late.shortcut_sheet.show_shortcuts(window, shortcut_groups()),
        "help.about": lambda: show_about(window),
    }


def _looking(moving: Moving, pages: CasePages, seeing: Seeing, narrowing: Narrowing) -> Mapping[str, Deed]:
    """What changes nothing but what is looked at."""
    return {
        "look.measures": pages.show_measures,
        "look.times": pages.show_times,
        "look.seen_as": seeing.ask,
        "look.seen_all": seeing.leave,
        "look.find": narrowing.find,
        "look.next_match": partial(narrowing.step, 1),
        "look.previous_match": partial(narrowing.step, -1),
        "look.filter": narrowing.choose,
        "look.clear_filter": narrowing.clear,
        "look.next_finding": partial(moving.step_finding, 1),
        "look.previous_finding": partial(moving.step_finding, -1),
        "look.next_record": partial(moving.step_record, 1),
        "look.previous_record": partial(moving.step_record, -1),
        "look.whole": moving.show_whole,
        "look.in": moving.zoom_in,
        "look.out": moving.zoom_out,
        "look.back": moving.go_back,
        "chart.to_finding": moving.zoom_to_finding,
    }


def give_keyboard(place: QWidget) -> None:
    """Give a panel the keyboard, and bring it to the front where it is one of several."""
    above: QWidget | None = place
    while above is not None:
        if isinstance(above, QDockWidget):
            above.raise_()
        if isinstance(above, EventsPanel):
            above.set_folded(False)
            if above.indexOf(place) >= 0:
                above.setCurrentWidget(place)
        above = above.parentWidget()
    if isinstance(place, EventTableView):
        place.show_chosen()
    place.setFocus(Qt.FocusReason.ShortcutFocusReason)
