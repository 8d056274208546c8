"""From files, or a pasted table, to one step that adds them: asks for passwords, and for what only a person knows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.case.again_edits import Again, import_again
from app.case.edits import Reviewer, add_batch
from app.case.model import Case, Changes, Edit, ImportBatch
from app.errors import UserError
from app.intake import completed
from app.lanes.scene import resolve
from app.language import tr
from app.memory import nothing_let_go
from app.progress import Progress
from importers.again import compare, earlier_sources
from importers.choices import NOT_USED, Place, SheetChoice, field_of, scales_for
from importers.duplicates.suggesting import crowded_in_words
from importers.scales import NO_SCALE
from widgets import late
from widgets.dialogs import ask_password
from widgets.importing.again_page import AgainPage, Wish
from widgets.importing.loading import Loaded, load_files, load_text, unread
from widgets.importing.outcome import is_worth_keeping
from widgets.importing.templates import (
    choice_by,
    keep_template,
    load_templates,
    template_of,
    template_of_source,
)
from widgets.importing.understanding import Look, Understood, understand
from widgets.importing.wizard import ImportWizard
from widgets.jobs import Jobs
from widgets.parts.chained import chained
from widgets.parts.wording import files_in_words


@dataclass(frozen=True, slots=True)
class Brought:
    """What some files brought, and the one step that adds it to ``case``, which it was read for.

    The step suggests codes, and takes ``repeats`` rows for repeats of another. ``understood`` is kept so that its
    columns can be looked at again. ``again`` says that the step puts rows in the place of earlier ones. ``crowded``
    is what to say of rows that stand too close for all to be compared; empty where there are none. ``marked`` says
    that markers are suggested for rows whose codes their sheet states, too.
    """

    batch: ImportBatch
    step: Edit
    understood: Understood
    case: Case
    again: Again | None = None
    repeats: int = 0
    crowded: str = ""
    marked: bool = False


LARGE = 5_000
"""From more events than these on the chart is got ready before the import is shown."""

Done = Callable[[Brought], None]
_T = TypeVar("_T")


class Reading(QObject):
    """Reads files into a batch. ``failed`` (UserError) where the work could not be done at all."""

    failed = Signal(object)

    def __init__(self, jobs: Jobs, reviewer: Callable[[], Reviewer], window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._reviewer = reviewer
        self._window = window
        self._passwords: tuple[str, ...] = ()
        self.unlocked = frozenset[str]()
        """The digests of the files that were opened with a password in this sitting."""

    def read(self, files: Sequence[Path], case: Case, done: Done, *, check: bool = False) -> None:
        """Read these files as an addition to ``case``; ``check`` shows the columns even where all is sure."""
        chosen = tuple(files)
        title = (
            tr("Reading {file}").format(file=chosen[0].name)
            if len(chosen) == 1
            else tr("Reading {files}").format(files=files_in_words(len(chosen)))
        )

        def load(wanted: tuple[Path, ...], before: Loaded) -> None:
            passwords = self._passwords

            def work(progress: Progress) -> Loaded:
                return before + load_files(wanted, passwords, progress)

            def loaded(found: Loaded) -> None:
                locked, found = found.locked, replace(found, locked=())
                self.unlocked |= found.unlocked
                if locked and self._ask_for(locked, again=bool(before.sheets or wanted != chosen)):
                    load(locked, found)
                else:
                    self._understand(replace(found, problems=(*found.problems, *unread(locked))), case, done, check)

            self._jobs.start(title, _calmly(work), loaded, self._fail)

        load(chosen, Loaded())

    def read_text(self, name: str, text: str, case: Case, done: Done) -> None:
        """Read a table that was pasted, as a file of that name."""
        self._jobs.start(
            tr("Reading what was pasted"),
            lambda _progress: load_text(name, text),
            lambda loaded: self._understand(loaded, case, done, False),
            self._fail,
        )

    def check(self, understood: Understood, case: Case, done: Done) -> None:
        """Show what was understood, and take it in as a person says."""
        wizard = ImportWizard(understood, case, self._window)

        def take(choices: Mapping[Place, SheetChoice], keep: bool) -> None:
            def work(progress: Progress) -> Brought:
                problems = understood.batch.problems
                mended = understand(understood.sheets, choices, case, progress, problems)
                if keep:
                    keep_columns(mended, case)
                return brought_by(mended, case, progress)

            self._jobs.start(
                tr("Importing"), _calmly(work), lambda brought: self._compare(brought, case, done), self._fail
            )

        wizard.asked_for.connect(take)
        wizard.finished.connect(wizard.deleteLater)
        wizard.open()

    def _understand(self, loaded: Loaded, case: Case, done: Done, check: bool) -> None:
        def work(progress: Progress) -> tuple[Brought, bool]:
            understood = with_templates(loaded, case, progress)
            if (check and understood.sheets) or understood.needs_answer(case):
                return Brought(understood.batch, chained(()), understood, case), True
            return brought_by(understood, case, progress), False

        def understood(answer: tuple[Brought, bool]) -> None:
            brought, asks = answer
            if asks:
                self.check(brought.understood, case, done)
            else:
                self._compare(brought, case, done)

        self._jobs.start(tr("Taking in"), _calmly(work), understood, self._fail)

    def _compare(self, brought: Brought, case: Case, done: Done) -> None:
        """Where a file comes again, ask whether it takes the place of the earlier one."""
        if brought.again is None:
            done(brought)
            return
        page = AgainPage(brought.again, brought.batch, case, self._window)

        def answer(wish: Wish) -> None:
            if wish is Wish.ADD:
                done(replace(brought, again=None))
            elif wish is Wish.REPLACE and brought.again is not None:
                step = import_again(brought.batch, brought.again, self._reviewer())

                def work(progress: Progress) -> Brought:
                    whole, repeats = completed_after(step, case, progress)
                    return replace(brought, step=whole, repeats=repeats)

                self._jobs.start(tr("Taking in the corrected file"), work, done, self._fail)

        page.answered.connect(answer)
        page.finished.connect(page.deleteLater)
        page.open()

    def _ask_for(self, locked: Sequence[Path], *, again: bool) -> bool:
        """Ask for the passwords of these files. Whether any was given."""
        before = self._passwords
        for file in locked:
            password = ask_password(self._window, file.name, again)
            if password and password not in self._passwords:
                self._passwords = (*self._passwords, password)
        return self._passwords != before

    def _fail(self, error: UserError) -> None:
        self.failed.emit(error)


def _calmly(work: Callable[[Progress], _T]) -> Callable[[Progress], _T]:
    """Work that never stops every thread, the window's among them, to look for garbage among the rows it makes."""

    def calm(progress: Progress) -> _T:
        with nothing_let_go():
            return work(progress)

    return calm


