"""The only questions the program asks in windows of their own. Everything that can be said in a bar is said there."""

from enum import Enum
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QLineEdit, QMessageBox, QPlainTextEdit, QWidget
from shiboken6 import delete

from app import PRODUCT, VERSION
from app.language import tr
from app.session import SUFFIX

CASE_FILES = tr("Case files (*{suffix})").format(suffix=SUFFIX)
_READABLE = "*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt *.docx"  # not words: endings of files
CHRONOLOGIES = tr("Chronologies ({kinds})").format(kinds=_READABLE)
BOTH = tr("Cases and chronologies ({kinds})").format(kinds=f"*{SUFFIX} {_READABLE}")
ALL_FILES = tr("All files (*)")
WORKBOOKS = tr("Workbooks (*.xlsx)")
SCHEMES = tr("Schemes (*.toml)")
LEXICONS = tr("Words of the lexicon (*.toml)")
COPIES = tr("{product} cases (*{suffix})").format(product=PRODUCT, suffix=SUFFIX)


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
    return _ask_where_to_write(parent, tr("Save case as"), suggested, CASE_FILES, SUFFIX)


def ask_where_to_save_report(parent: QWidget, suggested: Path) -> Path | None:
    """The workbook to save the import report in; None when the dialog was cancelled."""
    return _ask_where_to_write(parent, tr("Save the import report"), suggested, WORKBOOKS, ".xlsx")


def ask_about_unsaved(parent: QWidget) -> Keep:
    """Whether to save a case that is in no file yet before it goes."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(PRODUCT)
    box.setText(tr("This case has not been saved in a file."))
    box.setInformativeText(tr("If you discard it, the imported rows and everything you coded are lost."))
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.setDefaultButton(buttons.Save)
    words = {buttons.Save: tr("&Save"), buttons.Discard: tr("&Discard"), buttons.Cancel: tr("&Cancel")}
    for which, word in words.items():
        box.button(which).setText(word)
    answers = {buttons.Save: Keep.SAVE, buttons.Discard: Keep.DISCARD}
    answer = buttons(box.exec())
    delete(box)
    return answers.get(answer, Keep.CANCEL)


def ask_reviewer(parent: QWidget, name: str) -> str | None:
    """The reviewer's name; None when cancelled or left empty."""
    given, accepted = QInputDialog.getText(
        parent,
        tr("Reviewer"),
        tr("Your name, noted with every code you set:"),
        QLineEdit.EchoMode.Normal,
        name,
    )
    return given.strip() or None if accepted else None


def ask_marking(parent: QWidget, marking: str) -> str | None:
    """The protective marking of the case, empty for none; None when cancelled."""
    asked = tr("Marking that the chart, every export and the panel view carry, such as OFFICIAL-SENSITIVE:")
    given, accepted = QInputDialog.getText(parent, tr("Marking"), asked, QLineEdit.EchoMode.Normal, marking)
    return given.strip() if accepted else None


def ask_reason(parent: QWidget, finding: str, reason: str = "") -> str | None:
    """Why a finding does not hold; None when cancelled."""
    asked = tr("{finding}: why does it not hold?").format(finding=finding)
    return _ask_lines(parent, tr("Dismiss a finding"), asked, reason)


def ask_note(parent: QWidget, finding: str, note: str = "") -> str | None:
    """A note on a finding, empty to take it away; None when cancelled."""
    return _ask_lines(parent, tr("Note on a finding"), f"{finding}:", note)


