"""Which column of a table holds what: by its heading, confirmed by what stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from importers.agencies import agency_named
from importers.dates.date_words import Order
from importers.headings import BEGINS, FIRST_LINE, HOLDS, WEAK, is_name_like, match_heading, split_heading
from importers.people.subjects import is_numbered_child
from importers.sheet import RawCell
from importers.tables.beside import LEAD, agency_by_cells, lead_of_text, names_authors, side_by_side, time_of_date
from importers.tables.evidence import DATES, FITS, SHORT_MEAN, Evidence, evidence_of
from importers.tables.other_tables import Held, names_events, why_no_chronology
from importers.tables.together import meant_together
from importers.vocabulary import field_words, normal

SAMPLE_ROWS = 300

_YEAR_HEADINGS = frozenset(("yy", "yyyy", "year", "yr"))

_REPEATABLE = frozenset(("_also", "response", "outcome", "analysis", "significance"))
_HOLDS = {item.name: item.holds for item in field_words()}
_SURE, _GUESSED, _LIKELY = 0.45, 0.5, 0.3
_MANY_COLUMNS = 20
_PROSE = 20
_LONG_ENOUGH = 8
_NAMED = frozenset(("subjects", "agency", "author", "source"))
_COMMENTS = frozenset(("analysis", "significance"))  # not words: fields
_ASKS = frozenset(("what", "how", "why", "when", "where"))  # not words: headings looked for
_NEVER = -3.0
_REFERENCE_WORDS = 2.5
_SEVERAL = 8
_NOTED = 0.5
"""The share of cells that tell what was done, from which a column of actions is one of events."""

_MOSTLY, _LEAST_SERVICES = 0.5, 2
"""The share of cells that name agencies or workers, and how many, from which a column names no children."""

_TELLS = 6
"""Words a cell, on average, from which a column that names a way of contact tells what happened."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column (0-based) serves which field. ``parts`` has a child's own columns: field -> name -> column.

    ``confidence`` runs from 0 to 1. ``why`` says why a table of such headings is no chronology, None where it may be
    one. ``grouping`` is the column taken for the agency because rows differ by it, though it names none; -1 for none.
    """

    headings: tuple[str, ...]
    fields: Mapping[str, tuple[int, ...]]
    parts: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: MappingProxyType({}))
    confidence: float = 0.0
    why: str | None = None
    grouping: int = -1

    def column(self, name: str) -> int:
        """The field's first column, -1 where it has none."""
        columns = self.fields.get(name)
        return columns[0] if columns else -1

    @property
    def shown(self) -> dict[str, str | tuple[tuple[str, str], ...]]:
        """Field -> heading, as a source keeps it; several columns as (part, heading) pairs."""
        found: dict[str, str | tuple[tuple[str, str], ...]] = {}
        for name, columns in self.fields.items():
            if name.startswith("_") or not columns:
                continue
            headings = [self.headings[column] for column in columns]
            found[name] = headings[0] if len(headings) == 1 else tuple((words, words) for words in headings)
        if "category" not in found and (kind := self._kind_of_event()):
            found["category"] = kind
        for name, people in self.parts.items():
            pairs = tuple((person, self.headings[column]) for person, column in people.items())
            if name == "text":
                found[name] = pairs
            found.setdefault(name, pairs)
        return found

    def _kind_of_event(self) -> str:
        """The heading of the column that says of what kind each event is, though in no words of a scheme."""
        said = (self.headings[column] for column in self.fields.get("_contact", ()))
        return next((words for words in said if match_heading(words).get("category", 0.0) >= WEAK), "")


def guess_columns(headings: Sequence[str], rows: Sequence[tuple[RawCell, ...]], order: Order = "dmy") -> ColumnMapping:
    """What each column of a table is. ``rows`` are those under the headings; a sample of them is looked at."""
    sample = rows[:SAMPLE_ROWS]
    width = len(headings)
    evidence = [evidence_of([row[at] if at < len(row) else "" for row in sample], order) for at in range(width)]
    return _Guess(tuple(headings), evidence).mapping()


