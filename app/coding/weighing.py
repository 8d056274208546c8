"""How severe the concerns of a row are, for which child, and what they are about."""

from dataclasses import dataclass

from app.coding.context import AFFIRMED, Meaning, clause, meaning_of, segment, sentence
from app.coding.entries import Concern, Modifier
from app.coding.row import Row, named_before
from app.coding.weights import Weights

GOOD = "protective"
"""The category of what goes well (contract)."""

_ADULT_ONLY = frozenset(("someone else",))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A concern's words, how they are meant, what they weigh, and for whom (None: every child of the row)."""

    entry: Concern
    start: int
    end: int
    meaning: Meaning
    severity: int
    children: frozenset[int] | None
    raised: tuple[tuple[str, str], ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the words say that it is so, be it with a question mark."""
        return self.meaning.meant in ("affirmed", "queried")


@dataclass(frozen=True, slots=True)
class RowSeverity:
    """What a row's concerns come to. ``severity`` -1: nothing was recognised. ``rules`` are (rule, words) that raised it."""

    severity: int
    by_child: dict[int, int]
    categories: frozenset[str]
    weighed: tuple[Weighed, ...]
    rules: tuple[tuple[str, str], ...] = ()


def weigh(row: Row, weights: Weights) -> RowSeverity:
    """The severity and categories of a row's text."""
    weighed = [_weighed(row, entry, start, end) for entry, start, end in row.text.concerns]
    counted = [item for item in weighed if item.counts]
    strong = [item for item in counted if not item.entry.weak]
    if strong:
        weighed = [item for item in weighed if not item.entry.weak]
        counted = strong
    said = {category for item in counted if not item.entry.gives_way for category in item.entry.categories}
    kept = [item for item in counted if said.isdisjoint(item.entry.gives_way)]
    if kept and len(kept) < len(counted):
        counted = kept
        weighed = [item for item in weighed if not item.counts or item in kept]
    categories = frozenset(category for item in counted for category in item.entry.categories)
    if GOOD in categories and not _is_good(counted):
        categories -= {GOOD}
    if not counted:
        return RowSeverity(-1, {}, categories, tuple(weighed))
    rules: list[tuple[str, str]] = []
    highest = _total(counted, row, weights, rules)
    by_child: dict[int, int] = {}
    if len(row.subjects) > 1 and any(item.children is not None for item in counted):
        for child in sorted(row.subjects):
            own = [item for item in counted if item.children is None or child in item.children]
            by_child[child] = _total(own, row, weights, [])
        highest = max(highest, *by_child.values()) if by_child else highest
        by_child = {child: rank for child, rank in by_child.items() if rank != highest}
    return RowSeverity(highest, by_child, categories, tuple(weighed), tuple(rules))


def _is_good(counted: list[Weighed]) -> bool:
    """Whether what is good about a row outweighs what is not: one kind word beside a concern does not make it so."""
    bad = [item for item in counted if item.severity]
    if not bad:
        return True
    good = {(item.start, item.end): item for item in counted if item.entry.good}
    if max(item.severity for item in bad) <= 1:
        return len(good) > 1 or any(item.entry.improvement for item in good.values())
    return len(good) > len({(item.start, item.end) for item in bad})


def _weighed(row: Row, entry: Concern, start: int, end: int) -> Weighed:
    meaning = meaning_of(row.text, start, end, row.year, "concerns", _ADULT_ONLY if entry.adult else frozenset())
    if meaning.meant not in ("affirmed", "queried"):
        return Weighed(entry, start, end, meaning, 0, None)
    severity = entry.severity
    raised: list[tuple[str, str]] = []
    if severity and not entry.fixed:
        severity = _modified(row, entry, start, end, raised)
        if meaning.meant == "queried":
            severity = max(1, severity - 1)
    return Weighed(entry, start, end, meaning, severity, _whose(row, start, end), tuple(raised))


def _modified(row: Row, entry: Concern, start: int, end: int, raised: list[tuple[str, str]]) -> int:
    severity = entry.severity
    if not row.text.modifiers:
        return severity
    here = segment(row.text, start, end)
    used: set[str] = set()
    for modifier, first, last in row.text.modifiers:
        if modifier.id in used or not _modifies(modifier, entry, severity, row.year):
            continue
        if not modifier.row and (first < here[0] or last > here[1]) or (first < end and start < last):
            continue
        if meaning_of(row.text, first, last, row.year, "concerns", _ADULT_ONLY) is not AFFIRMED:
            continue
        raised_to = (
            max(0, min(modifier.limit, severity + modifier.adds))
            if modifier.adds > 0
            else max(1, severity + modifier.adds)
        )
        if (raised_to > severity) == (modifier.adds > 0) and raised_to != severity:
            severity = raised_to
            used.add(modifier.id)
            raised.append((modifier.id, row.text.written[first:last]))
    return severity


def _modifies(modifier: Modifier, entry: Concern, severity: int, year: int | None) -> bool:
    fits = not modifier.categories or any(category in modifier.categories for category in entry.categories)
    return fits and severity >= modifier.least and modifier.holds_in(year)


def _whose(row: Row, start: int, end: int) -> frozenset[int] | None:
    """The children whose names stand before the words in their sentence, where that is not every child of the row."""
    if len(row.subjects) < 2 or not row.named:
        return None
    first, last = sentence(row.text, start, end)
    in_clause = clause(row.text, start, end)
    named = named_before(row.named, max(first, in_clause[0]), start) or named_before(row.named, first, start)
    if not named:
        named = named_before(row.named, end, min(last, in_clause[1]))
    named &= row.subjects
    return named if named and named != row.subjects else None


def _total(items: list[Weighed], row: Row, weights: Weights, rules: list[tuple[str, str]]) -> int:
    """The highest of some concerns, raised where several domains come at once, lowered where things are better."""
    if not items:
        return 0
    highest = max(item.severity for item in items)
    for young in weights.young:
        for item in items:
            ages = [row.ages[child] for child in (item.children or row.subjects) if child in row.ages]
            if item.severity < young.least or not ages or min(ages) >= young.under_years:
                continue
            if any(category in young.categories for category in item.entry.categories):
                raised = min(young.limit, item.severity + young.adds)
                if raised > highest:
                    highest = raised
                    rules.append((young.id, row.text.written[item.start : item.end]))
    for several in weights.several:
        domains = {
            category
            for item in items
            if item.severity >= several.least
            for category in item.entry.categories
            if category not in weights.no_domain
        }
        if len(domains) >= several.domains and highest < several.becomes:
            highest = several.becomes
            rules.append((several.id, ", ".join(sorted(domains))))
    good = [item for item in items if item.entry.good]
    better = next((item for item in good if item.entry.improvement), None)
    if better is None and len(good) >= weights.good_balance:
        better = good[0]
    if better is not None and 2 <= highest <= weights.improvement_limit:
        highest -= 1
        rules.append(("weights.improvement", row.text.written[better.start : better.end]))
    return highest
