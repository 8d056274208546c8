"""Everything a person can tell the window to do, as rows of data.

``actions`` makes menus, toolbar, shortcuts and the page of shortcuts from them; a command that is
not here does not exist. Digits code a severity while the table or the record has the keyboard; in
the chart 0 is the whole case, so everywhere else Alt goes with the digit.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """What the window is looking at, as far as it decides which commands make sense."""

    has_records: bool = False
    has_sources: bool = False
    has_findings: bool = False
    event_chosen: bool = False
    can_undo: bool = False
    can_redo: bool = False
    undo_label: str = ""
    redo_label: str = ""
    busy: bool = False
    finding_chosen: bool = False
    filtered: bool = False
    seen: bool = False


When = Callable[[Standing], bool]


def always(_standing: Standing) -> bool:
    """For commands that always make sense."""
    return True


def _records(standing: Standing) -> bool:
    return standing.has_records


def _records_idle(standing: Standing) -> bool:
    return standing.has_records and not standing.busy


def _not_busy(standing: Standing) -> bool:
    return not standing.busy


def _keepable(standing: Standing) -> bool:
    return standing.has_sources and not standing.busy


def _findings(standing: Standing) -> bool:
    return standing.has_findings


def _event(standing: Standing) -> bool:
    return standing.event_chosen


def _finding(standing: Standing) -> bool:
    return standing.finding_chosen


def _whole(standing: Standing) -> bool:
    return standing.has_records and not standing.busy and not standing.seen


def _seen(standing: Standing) -> bool:
    return standing.seen


def _filtered(standing: Standing) -> bool:
    return standing.filtered


def _measurable(standing: Standing) -> bool:
    return standing.has_records


def _undoable(standing: Standing) -> bool:
    return standing.can_undo and not standing.busy


def _redoable(standing: Standing) -> bool:
    return standing.can_redo and not standing.busy


@dataclass(frozen=True, slots=True)
class Command:
    """A row: what it is called, where it is found, when it makes sense.

    ``keys`` work in the whole window, ``chart_keys``, ``table_keys`` and ``finding_keys`` only while the chart,
    the table or the record, or the list of findings has the keyboard. ``toolbar`` commands get a button.
    ``section`` starts a new group in the menu; commands with a ``submenu`` stand together in one of that title.
    """

    id: str
    title: str
    menu: str
    tip: str
    keys: tuple[str, ...] = ()
    chart_keys: tuple[str, ...] = ()
    table_keys: tuple[str, ...] = ()
    finding_keys: tuple[str, ...] = ()
    when: When = always
    toolbar: bool = False
    section: bool = False
    submenu: str = ""
    value: int | None = None

    def makes_sense(self, standing: Standing) -> bool:
        """Whether the command can be given now. While the case is seen as others could have, nothing changes it."""
        return self.when(standing) and not (standing.seen and self.changes_case)

    @property
    def changes_case(self) -> bool:
        """Whether the command changes the case, or puts another in its place."""
        return self.menu in (EDIT, CODE) or self.id in _CHANGING


CASE, EDIT, CODE, VIEW, CHART, HELP = "&Case", "&Edit", "C&ode", "&View", "Ch&art", "&Help"
THEME = "Theme"
MENUS = (CASE, EDIT, CODE, VIEW, CHART, HELP)

_CHANGING = frozenset(
    ("chart.episode", "chart.change_episode", "chart.bookmark", "chart.forget_bookmark",
     "case.new", "case.open", "case.import", "case.import_check", "case.paste", "case.returns", "case.sample",
     "case.join", "case.differences", "case.scheme", "case.save_as", "case.close")
)  # fmt: skip

COMMANDS: tuple[Command, ...] = (
    Command("case.new", "&New case", CASE, "Start an empty case", ("Ctrl+N",), when=_not_busy),
    Command("case.open", "&Open…", CASE, "Open a case file, or start a case from chronologies",
            ("Ctrl+O",), when=_not_busy, toolbar=True),
    Command("case.import", "&Import chronologies…", CASE, "Add spreadsheets, text files or Word tables to this case",
            ("Ctrl+I",), when=_not_busy, toolbar=True),
    Command("case.import_check", "Import with chec&k…", CASE, "See what files are taken for before they are added",
            ("Ctrl+Shift+I",), when=_not_busy),
    Command("case.paste", "Paste a &table", CASE, "Add the table on the clipboard to this case", ("Ctrl+V",),
            when=_not_busy),
    Command("case.returns", "&Files and returns…", CASE, "Remove a file, say what it covers, save the import report",
            ("Ctrl+Shift+F",), when=_keepable),
    Command("case.join", "&Join a colleague’s copy…", CASE, "Take over what a colleague did to a copy of this case",
            ("Ctrl+Shift+J",), when=_keepable),
    Command("case.differences", "Where reviewers &differ…", CASE, "Decide what two reviewers gave otherwise",
            when=_keepable),
    Command("case.scheme", "Sc&heme…", CASE, "Levels, windows and thresholds: choose a scheme, or make your own",
            when=_not_busy),
    Command("case.sample", "Open the sa&mple case", CASE, "An invented family, to try things out on", when=_not_busy),
    Command("case.save_as", "&Save case as…", CASE, "Keep the case in a file of its own", ("Ctrl+Shift+S", "Ctrl+S"),
            when=_keepable, toolbar=True, section=True),
    Command("chart.export", "&Export chart…", CASE, "Draw the chart as it is seen to a picture or to pages",
            ("Ctrl+Shift+E",), when=_records_idle, section=True),
    Command("chart.copy", "Cop&y chart", CASE, "Put the chart on the clipboard", ("Ctrl+Shift+C",), when=_records_idle),
    Command("chart.print", "&Print chart…", CASE, "See the chart as it will be on paper, and print it", ("Ctrl+P",),
            when=_records),
    Command("case.close", "&Close case", CASE, "Close the case and go back to the start page", ("Ctrl+W",),
            when=_not_busy, section=True),
    Command("case.reviewer", "&Reviewer’s name…", CASE, "The name noted with every code you set", section=True),
    Command("window.quit", "&Quit", CASE, "Leave the program", ("Ctrl+Q",), section=True),
    Command("edit.undo", "&Undo", EDIT, "Take back the last change", ("Ctrl+Z",), when=_undoable, toolbar=True),
    Command("edit.redo", "&Redo", EDIT, "Make the change again", ("Ctrl+Shift+Z", "Ctrl+Y"), when=_redoable,
            toolbar=True),
    Command("edit.history", "&History…", EDIT, "Every step of the case in words; go back to one, or forward",
            ("Ctrl+H",), when=_keepable),
    Command("edit.duplicates", "Possible &duplicates…", EDIT, "Records that may tell the same event: decide each",
            ("Ctrl+D",), when=_records_idle, section=True),
    Command("edit.people", "&Who is who…", EDIT, "Children, what they are called, and whom the sheets mean",
            ("Ctrl+Shift+W",), when=_records_idle),
    Command("edit.add", "&Add a record…", EDIT, "A record of your own, which no agency sent", ("Ctrl+Shift+A",),
            when=_keepable, section=True),
    Command("edit.correct", "&Correct the record…", EDIT, "Correct what the chosen record says", ("Ctrl+E",),
            when=_event),
    Command("edit.split", "&Split the record…", EDIT, "Divide the chosen record, or put its parts together again",
            when=_event),
    Command("edit.withdraw", "Wi&thdraw the record, or bring it back", EDIT,
            "Withdrawn records stay in the case and count nowhere", ("Ctrl+Del",), when=_event),
    Command("edit.mend", "&Mend a rejected row…", EDIT, "Give the chosen rejected row the date it should have",
            ("Ctrl+M",), when=_keepable),
    *(
        Command(f"code.severity.{rank}", f"Severity &{rank}", CODE, f"Record severity {rank} for the chosen record",
                (f"Alt+{rank}",), table_keys=(str(rank),), when=_event, value=rank)
        for rank in range(6)
    ),
    Command("code.severity.none", "&Not scored", CODE, "Record that nobody has scored the chosen record",
            ("Alt+-",), table_keys=("-",), when=_event),
    Command("code.confirm", "&Confirm the suggested codes", CODE, "Take the chosen record’s suggested codes as yours",
            ("Ctrl+Return",), when=_event, section=True),
    Command("code.confirm_next", "Confirm and go to the ne&xt", CODE,
            "Confirm, and choose the next record with a suggested code", table_keys=("Return", "Enter"), when=_event),
    Command("code.next_waiting", "Next s&uggested codes", CODE, "Choose the next record with a suggested code",
            ("Ctrl+J",), when=_records),
    Command("code.mark_stated", "Suggest mar&kers for coded rows", CODE,
            "Suggest what rows record beside the codes that their sheet states: a child seen, a referral’s outcome, …",
            when=_keepable),
    Command("code.finding.accept", "&Accept the finding", CODE, "Record that the chosen finding holds",
            finding_keys=("A",), when=_finding, section=True),
    Command("code.finding.dismiss", "&Dismiss the finding…", CODE,
            "Record that the chosen finding does not hold, and why", finding_keys=("D",), when=_finding),
    Command("code.finding.note", "Note on the &finding…", CODE, "Keep a note with the chosen finding",
            finding_keys=("N",), when=_finding),
    Command("code.finding.reopen", "Leave the finding &open", CODE,
            "Take back what was decided of the chosen finding", finding_keys=("O",), when=_finding),
    Command("look.next_finding", "Next &finding", VIEW, "Go to the next finding and its evidence", ("F",),
            when=_findings, toolbar=True),
    Command("look.previous_finding", "Previous findi&ng", VIEW, "Go to the finding before", ("Shift+F",),
            when=_findings),
    Command("look.next_record", "Next &record", VIEW, "Choose the record after this one", ("Ctrl+Down",),
            when=_records, section=True),
    Command("look.previous_record", "Previous recor&d", VIEW, "Choose the record before this one", ("Ctrl+Up",),
            when=_records),
    Command("look.whole", "&Whole case", VIEW, "Show the whole record", ("Ctrl+0",), chart_keys=("0",),
            when=_records, toolbar=True, section=True),
    Command("look.in", "Zoom &in", VIEW, "Show fewer days", ("Ctrl++", "Ctrl+="), chart_keys=("+", "="),
            when=_records, toolbar=True),
    Command("look.out", "Zoom &out", VIEW, "Show more days", ("Ctrl+-",), chart_keys=("-",), when=_records,
            toolbar=True),
    Command("look.back", "&Back", VIEW, "Show every record, let go of the finding, show the whole case",
            ("Esc",)),
    Command("look.find", "&Search…", VIEW, "Search every record as you type", ("Ctrl+F",), when=_records, toolbar=True,
            section=True),
    Command("look.next_match", "Next matc&h", VIEW, "Choose the next record that is left", ("F3",), when=_filtered),
    Command("look.previous_match", "&Previous match", VIEW, "Choose the record before that is left", ("Shift+F3",),
            when=_filtered),
    Command("look.filter", "Fi&lter…", VIEW, "Show only some records: by child, agency, category and more",
            ("Ctrl+Shift+L",), when=_records),
    Command("look.clear_filter", "Show ever&y record", VIEW, "Filter by nothing any more", ("Shift+Esc",),
            when=_filtered),
    Command("chart.facing", "Facing strips, or two baselines", VIEW,
            "Both strips of a lane on one baseline, from which the level hangs", ("F7",), when=_records, section=True),
    Command("look.phase", "Phase view, or the lanes again", VIEW, "Each cycle as a loop of level and concern",
            ("F6",), when=_records, section=True),
    Command("look.overview", "Go to the overview", VIEW, "Give the strip of the whole record the keyboard",
            ("Ctrl+5",), when=_records),
    Command("look.times", "Time at each level…", VIEW, "How many days each child was at each level",
            ("Ctrl+Shift+T",), when=_measurable),
    Command("look.measures", "&Measures…", VIEW, "Counts and days for each child, as of any day", ("Ctrl+Shift+M",),
            when=_measurable),
    Command("look.seen_as", "As &agencies could have seen it…", VIEW,
            "Only what some agencies could have known on a day", ("Ctrl+K",), when=_whole),
    Command("look.seen_all", "See e&verything again", VIEW, "Leave the view of some agencies", ("F8",), when=_seen),
    Command("look.theme.system", "As the &system", VIEW, "Light, dark or high contrast, as the system asks for",
            section=True, submenu=THEME),
    *(
        Command(f"look.theme.{name}", title, VIEW, tip, submenu=THEME)
        for name, title, tip in (
            ("light", "&Light", "Dark words on white"),
            ("dark", "&Dark", "Light words on dark grey"),
            ("high-contrast", "&High contrast", "White on black; lines and hatching in place of fills"),
            ("projector", "For a &projector", "Large type and strong colours, to be read from four metres"),
        )
    ),
    Command("look.chart", "Go to the &chart", VIEW, "Give the chart the keyboard", ("Ctrl+1",), when=_records,
            section=True),
    Command("look.table", "Go to the &table", VIEW, "Give the table of records the keyboard", ("Ctrl+2",),
            when=_records),
    Command("look.record", "Go to the r&ecord", VIEW, "Give the chosen record the keyboard", ("Ctrl+3",),
            when=_records),
    Command("look.findings", "Go to the findin&gs", VIEW, "Give the list of findings the keyboard", ("Ctrl+4",),
            when=_records),
    Command("chart.to_finding", "Zoom to the fi&nding", CHART, "Show the days of the chosen finding",
            chart_keys=("Z",), when=_finding),
    Command("chart.to_cycle", "Next &return of concern", CHART, "Zoom to the lane’s next return of concern",
            chart_keys=("C",), when=_records),
    Command("chart.to_year", "&Year of the child’s life", CHART, "Zoom to the year, from birthday to birthday",
            chart_keys=("Y",), when=_records),
    Command("chart.fit", "Lanes as &high as fit", CHART, "Let all lanes share the height of the chart",
            ("Ctrl+Shift+0",), when=_records),
    Command("chart.measure", "&Measure between two records", CHART,
            "Days from the chosen record to the one chosen next; Esc ends", chart_keys=("M",), when=_records,
            section=True),
    Command("chart.align_plan", "Align on each child’s first &plan", CHART,
            "Move every lane so that its first child protection plan is day 0", when=_records, section=True),
    Command("chart.align_record", "&Align on the chosen record", CHART, "Count days from the chosen record",
            when=_event),
    Command("chart.align_none", "By &date again", CHART, "Put every lane back on its dates", when=_records),
    Command("chart.episode", "Mark a &key practice episode…", CHART, "The days shown, or those of the chosen finding",
            ("Ctrl+Shift+K",), when=_keepable, section=True),
    Command("chart.change_episode", "Change the &episode…", CHART, "Title, days and note of the episode in view",
            when=_records),
    Command("chart.bookmark", "Keep a &bookmark…", CHART, "Keep what is shown and chosen under a name", ("Ctrl+B",),
            when=_keepable),
    Command("chart.next_bookmark", "Next b&ookmark", CHART, "Go to the next bookmark", ("F9",), when=_records),
    Command("chart.previous_bookmark", "Pre&vious bookmark", CHART, "Go to the bookmark before", ("Shift+F9",),
            when=_records),
    Command("chart.forget_bookmark", "&Take the bookmark away", CHART, "The one that was gone to last",
            when=_keepable),
    Command("help.shortcuts", "&Shortcuts", HELP, "Every key and what it does", ("F1",)),
    Command("help.about", "&About", HELP, "What this program is, and its version"),
)  # fmt: skip

TABLE_KEYS: tuple[tuple[str, str], ...] = (
    ("Shift+F10 or the menu key", "Choose the columns"),
    ("F2 or a double click", "Edit the cell in place; Ctrl+Enter keeps a text, Enter anything else, Esc neither"),
    ("Shift+Up or Shift+Down", "Choose several records; codes then go to all of them"),
    ("a letter", "In or out of the category that shows this letter beside the record"),
)
"""What the table of records itself does with keys while it has the keyboard: key, deed."""

CHART_KEYS: tuple[tuple[str, str], ...] = (
    ("Tab", "From the lane to its findings to its records; with Shift back"),
    ("Left or Right", "Record before or after, in this lane; among findings the finding before or after"),
    ("Home or End", "First or last record, or finding, of this lane"),
    ("Enter", "Open the record; zoom to the finding"),
    ("Up or Down", "Lane above or below"),
    ("Shift+Left or Shift+Right", "Earlier or later days"),
    ("Wheel or pinch", "Zoom about the pointer; with Shift, earlier or later days"),
    ("Drag", "Earlier or later days; with Shift, choose the records that are brushed"),
    ("Double click", "Zoom to a finding, to a stretch of the axis, or to the year of the child’s life"),
    ("Drag a lane’s foot", "In the margin left of the lanes: higher or lower lanes"),
)
"""What the chart itself does with keys while it has the keyboard: key, deed."""