class _Guess:
    """One table's columns being told apart: sure ones first, then what is left by its contents."""

    def __init__(self, headings: tuple[str, ...], evidence: list[Evidence]) -> None:
        self.headings = headings
        self.evidence = evidence
        self.fields: dict[str, list[int]] = {}
        self.parts: dict[str, dict[str, int]] = {}
        self.taken: set[int] = set()
        self.scores: dict[str, float] = {}
        self.sampled = max((item.filled for item in evidence), default=0)
        self.longest = max((item.mean_length for item in evidence), default=0.0)
        self.together = meant_together(headings)

    def mapping(self) -> ColumnMapping:
        self._take_split_headings()
        self._take_ticks(numbered=True)
        self._take_by_heading()
        self._take_ticks()
        self._find_agency()
        self._find_date()
        self._find_its_time()
        self._find_text()
        self._find_lead()
        self._take_side_by_side()
        self._keep_other_texts()
        self._part_dates()
        self._time_of_entry()
        fields = {name: tuple(columns) for name, columns in self.fields.items()}
        sure = min(self.scores.get("date", 0.0), self.scores.get("text", 0.0))
        held = [Held(item.filled, item.numbers, item.words, item.distinct, item.past) for item in self.evidence]
        people = len({person for parts in self.parts.values() for person in parts})
        why = why_no_chronology(self.headings, fields, people, held)
        return ColumnMapping(self.headings, fields, self.parts, round(min(1.0, sure), 2), why)

    def column(self, name: str) -> int:
        """The field's first column, -1 where it has none."""
        return next(iter(self.fields.get(name, ())), -1)

    def _take(self, name: str, column: int, score: float) -> None:
        self.fields.setdefault(name, []).append(column)
        self.scores[name] = max(score, self.scores.get(name, 0.0))
        self.taken.add(column)

    def _take_split_headings(self) -> None:
        found = [(column, split) for column, words in enumerate(self.headings) if (split := split_heading(words))]
        for column, (name, person) in found:
            alone = sum(other == name for _, (other, _) in found) == 1
            if alone and self.evidence[column].numbers < 0.5:
                continue
            self.parts.setdefault(name, {})[person] = column
            self.taken.add(column)

    def _take_by_heading(self) -> None:
        options: list[tuple[float, int, str]] = []
        for column, words in enumerate(self.headings):
            if column in self.taken or not words:
                continue
            for name, score in self._meanings(column):
                if name == "level" and self.evidence[column].progress >= _MOSTLY:
                    name, score = "outcome", min(score, WEAK)  # how far work has come, not how much a child needs
                fit = FITS[_HOLDS[name]](self.evidence[column], self.longest)
                if _HOLDS[name] == "date" and fit < 0 and score >= FIRST_LINE:
                    fit = 0.0  # a column that says it holds dates may hold none that can be read
                if fit >= 0:
                    options.append((0.65 * score + 0.35 * _fit(name, words, self.evidence[column], fit), column, name))
        options.sort(key=lambda option: (-option[0], option[1]))
        for score, column, name in options:
            full = name in self.fields or name in self.parts
            if score < _SURE or column in self.taken or name == LEAD or (full and name not in _REPEATABLE):
                continue
            if name == "text" and self.evidence[column].filled == 0 and self.longest > 0:
                continue
            self._take(name, column, score)

    def _meanings(self, column: int) -> list[tuple[str, float]]:
        if column not in self.together:
            return list(match_heading(self.headings[column]).items())
        name, score = self.together[column]
        return [(name, score)] if name in _HOLDS else []

    def _take_ticks(self, *, numbered: bool = False) -> None:
        """Columns headed with a person's name and holding nothing but ticks say who a row is about.

        A ``numbered`` child ("Child 1") is one whatever a heading that begins so may mean otherwise.
        """
        found = {
            words: column
            for column, words in enumerate(self.headings)
            if column not in self.taken
            and (is_numbered_child(words) if numbered else is_name_like(words))
            and (self.evidence[column].ticks == 1.0 or (numbered and self.evidence[column].filled == 0))
        }
        if numbered and not any(self.evidence[column].ticks for column in found.values()):
            return
        if found and ("subjects" not in self.fields or len(found) > 1):
            self.parts["subjects"] = found
            self.taken.update(found.values())

    def _find_agency(self) -> None:
        if "agency" in self.fields or "source" in self.fields:
            return
        authors = self.fields.get("author", [])
        found = agency_by_cells(self.headings, self.evidence, self.taken, authors)
        if found is None:
            return
        if found in authors and not self.evidence[found].persons and not names_authors(self.headings[found]):
            del self.fields["author"]  # where it names people beside agencies, or says "author", it serves both
        self._take("agency", found, WEAK)

    def _find_date(self) -> None:
        if "date" in self.fields:
            return
        for name, least in ((None, 0.6), ("entry_date", 0.5), ("time", 0.0)):
            columns = (
                [c for c in range(len(self.headings)) if c not in self.taken]
                if name is None
                else self.fields.get(name, [])
            )
            best = max(columns, key=lambda column: self.evidence[column].dates, default=None)
            if best is not None and self.evidence[best].filled == 0:
                continue
            if best is None or self.evidence[best].dates < least or self.evidence[best].filled < 0.3 * self.sampled:
                continue
            if name:
                del self.fields[name]
            self._take("date", best, _LIKELY if name == "time" else _GUESSED)
            return

    def _find_its_time(self) -> None:
        date = self.column("date")
        if date >= 0 and "time" not in self.fields:
            found = time_of_date(self.headings, self.evidence, self.taken, date)
            if found is not None:
                self._take("time", found, FIRST_LINE)

    def _part_dates(self) -> None:
        """Month and day in columns of their own belong to a date that is a year; beside a whole date they are left."""
        date = self.fields.get("date")
        if date and "_month" in self.fields:
            parted = "_day" in self.fields and normal(self.headings[date[0]]) in _YEAR_HEADINGS
            if parted or self.evidence[date[0]].years >= DATES:
                return
        self.fields.pop("_month", None)
        self.fields.pop("_day", None)

    def _time_of_entry(self) -> None:
        """When a row was written is when its event was only where the entry's date is the event's."""
        written = self.fields.pop("_entry_time", None)
        if written and "entry_date" not in self.fields and "time" not in self.fields:
            self.fields["time"] = written

    def _find_text(self) -> None:
        """Where no heading names the text, the longest column that is left; then comments; then a short one."""
        if "text" in self.fields:
            return
        told = [c for c in self.fields.get("_contact", []) if self.evidence[c].words >= _TELLS]
        if told and match_heading(self.headings[told[0]]).get("text", 0.0) >= WEAK:
            del self.fields["_contact"]
            self._take("text", told[0], WEAK)
            return
        if (noted := self._noted()) is not None:
            self.fields["response"].remove(noted)
            if not self.fields["response"]:
                del self.fields["response"]
            self._take("text", noted, WEAK)
            return
        free = [c for c in range(len(self.headings)) if c not in self.taken and self.evidence[c].numbers < 0.5]
        for name in (None, "analysis", "significance", "_contact", "outcome", "response", "reference"):
            columns = free if name is None else self.fields.get(name, [])
            columns = [c for c in columns if _tells(self.evidence[c])]
            best = max(columns, key=self._telling, default=None)
            if best is None or (name in (None, "reference") and self.evidence[best].mean_length < _LONG_ENOUGH):
                continue
            if name in _COMMENTS and "response" in self.fields and self.evidence[best].filled < _MOSTLY * self.sampled:
                continue  # comments on some rows tell no events where every row says what was done
            if name is None and (kind := self._event_kind(best)) is not None:
                name, best = kind
            if name:
                self.fields[name].remove(best)
                if not self.fields[name]:
                    del self.fields[name]
            if name is None and self.scores.get("date", 0.0) <= _GUESSED and self._is_register(best):
                return
            self._take("text", best, 0.4)
            return
        coded = [c for c in free if _may_tell(self.headings[c])]
        if coded and "subjects" in self.fields:
            self._take("text", coded[0], _LIKELY)

    def _telling(self, column: int) -> tuple[bool, bool, float]:
        """How well a column may tell the events: in sentences, on most rows, at length or under a heading of such."""
        evidence = self.evidence[column]
        sentences = evidence.words >= _TELLS
        length = evidence.mean_length * (2 if _may_tell(self.headings[column]) else 1)
        return sentences, sentences or evidence.filled >= _MOSTLY * self.sampled, length

    def _find_lead(self) -> None:
        text, contacts = self.column("text"), self.fields.get("_contact", [])
        found = lead_of_text(self.headings, self.evidence, self.taken - set(contacts), text) if text >= 0 else None
        if found is None:
            return
        if found in contacts:
            contacts.remove(found)
            if not contacts:
                del self.fields["_contact"]
        self._take(LEAD, found, WEAK)

    def _event_kind(self, other: int) -> tuple[str, int] | None:
        """The field and the column of the kinds of events, where what else might tell them says little by itself."""
        if match_heading(self.headings[other]).get("text", 0.0) >= WEAK or self.evidence[other].words >= _TELLS:
            return None
        named = ((name, column) for name in ("_contact", "category") for column in self.fields.get(name, ()))
        return next(((name, column) for name, column in named if names_events(self.headings[column])), None)

    def _noted(self) -> int | None:
        """The column of actions that tells what was done, as a worker's log has it, and not what is to be done."""
        columns = self.fields.get("response", [])
        best = max(columns, key=lambda column: self.evidence[column].past, default=None)
        return best if best is not None and self.evidence[best].past >= _NOTED else None

    def _take_side_by_side(self) -> None:
        text = self.column("text")
        if text >= 0 and (found := side_by_side(self.headings, self.evidence, self.taken, text)):
            self.parts["text"] = found
            self.taken.update(found.values())

    def _keep_other_texts(self) -> None:
        """Columns that may hold text as well speak where a row's own text is blank."""
        for column, words in enumerate(self.headings):
            free = column not in self.taken and self.evidence[column].filled and self.evidence[column].dates < DATES
            if free and self.evidence[column].numbers < DATES and match_heading(words).get("text", 0.0) >= WEAK:
                self._take("_other_text", column, WEAK)

    def _is_register(self, text: int) -> bool:
        """Whether a table without named dates and events looks like a list of things with many properties."""
        return len(self.headings) > _MANY_COLUMNS or self.evidence[text].mean_length < _PROSE


