"""How severe the concerns of a row are, for which child, and what they are about."""

from collections.abc import Sequence
from typing import NamedTuple

from app.coding.context import AFFIRMED, Meaning, meaning_of, segment
from app.coding.entries import Concern, Modifier
from app.coding.lexicon import NOTHING_SHARED, SharedWords
from app.coding.naming import Mention
from app.coding.scanning import Scan
from app.coding.weights import Weights
from app.coding.whose import Whose

GOOD = "protective"
"""The category of what goes well (contract)."""

_ADULT_ONLY = frozenset(("someone else",))  # not words: keys
_NONE: frozenset[str] = frozenset()
_COUNTS = ("affirmed", "queried")


class Weighed(NamedTuple):
    """A concern's words, how they are meant, what they weigh, and for whom (None: every child of the row).

    ``counts`` where the words say that it is so, be it with a question mark. ``raised`` are (rule, words).
    """

    entry: Concern
    start: int
    end: int
    words: str
    meaning: Meaning
    severity: int
    children: frozenset[int] | None
    raised: tuple[tuple[str, str], ...]
    counts: bool

    def only_of(self, categories: frozenset[str]) -> bool:
        """Whether it is a concern of some of these categories and of no other."""
        return bool(self.entry.categories) and categories.issuperset(self.entry.categories)


class RowSeverity(NamedTuple):
    """What a row's concerns come to. ``severity`` -1: nothing was recognised.

    ``rules`` are (rule, words) that raised or lowered it. ``by_child`` holds the children whose severity differs.
    ``weighed`` leaves out what other words made pointless. ``praised`` are categories of which nothing but good is
    told.
    """

    severity: int
    by_child: dict[int, int]
    categories: frozenset[str]
    weighed: Sequence[Weighed]
    rules: Sequence[tuple[str, str]] = ()
    praised: frozenset[str] = frozenset()


def weighed_concerns(
    scan: Scan,
    named: Sequence[Mention],
    subjects: frozenset[int],
    year: int | None,
    adults_only: bool = False,
    child_words: Sequence[str] = (),
    shared: SharedWords = NOTHING_SHARED,
) -> tuple[Weighed, ...]:
    """Every concern of a sentence with its weight.

    In a row about no child nothing weighs where no child is meant: what a grown-up does, or has, unless the sentence
    has one of ``child_words``.
    """
    whose = Whose(scan, named, subjects, shared)
    found = [
        _weighed(scan, whose, year, entry, start, end) for entry, start, end in scan.concerns if entry.holds_in(year)
    ]
    if adults_only:
        told = bool(named) or any(word in scan.text for word in child_words)
        found = [item._replace(severity=0) if item.entry.adult or not told else item for item in found]
    return tuple(found)


def _weighed(scan: Scan, whose: Whose, year: int | None, entry: Concern, start: int, end: int) -> Weighed:
    words = scan.written[start:end]
    meaning = meaning_of(scan, start, end, year, "concerns", _ADULT_ONLY if entry.adult else _NONE)
    if meaning.meant not in _COUNTS:
        return Weighed(entry, start, end, words, meaning, 0, None, (), False)
    severity = entry.severity
    raised: list[tuple[str, str]] = []
    if severity and not entry.fixed and scan.modifiers:
        severity = _modified(scan, entry, start, end, year, raised)
    if severity and meaning.meant == "queried":
        severity = max(1, severity - 1)
    return Weighed(entry, start, end, words, meaning, severity, whose.of(entry, start, end), tuple(raised), True)


def _modified(scan: Scan, entry: Concern, start: int, end: int, year: int | None, raised: list[tuple[str, str]]) -> int:
    """The severity with the words beside it that make it more or less. Each rule works once."""
    severity = entry.severity
    here = segment(scan, start, end)
    used: set[str] = set()
    for modifier, first, last in scan.modifiers:
        if modifier.id in used or first < here[0] or last > here[1] or (first < end and start < last):
            continue
        if not _modifies(modifier, entry, severity, year):
            continue
        if meaning_of(scan, first, last, year, "concerns", _ADULT_ONLY) is not AFFIRMED:
            continue
        changed = (
            min(modifier.limit, severity + modifier.adds) if modifier.adds > 0 else max(1, severity + modifier.adds)
        )
        if changed != severity and (changed > severity) == (modifier.adds > 0):
            severity = changed
            used.add(modifier.id)
            raised.append((modifier.id, scan.written[first:last]))
    return severity


