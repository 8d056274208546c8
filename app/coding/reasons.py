"""Why a row has its codes, in sentences that a person can check against the row."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.case.model import Case
from app.coding.levels import LevelHit, rank_stated
from app.coding.reading import Codes
from app.coding.row import Row
from app.coding.scanning import Scan
from app.coding.weighing import Weighed

_SET_ASIDE = {
    "negated": "says that it is not so",
    "historic": "tells of an earlier time",
    "hypothetical": "tells of what may be or is planned",
    "someone else": "tells of someone else",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. ``field`` is what it decides ("severity", "category", "level", "marker"), or how words that decide
    nothing are meant ("negated", "historic", "hypothetical", "someone else").

    ``rule`` is the lexicon's entry, ``words`` what stands in the row's ``part`` ("text" or "response") from
    ``start`` to ``end``. ``says`` is a sentence.
    """

    field: str
    value: str
    rule: str
    words: str
    start: int
    end: int
    part: str
    says: str


def reasons_for(case: Case, row: Row, codes: Codes) -> tuple[Reason, ...]:
    """Every reason for a row's codes, the weightiest first in each field, then what was set aside."""
    return (
        *_for_severity(row, codes),
        *_for_categories(case, row, codes),
        *_for_levels(case, row, codes),
        *_for_markers(row, codes),
        *_set_aside(row, codes),
    )


def _for_severity(row: Row, codes: Codes) -> Iterator[Reason]:
    if codes.floor is not None:
        hit = codes.floor
        words = _words(row, hit.part, hit.start, hit.end)
        rank = hit.severity
        yield Reason(
            "severity", str(rank), hit.rule, words, hit.start, hit.end, hit.part,
            f'Severity {rank}, because "{words}" is a step that is taken for such concern.',
        )  # fmt: skip
    counted = sorted((item for item in codes.severity.weighed if item.counts), key=lambda item: -item.severity)
    for item in counted:
        words = _words(row, "text", item.start, item.end)
        raised = "".join(f', with "{said}"' for _rule, said in item.raised)
        queried = ", with a question mark" if item.meaning.meant == "queried" else ""
        rule = "+".join((item.entry.id, *(rule for rule, _said in item.raised)))
        yield Reason(
            "severity", str(item.severity), rule, words, item.start, item.end, "text",
            f'"{words}"{raised}{queried} weighs {item.severity}.',
        )  # fmt: skip
    for rule, said in codes.severity.rules:
        total = codes.severity.severity
        yield Reason("severity", str(total), rule, said, 0, 0, "text", f"All together weighs {total} ({rule}: {said}).")


def _for_categories(case: Case, row: Row, codes: Codes) -> Iterator[Reason]:
    names = case.scheme.category_names
    for key in case.scheme.categories_in(codes.categories):
        item = max(_with_category(codes, key), key=lambda item: item.severity)
        words = _words(row, "text", item.start, item.end)
        yield Reason(
            "category", key, item.entry.id, words, item.start, item.end, "text",
            f'{names[key]}, because of "{words}".',
        )  # fmt: skip


def _with_category(codes: Codes, key: str) -> list[Weighed]:
    return [item for item in codes.severity.weighed if item.counts and key in item.entry.categories]


def _for_levels(case: Case, row: Row, codes: Codes) -> Iterator[Reason]:
    for child, hit in sorted(codes.levels.items()):
        rank = rank_stated(hit)
        words = _words(row, hit.part, hit.start, hit.end)
        name, level = case.children[child].name, case.scheme.levels[rank].label
        yield Reason(
            "level", f"{name}={rank}", hit.entry.id, words, hit.start, hit.end, hit.part,
            f'{name}: {level}, because "{words}" {_deed(hit)}.',
        )  # fmt: skip


def _deed(hit: LevelHit) -> str:
    return {
        "opens": "opens it",
        "confirms": "says that it is in force",
        "falls to": "says that it comes down to it",
        "ends": "ends what was in force",
        "closes": "closes the case",
    }[hit.entry.does]


def _for_markers(row: Row, codes: Codes) -> Iterator[Reason]:
    for marker, hit in codes.marker_hits:
        words = _words(row, hit.part, hit.start, hit.end)
        yield Reason(
            "marker", marker, hit.entry.id, words, hit.start, hit.end, hit.part,
            f'{marker.replace("_", " ").replace(":", ": ")}, because of "{words}".',
        )  # fmt: skip


def _set_aside(row: Row, codes: Codes) -> Iterator[Reason]:
    for item in codes.severity.weighed:
        if item.counts:
            continue
        words = _words(row, "text", item.start, item.end)
        meant = item.meaning
        yield Reason(
            meant.meant, item.entry.id, meant.rule, words, item.start, item.end, "text",
            f'"{words}" does not count: "{meant.words}" {_SET_ASIDE[meant.meant]}.',
        )  # fmt: skip


def _words(row: Row, part: str, start: int, end: int) -> str:
    scan: Scan = row.text if part == "text" else row.response
    return scan.written[start:end]