def _fit(name: str, heading: str, evidence: Evidence, fit: float) -> float:
    """How well a column of this heading fits a field whose kind of contents it fits so well."""
    if name == "child_seen":
        return _NEVER if evidence.numbers >= DATES else evidence.yes_no
    if name == "end_date" and evidence.filled and evidence.dates == 0.0 and "time" in normal(heading).split():
        return _NEVER  # the hour at which something ended is no day
    if name == "_present":
        return 1.0 - evidence.yes_no
    if name in ("reference", "time") and evidence.mean_length > SHORT_MEAN / 2:
        return 0.0
    if name == "reference" and evidence.words > _REFERENCE_WORDS:
        return 0.0
    if name == "category" and evidence.words >= _REFERENCE_WORDS and _never_again(evidence):
        return 0.0  # words that never come again sort nothing
    if name in _NAMED and evidence.yes_no >= DATES:
        return _NEVER  # a column of "yes" and "no" names nobody
    return _fit_of_people(name, heading, evidence, fit)


def _never_again(evidence: Evidence) -> bool:
    """Whether the cells of a column are many and seldom the same."""
    return evidence.filled >= _SEVERAL and evidence.distinct > DATES * evidence.filled


def _tells(evidence: Evidence) -> bool:
    """Whether a column may tell events: it holds words, and more than how far a piece of work has come."""
    return evidence.filled > 0 and max(evidence.dates, evidence.numbers, evidence.progress) < _MOSTLY