def _modifies(modifier: Modifier, entry: Concern, severity: int, year: int | None) -> bool:
    fits = not modifier.categories or any(category in modifier.categories for category in entry.categories)
    return fits and severity >= modifier.least and modifier.holds_in(year)


def row_severity(
    said: Sequence[Weighed], subjects: frozenset[int], ages: dict[int, float], weights: Weights
) -> RowSeverity:
    """What the concerns of all sentences of a row come to."""
    counted = [item for item in said if item.counts]
    if not counted:
        return RowSeverity(-1, {}, frozenset(), said)
    counted, said = _without_pointless(counted, said)
    categories = _categories(counted, weights)
    if GOOD in categories and not _is_good(counted):
        categories -= {GOOD}
    rules: list[tuple[str, str]] = []
    if [item for item in counted if item.entry.caps]:
        counted, said = _capped(counted, said, rules)
    highest = _total(counted, subjects, ages, weights, rules)
    by_child: dict[int, int] = {}
    if len(subjects) > 1:
        groups = {item.children for item in counted if item.children is not None}
        if groups:
            by_child = _by_child(counted, groups, subjects, ages, weights)
            highest = max(highest, *by_child.values())
            by_child = {child: rank for child, rank in by_child.items() if rank != highest}
    return RowSeverity(highest, by_child, categories, said, rules, _praised(counted, categories))


def _by_child(
    counted: list[Weighed],
    groups: set[frozenset[int]],
    subjects: frozenset[int],
    ages: dict[int, float],
    weights: Weights,
) -> dict[int, int]:
    """What the concerns come to for each child; children of whom the same are said share an answer."""
    by_child: dict[int, int] = {}
    known: dict[tuple[bool, ...], int] = {}
    for child in sorted(subjects):
        among = tuple([child in group for group in groups])
        total = known.get(among)
        if total is None:
            own = [item for item in counted if item.children is None or child in item.children]
            total = known[among] = _total(own, subjects, ages, weights, [])
        by_child[child] = total
    return by_child


def _without_pointless(counted: list[Weighed], said: Sequence[Weighed]) -> tuple[list[Weighed], Sequence[Weighed]]:
    """Weak words go where others speak, and words that give way go where one of those categories is spoken of."""
    strong = [item for item in counted if not item.entry.weak] or counted
    kept = strong
    if [item for item in strong if item.entry.gives_way]:
        spoken = {category for item in strong if not item.entry.gives_way for category in item.entry.categories}
        kept = [item for item in strong if spoken.isdisjoint(item.entry.gives_way)] or strong
    if len(kept) == len(counted):
        return counted, said
    stays = set(map(id, kept))
    return kept, [item for item in said if not item.counts or id(item) in stays]


def _categories(counted: list[Weighed], weights: Weights) -> frozenset[str]:
    """What the concerns are about, passing mentions left out: those far less severe than what the row is about."""
    if len(counted) == 1:
        return frozenset(counted[0].entry.categories)
    best: dict[str, int] = {}
    # What only brings other words down ("the account fits") tells of nothing where it stands beside none of them.
    for item in [item for item in counted if not item.entry.caps] or counted:
        for category in item.entry.categories:
            best[category] = max(item.severity, best.get(category, 0))
    for part, wholes in weights.part_of.items():
        if part in best and max(best[part], 1) <= max([best.get(whole, 0) for whole in wholes]):
            del best[part]
    least = max(best.values(), default=0) - weights.passing
    return frozenset([name for name, severity in best.items() if severity >= least or name in weights.never_passing])


def _praised(counted: list[Weighed], categories: frozenset[str]) -> frozenset[str]:
    """The categories of which nothing but good is told."""
    if not [item for item in counted if item.entry.good]:
        return _NONE
    told = {category for item in counted if not item.entry.good for category in item.entry.categories}
    return categories.difference(told, (GOOD,))


