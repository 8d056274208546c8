"""The windows and thresholds of a scheme as a form: days, counts and ranks."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFormLayout, QScrollArea, QSpinBox, QWidget

from app.case.scheme import Scheme
from app.case.scheme_files import settings_of
from app.language import tr, trc
from widgets.parts.headings import section_label

_MOST = 3650

WINDOWS = {
    "concern_area_days": tr("A concern lasts for"),
    "relapse_days": tr("Return of concern: within"),
    "relapse_severity": tr("Return of concern: from severity"),
    "trigger_severity": tr("Concern before a rise: from severity"),
    "trigger_days": tr("Concern before a rise: within"),
    "health_run_days": tr("Health concerns: within"),
    "health_run_concerns": tr("Health concerns: at least"),
    "health_run_severity": tr("Health concerns: reaching severity"),
    "health_run_gap_days": tr("Health concerns: no more apart than"),
    "health_run_own_rows": tr("Health concerns: rows of the child’s own"),
    "answer_days": tr("An answer counts within"),
    "not_mentioned_days": tr("A level is not mentioned for"),
}
"""What the windows are called; a setting of a rule is called after its kind of finding."""


RULES = {
    "disagreement_not_escalated": tr("Disagreement not escalated"),
    "missed_appointments": tr("Missed appointments"),
    "no_contact": tr("No contact"),
    "no_strategy_discussion": tr("No strategy discussion"),
    "repeated_no_further_action": tr("Repeated no further action"),
    "rising_concern": tr("Rising concern"),
    "siblings_differ": tr("Siblings differ"),
    "step_down_without_improvement": tr("Step down without improvement"),
    "timescale_not_shown": tr("Timescale not shown"),
    "tools_not_shown": tr("Tools not shown"),
    "unanswered_concern": tr("Unanswered concern"),
    "unclear_referral": tr("Unclear referral"),
}
"""What the rules are called above their settings; any other goes by its key."""

SETTINGS = {
    "days": tr("Days"),
    "working_days": tr("Working days"),
    "gap_days": tr("Gap days"),
    "grace_days": tr("Grace days"),
    "severity": tr("Severity"),
    "level": tr("Level"),
    "appointments": tr("Appointments"),
    "referrals": tr("Referrals"),
    "rise": tr("Rise"),
    "rows": tr("Rows"),
    "steps": tr("Steps"),
}
"""What the settings of rules are called; any other goes by its key."""


class PlainSpin(QSpinBox):
    """A number that the wheel leaves alone, so that a form can be scrolled."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()


class SettingsForm(QScrollArea):
    """A box for each setting. ``changed`` when a person changed one."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Windows and thresholds"))
        self.boxes: dict[str, PlainSpin] = {}

    @property
    def wanted_width(self) -> int:
        """The width (pixels) at which every number stands beside its name."""
        page = self.widget()
        return (page.sizeHint().width() if page else 0) + self._beside

    @property
    def _beside(self) -> int:
        return self.verticalScrollBar().sizeHint().width() + 8

    @property
    def settings(self) -> Mapping[str, int]:
        """Every setting as the form has it now."""
        return {path: box.value() for path, box in self.boxes.items()}

    def show_scheme(self, scheme: Scheme) -> None:
        """Show the settings of this scheme."""
        page = QWidget()
        form = QFormLayout(page)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.boxes = {}
        kind = ""
        for path, value in settings_of(scheme).items():
            if path.split(".")[-2] != kind:
                kind = path.split(".")[-2]
                form.addRow(section_label(_group(kind), page))
            self.boxes[path] = self._box(path, value, scheme, page)
            form.addRow(_called(path), self.boxes[path])
        self._even_out()
        self.setWidget(page)
        self.setMinimumWidth(page.minimumSizeHint().width() + self._beside)

    def _even_out(self) -> None:
        """Make every box as wide as the widest, so that the numbers stand in one column."""
        widest = max((box.sizeHint().width() for box in self.boxes.values()), default=0)
        for box in self.boxes.values():
            box.setMinimumWidth(widest)

    def _box(self, path: str, value: int, scheme: Scheme, page: QWidget) -> PlainSpin:
        box = PlainSpin(page)
        last = path.rpartition(".")[2]
        ranks = {"severity": len(scheme.severity) - 1, "level": scheme.highest_level}
        most = next((highest for word, highest in ranks.items() if last.endswith(word)), _MOST)
        box.setRange(1, max(most, value))
        box.setSuffix(tr(" working days") if last == "working_days" else tr(" days") if last.endswith("days") else "")
        box.setValue(value)
        group = _group(path.split(".")[-2]).lower()
        box.setAccessibleName(tr("{group}: {setting}").format(group=group, setting=_called(path)))
        box.valueChanged.connect(lambda _value: self.changed.emit())
        return box


def _called(path: str) -> str:
    last = path.rpartition(".")[2]
    return (WINDOWS if path.startswith("windows.") else SETTINGS).get(last) or _plain(last)


def _group(kind: str) -> str:
    return trc("spans of time", "Windows") if kind == "windows" else RULES.get(kind) or _plain(kind)


def _plain(key: str) -> str:
    return key.replace("_", " ").capitalize()