def _ask_lines(parent: QWidget, title: str, asked: str, lines: str) -> str | None:
    """Several lines of text, which the Tab key goes on from; None when cancelled."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(asked + "\n" + tr("Enter begins a new line; Ctrl+Enter is OK."))
    dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    dialog.setTextValue(lines)
    for field in dialog.findChildren(QPlainTextEdit):
        field.setTabChangesFocus(True)
        field.setAccessibleName(asked)
    QShortcut(QKeySequence("Ctrl+Return"), dialog, dialog.accept)  # Enter alone begins a line
    given = dialog.textValue() if dialog.exec() == QDialog.DialogCode.Accepted else None
    # At once, so that the keyboard is back where it was before the next key is pressed.
    delete(dialog)
    return given


def ask_bookmark_name(parent: QWidget, name: str) -> str | None:
    """The name of a bookmark; None when cancelled."""
    given, accepted = QInputDialog.getText(
        parent, tr("Keep a bookmark"), tr("Name, for coming back to what is shown:"), QLineEdit.EchoMode.Normal, name
    )
    return given if accepted else None


def ask_where_to_save_measures(parent: QWidget, suggested: Path) -> Path | None:
    """The workbook to save measures in; None when the dialog was cancelled."""
    return _ask_where_to_write(parent, tr("Save the measures"), suggested, WORKBOOKS, ".xlsx")


def ask_where_to_save_chart(parent: QWidget, suggested: Path, suffix: str) -> Path | None:
    """The file to draw the chart to, named with that suffix; None when the dialog was cancelled."""
    kinds = {".png": tr("Pictures (*.png)"), ".svg": tr("Drawings (*.svg)"), ".pdf": tr("Pages (*.pdf)")}
    dialog = QFileDialog(parent, tr("Export the chart"), str(suggested.parent), kinds[suffix])
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # The suffix is added before the dialog asks whether a file may be replaced, so that it asks about the right one.
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(suggested.name)
    chosen = dialog.selectedFiles() if dialog.exec() == QFileDialog.DialogCode.Accepted else []
    dialog.deleteLater()
    return _named(parent, Path(chosen[0]), suffix) if chosen else None


def _ask_where_to_write(parent: QWidget, title: str, suggested: Path, kinds: str, suffix: str) -> Path | None:
    name, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), kinds)
    return _named(parent, Path(name), suffix) if name else None


def _named(parent: QWidget, path: Path, suffix: str) -> Path | None:
    """The path with that suffix. Where it was given without, a file of the whole name is only given if it may go."""
    if path.suffix.lower() == suffix:
        return path
    named = path.with_name(f"{path.name}{suffix}")
    return named if not named.exists() or ask_to_replace(parent, named.name) else None


def ask_to_show_names(parent: QWidget) -> bool:
    """Whether everyone who can see the panel's screen is to read people's names."""
    buttons = QMessageBox.StandardButton
    words = tr("Show real names in place of pseudonyms, to everyone who can see the panel's screen?")
    return QMessageBox.question(parent, PRODUCT, words, buttons.Yes | buttons.No, buttons.No) == buttons.Yes


def ask_to_replace(parent: QWidget, name: str) -> bool:
    """Whether a file of that name, which is there already, may be replaced."""
    buttons = QMessageBox.StandardButton
    words = tr("{file} is there already. Replace it?").format(file=name)
    return QMessageBox.question(parent, PRODUCT, words, buttons.Yes | buttons.No, buttons.No) == buttons.Yes


def ask_to_drop(parent: QWidget) -> bool:
    """Whether what was typed in a form may go unkept."""
    buttons = QMessageBox.StandardButton
    words = tr("Leave without keeping what you have typed?")
    return QMessageBox.question(parent, PRODUCT, words, buttons.Discard | buttons.Cancel, buttons.Cancel) == (
        buttons.Discard
    )


def ask_to_delete_draft(parent: QWidget) -> bool:
    """Whether an unsaved case that a crash left may go for good."""
    buttons = QMessageBox.StandardButton
    words = tr("Delete this unsaved case for good? Its rows and everything coded in it are lost.")
    return QMessageBox.question(parent, PRODUCT, words, buttons.Yes | buttons.No, buttons.No) == buttons.Yes


def ask_copy_to_join(parent: QWidget) -> Path | None:
    """The colleague's copy of the case; None when the dialog was cancelled."""
    name, _ = QFileDialog.getOpenFileName(parent, tr("Join a colleague's copy"), "", COPIES)
    return Path(name) if name else None


def ask_scheme_file(parent: QWidget) -> Path | None:
    """A panel's own scheme; None when the dialog was cancelled."""
    name, _ = QFileDialog.getOpenFileName(parent, tr("A scheme of your own"), "", SCHEMES)
    return Path(name) if name else None


def ask_where_to_save_scheme(parent: QWidget, suggested: Path) -> Path | None:
    """The file to save a scheme in; None when the dialog was cancelled."""
    return _ask_where_to_write(parent, tr("Save the scheme"), suggested, SCHEMES, ".toml")


def ask_own_words_file(parent: QWidget) -> Path | None:
    """A file of the lexicon with words of one's own; None when the dialog was cancelled."""
    name, _ = QFileDialog.getOpenFileName(parent, tr("Words of your own"), "", LEXICONS)
    return Path(name) if name else None


def ask_where_to_save_own_words(parent: QWidget, suggested: Path) -> Path | None:
    """The file to save own words in; None when the dialog was cancelled."""
    return _ask_where_to_write(parent, tr("Save your own words"), suggested, LEXICONS, ".toml")


def ask_password(parent: QWidget, file: str, again: bool) -> str:
    """The password of a protected file; empty when it was not given. ``again`` says others were given before."""
    if again:
        asked = tr(
            "{file} is still closed: no password given so far opens it.\n\n"
            "Some old kinds of protection cannot be opened here even by the right one;\n"
            "such a file has to be saved without a password.\n\nIts password:"
        ).format(file=file)
    else:
        asked = tr("{file} is protected. Its password:").format(file=file)
    given, accepted = QInputDialog.getText(parent, tr("Password"), asked, QLineEdit.EchoMode.Password, "")
    return given if accepted else ""


def show_about(parent: QWidget) -> None:
    """What the program is, and its version."""
    about = tr(
        "Chronologies of several children as lanes of concern and intervention, "
        "for reviewers of child-safeguarding cases. Nothing leaves this computer."
    )
    QMessageBox.about(
        parent,
        tr("About {product}").format(product=PRODUCT),
        f"<b>{PRODUCT} {VERSION}</b><p>{about}</p>",
    )


def show_text(parent: QWidget, title: str, html: str) -> None:
    """A page of text with one button."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setText(html)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.exec()
    delete(box)