def with_templates(loaded: Loaded, case: Case, progress: Progress) -> Understood:
    """What sheets are taken for, with the columns that were kept for sheets with the same headings.

    A sheet that came before, in a file of the same name, is read as the case read it then.

    Raises:
        UserError: when the kept columns cannot be read.
        Cancelled: when the progress was cancelled.
    """
    first = understand(loaded.sheets, {}, case, progress, loaded.problems)
    templates = load_templates()
    found = {
        (table.sheet.file, table.sheet.name): kept
        for table in first.tables
        if (kept := choice_by(templates, table)) is not None
    }
    choices = _as_before(first, case) | {place: choice for place, (choice, _agency) in found.items()}
    if not choices:
        return first
    mended = understand(loaded.sheets, choices, case, progress, loaded.problems)
    doubtful = [look for look in mended.looks(case) if look.choice.scale and not _fits(look)]
    if doubtful:
        # Other steps than the kept scale has: which end is worse is asked anew.
        choices |= {look.place: replace(look.choice, scale="") for look in doubtful}
        mended = understand(loaded.sheets, choices, case, progress, loaded.problems)
    return replace(mended, templates={place: agency for place, (_choice, agency) in found.items()})


def _as_before(understood: Understood, case: Case) -> dict[Place, SheetChoice]:
    """What the case says of sheets that it has read before, where that is not what they are taken for now."""
    found: dict[Place, SheetChoice] = {}
    for table in understood.tables:
        place = (table.sheet.file, table.sheet.name)
        before = choice_by(template_of_source(case, *place), table)
        if before is None:
            continue
        choice, mapping = before[0], table.mapping
        # A case keeps no name for what serves the program's own ends; the kind of an event it keeps as a category.
        own = {at for at in choice.columns if field_of(mapping, at).startswith("_")}
        unsaid = (NOT_USED, "category")
        columns = {at: name for at, name in choice.columns.items() if at not in own or name not in unsaid}
        if columns:
            found[place] = replace(choice, columns=columns)
    return found


def _fits(look: Look) -> bool:
    """Whether the scale that was kept knows every step that the sheet states."""
    keys = {NO_SCALE, *(scale.key for scale in scales_for(look.table, look.unknown))}
    return not look.unknown or look.choice.scale in keys


def keep_columns(understood: Understood, case: Case) -> None:
    """Keep the columns of every chronology for later files with the same headings.

    Raises:
        UserError: when they cannot be written.
    """
    agencies = (*case.agencies, *understood.batch.agencies)
    for look in understood.looks(case):
        if look.is_chronology and look.table.header is not None:
            own = next((agency.name for agency in agencies if agency.id == look.source.agency), "")
            keep_template(template_of(look.table, look.choice, own))


def brought_by(understood: Understood, case: Case, progress: Progress) -> Brought:
    """What was understood, with the step that adds it to the case and suggests codes for what nobody has coded.

    Raises:
        UserError: when the batch does not fit the case.
        Cancelled: when the progress was cancelled.
    """
    batch = understood.batch
    if not is_worth_keeping(batch):
        return Brought(batch, chained(()), understood, case)
    earlier = earlier_sources(case, batch)
    again = compare(case, earlier, batch) if earlier else None
    step, repeats = completed_after(add_batch(batch), case, progress)
    return Brought(batch, step, understood, case, again, repeats, crowded_in_words(step(case)[0]))


def marked_too(brought: Brought, progress: Progress) -> Brought:
    """The same, with markers suggested for the rows whose codes their sheet states.

    Raises:
        Cancelled: when the progress was cancelled.
    """
    added, _changes = brought.step(brought.case)
    step = chained((brought.step, late.coder.mark_stated_rows(added, None, progress)))
    return replace(brought, step=step, marked=True)


def completed_after(edit: Edit, case: Case, progress: Progress) -> tuple[Edit, int]:
    """An import with what every import ends with as one step, worked out here, and how many rows repeat another.

    Raises:
        UserError: when the edit does not fit the case.
        Cancelled: when the progress was cancelled.
    """
    added, changes = edit(case)
    ready = completed(case, added, progress=progress)
    if len(ready.case.events) > LARGE:
        # What is worked out once for these events is kept with them: else the window stops for it as it shows them.
        progress.at(1.0, tr("Getting the chart ready"))
        resolve(ready.case, ())

    def step(now: Case) -> tuple[Case, Changes]:
        if now is case:
            return ready.case, changes | ready.changes
        after, told = edit(now)
        anew = completed(now, after)
        return anew.case, told | anew.changes

    return step, ready.repeats
