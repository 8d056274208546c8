"""The only questions the program asks in windows of their own. Everything that can be said in a bar is said there."""

from enum import Enum
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from app import PRODUCT, VERSION
from app.session import SUFFIX

CASE_FILES = f"Case files (*{SUFFIX})"
_READABLE = "*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt *.docx"
CHRONOLOGIES = f"Chronologies ({_READABLE})"
BOTH = f"Cases and chronologies (*{SUFFIX} {_READABLE})"
ALL_FILES = "All files (*)"


class Keep(Enum):
    """What to do with a case that is in no file yet."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


def ask_files_to_open(parent: QWidget, folder: Path, title: str, *, both: bool) -> list[Path]:
    """The files chosen: chronologies, or (``both``) a case file or chronologies. None when cancelled."""
    filters = (f"{BOTH};;{CASE_FILES};;{CHRONOLOGIES}" if both else CHRONOLOGIES) + f";;{ALL_FILES}"
    names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder), filters)
    return [Path(name) for name in names]


def ask_where_to_save(parent: QWidget, suggested: Path) -> Path | None:
    """The file to save a case in; None when the dialog was cancelled."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save case as", str(suggested), CASE_FILES)
    if not name:
        return None
    return Path(name)


def ask_where_to_save_report(parent: QWidget, suggested: Path) -> Path | None:
    """The workbook to save the import report in; None when the dialog was cancelled."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save the import report", str(suggested), "Workbooks (*.xlsx)")
    if not name:
        return None
    path = Path(name)
    return path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")


def ask_about_unsaved(parent: QWidget) -> Keep:
    """Whether to save a case that is in no file yet before it goes."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(PRODUCT)
    box.setText("This case has not been saved in a file.")
    box.setInformativeText("If you discard it, the imported rows and everything you coded are lost.")
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.setDefaultButton(buttons.Save)
    answers = {buttons.Save: Keep.SAVE, buttons.Discard: Keep.DISCARD}
    return answers.get(buttons(box.exec()), Keep.CANCEL)


def ask_reviewer(parent: QWidget, name: str) -> str | None:
    """The reviewer's name; None when cancelled or left empty."""
    given, accepted = QInputDialog.getText(
        parent,
        "Reviewer",
        "Your name, noted with every code you set:",
        QLineEdit.EchoMode.Normal,
        name,
    )
    return given.strip() or None if accepted else None


def ask_reason(parent: QWidget, finding: str, reason: str = "") -> str | None:
    """Why a finding does not hold; None when cancelled."""
    given, accepted = QInputDialog.getMultiLineText(
        parent, "Dismiss a finding", f"{finding}: why does it not hold?", reason
    )
    return given if accepted else None


def ask_note(parent: QWidget, finding: str, note: str = "") -> str | None:
    """A note on a finding, empty to take it away; None when cancelled."""
    given, accepted = QInputDialog.getMultiLineText(parent, "Note on a finding", f"{finding}:", note)
    return given if accepted else None


def ask_bookmark_name(parent: QWidget, name: str) -> str | None:
    """The name of a bookmark; None when cancelled."""
    given, accepted = QInputDialog.getText(
        parent, "Keep a bookmark", "Name, for coming back to what is shown:", QLineEdit.EchoMode.Normal, name
    )
    return given if accepted else None


def ask_where_to_save_measures(parent: QWidget, suggested: Path) -> Path | None:
    """The workbook to save measures in; None when the dialog was cancelled."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save the measures", str(suggested), "Workbooks (*.xlsx)")
    if not name:
        return None
    path = Path(name)
    return path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")


def ask_where_to_save_chart(parent: QWidget, suggested: Path, suffix: str) -> Path | None:
    """The file to draw the chart to, named with that suffix; None when the dialog was cancelled."""
    kinds = {".png": "Pictures (*.png)", ".svg": "Drawings (*.svg)", ".pdf": "Pages (*.pdf)"}
    dialog = QFileDialog(parent, "Export the chart", str(suggested.parent), kinds[suffix])
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # The suffix is added before the dialog asks whether a file may be replaced, so that it asks about the right one.
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(suggested.name)
    chosen = dialog.selectedFiles() if dialog.exec() == QFileDialog.DialogCode.Accepted else []
    dialog.deleteLater()
    path = Path(chosen[0]) if chosen else None
    if path is None or path.suffix.lower() == suffix:
        return path
    named = path.with_name(f"{path.name}{suffix}")
    return named if not named.exists() or ask_to_replace(parent, named.name) else None


def ask_to_replace(parent: QWidget, name: str) -> bool:
    """Whether a file of that name, which is there already, may be replaced."""
    buttons = QMessageBox.StandardButton
    words = f"{name} is there already. Replace it?"
    return QMessageBox.question(parent, PRODUCT, words, buttons.Yes | buttons.No, buttons.No) == buttons.Yes


def ask_copy_to_join(parent: QWidget) -> Path | None:
    """The colleague's copy of the case; None when the dialog was cancelled."""
    name, _ = QFileDialog.getOpenFileName(parent, "Join a colleague's copy", "", "Lifelanes cases (*.lifelanes)")
    return Path(name) if name else None


def ask_scheme_file(parent: QWidget) -> Path | None:
    """A panel's own scheme; None when the dialog was cancelled."""
    name, _ = QFileDialog.getOpenFileName(parent, "A scheme of your own", "", "Schemes (*.toml)")
    return Path(name) if name else None


def ask_where_to_save_scheme(parent: QWidget, suggested: str) -> Path | None:
    """The file to save a scheme in; None when the dialog was cancelled."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save the scheme", suggested, "Schemes (*.toml)")
    if not name:
        return None
    path = Path(name)
    return path if path.suffix.lower() == ".toml" else path.with_name(f"{path.name}.toml")


def ask_password(parent: QWidget, file: str, again: bool) -> str:
    """The password of a protected file; empty when it was not given. ``again`` says others were given before."""
    hint = "\nLeave it empty to try those you gave before." if again else ""
    given, accepted = QInputDialog.getText(
        parent, "Password", f"{file} is protected. Its password:{hint}", QLineEdit.EchoMode.Password, ""
    )
    return given if accepted else ""


def show_about(parent: QWidget) -> None:
    """What the program is, and its version."""
    QMessageBox.about(
        parent,
        f"About {PRODUCT}",
        f"<b>{PRODUCT} {VERSION}</b><p>Chronologies of several children as lanes of concern and intervention, "
        "for reviewers of child-safeguarding cases. Nothing leaves this computer.</p>",
    )


def show_text(parent: QWidget, title: str, html: str) -> None:
    """A page of text with one button."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setText(html)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.exec()