def _capped(
    counted: list[Weighed], said: Sequence[Weighed], rules: list[tuple[str, str]]
) -> tuple[list[Weighed], Sequence[Weighed]]:
    """Brings down what words that cap speak of, unless the row tells of something that stands against them."""
    if any(item.entry.stand for item in counted):
        return counted, said
    changed: dict[int, Weighed] = {}
    for cap in [item for item in counted if item.entry.caps]:
        about = set(cap.entry.categories)
        rules.append((cap.entry.id, cap.words))
        for item in counted:
            if cap.entry.caps < item.severity <= cap.entry.caps_from and not about.isdisjoint(item.entry.categories):
                changed[id(item)] = item._replace(severity=cap.entry.caps)
    return [changed.get(id(item), item) for item in counted], [changed.get(id(item), item) for item in said]


def _is_good(counted: list[Weighed]) -> bool:
    """Whether what is good about a row outweighs what is not: one kind word beside a concern does not make it so."""
    bad = [item for item in counted if item.severity]
    if not bad:
        return True
    good = {(item.start, item.words): item for item in counted if item.entry.good}
    if max(item.severity for item in bad) <= 1:
        return len(good) > 1 or any(item.entry.improvement for item in good.values())
    return len(good) > len({(item.start, item.words) for item in bad})


def _total(
    items: list[Weighed],
    subjects: frozenset[int],
    ages: dict[int, float],
    weights: Weights,
    rules: list[tuple[str, str]],
) -> int:
    """The highest of some concerns, raised where several domains come at once, lowered where things are better."""
    highest = max([item.severity for item in items], default=0)
    if highest >= 2:
        if ages:
            highest = _with_young(items, highest, subjects, ages, weights, rules)
        highest = _with_several(items, highest, weights, rules)
    good = [item for item in items if item.entry.good]
    if highest == 1 and _outweighed(items, good):
        rules.append(("weights.outweighed", good[0].words))
        return 0
    if good and 2 <= highest <= weights.improvement_limit:
        better = next((item for item in good if item.entry.improvement), None)
        if better is None and len(good) >= weights.good_balance:
            better = good[0]
        if better is not None:
            rules.append(("weights.improvement", better.words))
            return highest - 1
    return highest


def _outweighed(items: list[Weighed], good: list[Weighed]) -> bool:
    """Whether all that is wrong is low and more is said to be well: a healed graze, a cough that is gone."""
    bad = [item for item in items if item.severity]
    if not good or any(item.severity > 1 for item in bad):
        return False
    return all(item.entry.fixed for item in bad) or any(item.entry.improvement for item in good) or len(good) > len(bad)


def _with_young(
    items: list[Weighed],
    highest: int,
    subjects: frozenset[int],
    ages: dict[int, float],
    weights: Weights,
    rules: list[tuple[str, str]],
) -> int:
    doubted = any(item.entry.stand for item in items)
    accounted = {name for item in items if item.entry.caps and not doubted for name in item.entry.categories}
    for young in weights.young:
        for item in items:
            if item.severity < young.least or young.categories.isdisjoint(item.entry.categories):
                continue
            known = [ages[child] for child in (item.children or subjects) if child in ages]
            raised = min(young.limit, item.severity + young.adds)
            age = min(known, default=young.under_years)
            if age >= young.accounted_from and not accounted.isdisjoint(item.entry.categories):
                continue
            if raised > highest and age < young.under_years:
                highest = raised
                rules.append((young.id, item.words))
    return highest


def _with_several(items: list[Weighed], highest: int, weights: Weights, rules: list[tuple[str, str]]) -> int:
    for many in weights.many:
        if highest >= many.becomes:
            continue
        grave = [item for item in items if item.severity >= many.least]
        if len(grave) >= many.count:
            grave = [item for item in grave if not item.only_of(many.but)]
        if len(grave) >= many.count:
            places = _apart(grave)
            if len(places) >= many.count:
                highest = many.becomes
                rules.append((many.id, ", ".join(places)))
    for several in weights.several:
        if highest >= several.becomes or highest < several.least or len(items) < 2:
            continue
        told = {category for item in items if item.severity >= several.least for category in item.entry.categories}
        domains = told.difference(weights.no_domain)
        if len(domains) >= several.domains:
            highest = several.becomes
            rules.append((several.id, ", ".join(sorted(domains))))
    return highest


def _apart(items: list[Weighed]) -> list[str]:
    """The words of concerns that do not overlap in their sentence."""
    kept: list[Weighed] = []
    for item in sorted(items, key=lambda item: item.end - item.start, reverse=True):
        if not any(item.words in other.words or other.words in item.words for other in kept):
            kept.append(item)
    return [item.words for item in kept]
