"""Everything a person can tell the window to do, as rows of data.

``actions`` makes menus, toolbar, shortcuts and the page of shortcuts from them; a command that is
not here does not exist. Digits code a severity while the table or the record has the keyboard; in
the chart 0 is the whole case, so everywhere else Alt goes with the digit.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.language import LANGUAGES, tr


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


def _can_go_back(standing: Standing) -> bool:
    """Where there are records, or the tour is about to bring some."""
    return standing.has_records or standing.busy


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


CASE, EDIT, CODE, VIEW, CHART, HELP = tr("&Case"), tr("&Edit"), tr("C&ode"), tr("&View"), tr("Ch&art"), tr("&Help")
THEME, LANGUAGE, TEXT, PANELS = tr("Theme"), tr("Language"), tr("Text size"), tr("Panels")
PANEL, GO_TO = tr("Panel &view"), tr("&Go to")
MENUS = (CASE, EDIT, CODE, VIEW, CHART, HELP)

_CHANGING = frozenset(
    ("chart.episode", "chart.change_episode", "chart.bookmark", "chart.bookmarks", "chart.forget_bookmark",
     "case.new", "case.open", "case.import", "case.import_check", "case.paste", "case.returns", "case.sample",
     "case.join", "case.differences", "case.scheme", "case.marking", "case.save_as", "case.close")
)  # fmt: skip

COMMANDS: tuple[Command, ...] = (
    Command("case.new", tr("&New case"), CASE, tr("Start an empty case"), ("Ctrl+N",), when=_not_busy),
    Command("case.open", tr("&Open…"), CASE, tr("Open a case file, or start a case from chronologies"), ("Ctrl+O",),
            when=_not_busy, toolbar=True),
    Command("case.import", tr("&Import chronologies…"), CASE,
            tr("Add spreadsheets, text files or Word tables to this case"), ("Ctrl+I",), when=_not_busy, toolbar=True),
    Command("case.import_check", tr("Import with chec&k…"), CASE,
            tr("See what files are taken for before they are added"), ("Ctrl+Shift+I",), when=_not_busy),
    Command("case.paste", tr("Paste a &table"), CASE, tr("Add the table on the clipboard to this case"), ("Ctrl+V",),
            when=_not_busy),
    Command("case.returns", tr("&Files and returns…"), CASE,
            tr("Remove a file, say what it covers, save the import report"), ("Ctrl+Shift+F",), when=_keepable),
    Command("case.join", tr("&Join a colleague’s copy…"), CASE,
            tr("Take over what a colleague did to a copy of this case"), ("Ctrl+Shift+J",), when=_keepable),
    Command("case.differences", tr("Where reviewers &differ…"), CASE,
            tr("Decide between two reviewers where they differ"), when=_keepable),
    Command("case.scheme", tr("Sc&heme…"), CASE,
            tr("Levels, windows and thresholds: choose a scheme, or make your own"), when=_not_busy),
    Command("case.marking", tr("M&arking…"), CASE,
            tr("The protective marking that the chart, every export and the panel view carry"), when=_keepable),
    Command("case.sample", tr("Open the sa&mple case"), CASE, tr("An invented family, to try things out on"),
            when=_not_busy),
    Command("case.save_as", tr("&Save case as…"), CASE, tr("Keep the case in a file of its own"),
            ("Ctrl+Shift+S", "Ctrl+S"), when=_keepable, toolbar=True, section=True),
    Command("chart.export", tr("&Export chart…"), CASE, tr("Draw the chart as it is seen to a picture or to pages"),
            ("Ctrl+Shift+E",), when=_records_idle, section=True),
    Command("chart.copy", tr("Cop&y chart"), CASE, tr("Put the chart on the clipboard"), ("Ctrl+Shift+C",),
            when=_records_idle),
    Command("chart.print", tr("&Print chart…"), CASE, tr("See the chart as it will be on paper, and print it"),
            ("Ctrl+P",), when=_records),
    Command("case.close", tr("&Close case"), CASE, tr("Close the case and go back to the start page"), ("Ctrl+W",),
            when=_keepable, section=True),
    Command("case.reviewer", tr("&Reviewer’s name…"), CASE, tr("The name noted with every code you set"),
            section=True),
    Command("window.quit", tr("&Quit"), CASE, tr("Leave the program"), ("Ctrl+Q",), section=True),
    Command("edit.undo", tr("&Undo"), EDIT, tr("Take back the last change"), ("Ctrl+Z",), when=_undoable,
            toolbar=True),
    Command("edit.redo", tr("&Redo"), EDIT, tr("Make the change again"), ("Ctrl+Shift+Z", "Ctrl+Y"), when=_redoable,
            toolbar=True),
    Command("edit.history", tr("&History…"), EDIT, tr("Every step of the case in words; go back to one, or forward"),
            ("Ctrl+H",), when=_keepable),
    Command("edit.duplicates", tr("Possible &duplicates…"), EDIT,
            tr("Records that may tell the same event: decide each"), ("Ctrl+D",), when=_records_idle, section=True),
    Command("edit.people", tr("&Who is who…"), EDIT, tr("Children, what they are called, and whom the sheets mean"),
            ("Ctrl+Shift+W",), when=_records_idle),
    Command("edit.add", tr("&Add a record…"), EDIT, tr("A record of your own, which no agency sent"),
            ("Ctrl+Shift+A",), when=_keepable, section=True),
    Command("edit.correct", tr("&Correct the record…"), EDIT, tr("Correct what the chosen record says"), ("Ctrl+E",),
            when=_event),
    Command("edit.split", tr("&Split the record…"), EDIT,
            tr("Divide the chosen record, or put its parts together again"), when=_event),
    Command("edit.withdraw", tr("Wi&thdraw the record, or bring it back"), EDIT,
            tr("Withdrawn records stay in the case and count nowhere"), ("Ctrl+Del",), when=_event),
    Command("edit.mend", tr("&Mend a rejected row…"), EDIT, tr("Give the chosen rejected row the date it should have"),
            ("Ctrl+M",), when=_keepable),
    *(
        Command(f"code.severity.{rank}", tr("Severity &{rank}").format(rank=rank), CODE,
                tr("Record severity {rank} for the chosen record").format(rank=rank), (f"Alt+{rank}",),
                table_keys=(str(rank),), when=_event, value=rank)
        for rank in range(6)
    ),
    Command("code.severity.none", tr("&Not scored"), CODE, tr("Record that nobody has scored the chosen record"),
            ("Alt+-",), table_keys=("-",), when=_event),
    Command("code.confirm", tr("&Confirm the suggested codes"), CODE,
            tr("Take the chosen record’s suggested codes as yours"), ("Ctrl+Return",), when=_event, section=True),
    Command("code.confirm_next", tr("Confirm and go to the ne&xt"), CODE,
            tr("Confirm, and choose the next record with a suggested code"),
            table_keys=("Return", "Enter"), when=_event),  # not words: keys
    Command("code.next_waiting", tr("Next s&uggested codes"), CODE, tr("Choose the next record with a suggested code"),
            ("Ctrl+J",), when=_records),
    Command("code.mark_stated", tr("Suggest mar&kers for coded rows"), CODE,
            tr("Suggest what rows record beside the codes that their sheet states: "
               "a child seen, a referral’s outcome, …"), when=_keepable),
    Command("code.own_words", tr("&Your own words…"), CODE,
            tr("Words that the lexicon does not know: what they mean, and which records hold them"), when=_not_busy),
    Command("code.finding.accept", tr("&Accept the finding"), CODE, tr("Record that the chosen finding holds"),
            finding_keys=("A",), when=_finding, section=True),
    Command("code.finding.dismiss", tr("&Dismiss the finding…"), CODE,
            tr("Record that the chosen finding does not hold, and why"), finding_keys=("D",), when=_finding),
    Command("code.finding.note", tr("Note on the &finding…"), CODE, tr("Keep a note with the chosen finding"),
            finding_keys=("N",), when=_finding),
    Command("code.finding.reopen", tr("Leave the finding &open"), CODE,
            tr("Take back what was decided of the chosen finding"), finding_keys=("O",), when=_finding),
    Command("look.next_finding", tr("Next &finding"), VIEW, tr("Go to the next finding and its evidence"), ("F",),
            when=_findings, toolbar=True),
    Command("look.previous_finding", tr("Previous findi&ng"), VIEW, tr("Go to the finding before"), ("Shift+F",),
            when=_findings),
    Command("look.next_record", tr("Next &record"), VIEW, tr("Choose the record after this one"), ("Ctrl+Down",),
            when=_records, submenu=GO_TO),
    Command("look.previous_record", tr("Previous recor&d"), VIEW, tr("Choose the record before this one"),
            ("Ctrl+Up",), when=_records, submenu=GO_TO),
    Command("look.next_match", tr("Next matc&h"), VIEW, tr("Choose the next record that is left"), ("F3",),
            when=_filtered, submenu=GO_TO),
    Command("look.previous_match", tr("&Previous match"), VIEW, tr("Choose the record before that is left"),
            ("Shift+F3",), when=_filtered, submenu=GO_TO),
    Command("look.chart", tr("Go to the &chart"), VIEW, tr("Give the chart the keyboard"), ("Ctrl+1",), when=_records,
            submenu=GO_TO),
    Command("look.table", tr("Go to the &table"), VIEW, tr("Give the table of records the keyboard"), ("Ctrl+2",),
            when=_records, submenu=GO_TO),
    Command("look.record", tr("Go to the r&ecord"), VIEW, tr("Give the chosen record the keyboard"), ("Ctrl+3",),
            when=_records, submenu=GO_TO),
    Command("look.findings", tr("Go to the findin&gs"), VIEW, tr("Give the list of findings the keyboard"),
            ("Ctrl+4",), when=_records, submenu=GO_TO),
    Command("look.overview", tr("Go to the overview"), VIEW, tr("Give the strip of the whole record the keyboard"),
            ("Ctrl+5",), when=_records, submenu=GO_TO),
    Command("look.whole", tr("&Whole case"), VIEW, tr("Show the whole record"), ("Ctrl+0",), chart_keys=("0",),
            when=_records, toolbar=True, section=True),
    Command("look.in", tr("Zoom &in"), VIEW, tr("Show fewer days"), ("Ctrl++", "Ctrl+="), chart_keys=("+", "="),
            when=_records, toolbar=True),
    Command("look.out", tr("Zoom &out"), VIEW, tr("Show more days"), ("Ctrl+-",), chart_keys=("-",), when=_records,
            toolbar=True),
    Command("look.back", tr("&Back"), VIEW, tr("Show every record, let go of the finding, show the whole case"),
            ("Esc",), when=_can_go_back),  # not words: a key
    Command("look.find", tr("&Search…"), VIEW, tr("Search every record as you type"), ("Ctrl+F",), when=_records,
            toolbar=True, section=True),
    Command("look.filter", tr("Fi&lter…"), VIEW, tr("Show only some records: by child, agency, category and more"),
            ("Ctrl+Shift+L",), when=_records),
    Command("look.clear_filter", tr("Show ever&y record"), VIEW, tr("Filter by nothing any more"), ("Shift+Esc",),
            when=_filtered),
    Command("chart.facing", tr("Facing strips, or two baselines"), VIEW,
            tr("Both strips of a lane on one baseline, from which the level hangs"), ("F7",), when=_records,
            section=True),
    Command("look.phase", tr("Phase view, or the lanes again"), VIEW, tr("Each cycle as a loop of level and concern"),
            ("F6",), when=_records, section=True),
    Command("look.times", tr("Time at each level…"), VIEW, tr("How many days each child was at each level"),
            ("Ctrl+Shift+T",), when=_measurable),
    Command("look.measures", tr("&Measures…"), VIEW, tr("Counts and days for each child, as of any day"),
            ("Ctrl+Shift+M",), when=_measurable),
    Command("look.seen_as", tr("As &agencies could have seen it…"), VIEW,
            tr("Only what some agencies could have known on a day"), ("Ctrl+K",), when=_whole),
    Command("look.seen_all", tr("See e&verything again"), VIEW, tr("Leave the view of some agencies"), ("F8",),
            when=_seen),
    Command("panel.show", tr("&Show a panel, or leave it"), VIEW,
            tr("Pseudonyms, no text and large type, full screen; on a second screen where there is one"), ("F5",),
            when=_records, section=True, submenu=PANEL),
    Command("panel.apart", tr("In a &window of its own, or leave it"), VIEW,
            tr("The panel view in a window that can be shared in a meeting by video"), ("Shift+F5",), when=_records,
            submenu=PANEL),
    Command("panel.page", tr("Stops, n&otes and names…"), VIEW,
            tr("What the panel is led through, your notes on it, and who goes by what"), ("Ctrl+F5",), when=_records,
            submenu=PANEL),
    Command("panel.next", tr("&Next stop"), VIEW, tr("Lead the panel to the next stop"), ("Ctrl+PgDown",),
            when=_records, submenu=PANEL),
    Command("panel.before", tr("Stop &before"), VIEW, tr("Lead the panel to the stop before"), ("Ctrl+PgUp",),
            when=_records, submenu=PANEL),
    Command("panel.black", tr("Bl&ack screen, and back"), VIEW, tr("Make the panel’s screen black, or show it again"),
            ("Ctrl+.",), when=_records, submenu=PANEL),
    Command("panel.text", tr("Show &text, and hide it"), VIEW,
            tr("What the rows at this stop say, to everyone who can see the panel’s screen"), ("Ctrl+Shift+.",),
            when=_records, submenu=PANEL),
    Command("look.theme.system", tr("As the &system"), VIEW,
            tr("Light, dark or high contrast, as the system asks for"), section=True, submenu=THEME),
    *(
        Command(f"look.theme.{name}", title, VIEW, tip, submenu=THEME)
        for name, title, tip in (
            ("light", tr("&Light"), tr("Dark words on white")),
            ("dark", tr("&Dark"), tr("Light words on dark grey")),
            ("high-contrast", tr("&High contrast"), tr("White on black; lines and hatching in place of fills")),
            ("projector", tr("For a &projector"), tr("Large type and strong colours, to be read from four metres")),
        )
    ),
    Command("look.text.larger", tr("&Larger"), VIEW, tr("All words larger, those of the chart too"), ("Ctrl+Alt++",
            "Ctrl+Alt+="), submenu=TEXT),
    Command("look.text.smaller", tr("&Smaller"), VIEW, tr("All words smaller"), ("Ctrl+Alt+-",), submenu=TEXT),
    Command("look.text.usual", tr("&Usual"), VIEW, tr("Words of the usual size"), ("Ctrl+Alt+0",), submenu=TEXT),
    Command("look.panels.tables", tr("Fold the &tables up, or show them"), VIEW,
            tr("Leave only the line with the tabs and the search of the tables under the chart"), ("Ctrl+T",),
            when=_records, submenu=PANELS),
    *(
        Command(f"look.panels.{name}", title, VIEW, tip, (key,), when=_records, submenu=PANELS)
        for name, title, tip, key in (
            ("wider", tr("Side panels &wider"), tr("More room for findings and record"), "Alt+Shift+Left"),
            ("narrower", tr("Side panels &narrower"), tr("More room for the chart"), "Alt+Shift+Right"),
            ("higher", tr("Tables &higher"), tr("More room for the tables"), "Alt+Shift+Up"),
            ("lower", tr("Tables &lower"), tr("More room for the chart"), "Alt+Shift+Down"),
        )
    ),
    Command("look.panels.first", tr("As at &first"), VIEW, tr("Put every panel back where it stood at first"),
            when=_records, submenu=PANELS),
    Command("look.language.system", tr("As the &system"), VIEW,
            tr("The language of the system, where Lifelanes has it"), submenu=LANGUAGE),
    *(
        Command(f"look.language.{code}", f"&{name}", VIEW, f"{LANGUAGE}: {name}", submenu=LANGUAGE)
        for code, name in LANGUAGES.items()
    ),
    Command("chart.to_finding", tr("Zoom to the fi&nding"), CHART, tr("Show the days of the chosen finding"),
            chart_keys=("Z",), when=_finding),
    Command("chart.to_cycle", tr("Next &return of concern"), CHART, tr("Zoom to the lane’s next return of concern"),
            chart_keys=("C",), when=_records),
    Command("chart.to_year", tr("&Year of the child’s life"), CHART, tr("Zoom to the year, from birthday to birthday"),
            chart_keys=("Y",), when=_records),
    Command("chart.fit", tr("Lanes as &high as fit"), CHART, tr("Let all lanes share the height of the chart"),
            ("Ctrl+Shift+0",), when=_records),
    Command("chart.measure", tr("&Measure between two records"), CHART,
            tr("Days from the chosen record to the one chosen next; Esc ends"), chart_keys=("M",), when=_records,
            section=True),
    Command("chart.align_plan", tr("Align on each child’s first &plan"), CHART,
            tr("Move every lane so that its first child protection plan is day 0"), when=_records, section=True),
    Command("chart.align_record", tr("&Align on the chosen record"), CHART, tr("Count days from the chosen record"),
            when=_event),
    Command("chart.align_none", tr("By &date again"), CHART, tr("Put every lane back on its dates"), when=_records),
    Command("chart.episode", tr("Mark a &key practice episode…"), CHART,
            tr("The days shown, or those of the chosen finding"), ("Ctrl+Shift+K",), when=_keepable, section=True),
    Command("chart.change_episode", tr("Change the &episode…"), CHART,
            tr("Title, days and note of the episode in view"), when=_records),
    Command("chart.bookmark", tr("Keep a &bookmark…"), CHART, tr("Keep what is shown and chosen under a name"),
            ("Ctrl+B",), when=_keepable),
    Command("chart.bookmarks", tr("Bookmark&s…"), CHART, tr("Every bookmark: go there, rename it, note, order, delete"),
            ("Ctrl+Shift+B",), when=_keepable),
    Command("chart.next_bookmark", tr("Next b&ookmark"), CHART, tr("Go to the next bookmark"), ("F9",), when=_records),
    Command("chart.previous_bookmark", tr("Pre&vious bookmark"), CHART, tr("Go to the bookmark before"), ("Shift+F9",),
            when=_records),
    Command("chart.forget_bookmark", tr("&Take the bookmark away"), CHART, tr("The one that was gone to last"),
            when=_keepable),
    Command("help.contents", tr("&Lifelanes help"), HELP, tr("What the part of the window you are in is for"), ("F1",)),
    Command("help.tour", tr("&Tour of the sample case"), HELP,
            tr("A few minutes’ walk through the sample case; what it does is undone at its end"), when=_not_busy),
    Command("help.shortcuts", tr("&Keyboard shortcuts"), HELP, tr("Every key and what it does"),
            ("Ctrl+F1", "Ctrl+?"), section=True),
    Command("help.about", tr("&About"), HELP, tr("What this program is, and its version")),
)  # fmt: skip

TABLE_KEYS: tuple[tuple[str, str], ...] = (
    (tr("Shift+F10 or the menu key"), tr("Choose the columns")),
    (
        tr("F2 or a double click"),
        tr("Edit the cell in place; Ctrl+Enter keeps a text, Enter anything else, Esc neither"),
    ),
    (tr("Shift+Up or Shift+Down"), tr("Choose several records; codes then go to all of them")),
    (tr("a letter"), tr("In or out of the category that shows this letter beside the record")),
)
"""What the table of records itself does with keys while it has the keyboard: key, deed."""

CHART_KEYS: tuple[tuple[str, str], ...] = (
    (tr("Tab"), tr("From the lane to its findings to its records; with Shift back")),
    (tr("Left or Right"), tr("Record before or after, in this lane; among findings the finding before or after")),
    (tr("Home or End"), tr("First or last record, or finding, of this lane")),
    (tr("Enter"), tr("Open the record; zoom to the finding")),
    (tr("Up or Down"), tr("Lane above or below")),
    (tr("Shift+Left or Shift+Right"), tr("Earlier or later days")),
    (tr("Wheel or pinch"), tr("Zoom about the pointer; with Shift, earlier or later days")),
    (tr("Drag"), tr("Earlier or later days; with Shift, choose the records that are brushed")),
    (tr("Double click"), tr("Zoom to a finding, to a stretch of the axis, or to the year of the child’s life")),
    (tr("Drag a lane’s foot"), tr("In the margin left of the lanes: higher or lower lanes")),
)
"""What the chart itself does with keys while it has the keyboard: key, deed."""