def _may_tell(heading: str) -> bool:
    return match_heading(heading).get("text", 0.0) >= WEAK


def _fit_of_people(name: str, heading: str, evidence: Evidence, fit: float) -> float:
    """How well a column fits those whom rows are about, or the numbers of rows; ``fit`` for any other field."""
    said = match_heading(heading)
    if name in ("reference", "subjects") and 0 < said.get("subjects", 0.0) <= said.get("reference", 0.0):
        # A number that never comes again is a row's own; one that does is that of whoever the rows are about.
        fit = fit if (name == "subjects") == (evidence.distinct < evidence.filled) else 0.0
    if name in ("agency", "author") and 0 < said.get("author", 0.0) < BEGINS and 0 < said.get("agency", 0.0) < BEGINS:
        # "Reported by" may be either: what stands in the column says which.
        fit = fit if (name == "author") == (evidence.persons >= _MOSTLY) else 0.0
    if name != "subjects":
        return fit
    if said.get(name, 0.0) <= HOLDS and max(said.values()) >= BEGINS:
        return _NEVER  # "Observations of child" are observations
    asks = normal(heading).partition(" ")[0] in _ASKS
    if said.get(name, 0.0) < FIRST_LINE and (asks or agency_named(heading) or evidence.words >= _TELLS):
        return _NEVER  # "Children's Social Care" is an agency; "What the child said" holds sentences
    if evidence.services >= _MOSTLY and evidence.filled >= _LEAST_SERVICES:
        return _NEVER  # what stands in a column says more than its heading
    if _never_again(evidence):
        # Those whom a chronology is about come again, or are called what the children of a family are.
        return fit if evidence.family >= _LIKELY else 0.0
    return fit
