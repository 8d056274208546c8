"""How well the coder agrees with a reader's labels.

    python -m tests.benchmarks.coding_quality --truth events.csv FILES... [--part tuned|held-out] [--password WORD]

``--truth`` is a table of labels: file, sheet, row, severity, category, intervention, is_health. A sixth of the rows
(by a hash of file, sheet and row) is held out: ``--part`` scores the rows the lexicon was tuned on, or the others.
"""

import argparse
import csv
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from app.case.edits import add_batch
from app.case.model import Case
from app.case.scheme import default_scheme
from app.coding.coder import health_rows, suggest_codes
from app.progress import Progress
from importers.batch import import_files

Key = tuple[str, str, int]
TOP = 5


@dataclass(frozen=True)
class Codes:
    """What a reader, or the coder, says of one row."""

    severity: int
    categories: frozenset[str]
    health: bool
    levels: Mapping[str, int]
    start: date
    subjects: frozenset[str] = frozenset()


def held_out(key: Key) -> bool:
    """Whether a row belongs to the sixth that the lexicon was not tuned on."""
    return int(hashlib.sha256("|".join(map(str, key)).encode()).hexdigest(), 16) % 6 == 0


def read_truth(path: Path) -> dict[Key, Codes]:
    """The reader's labels by (file, sheet, row)."""
    found: dict[Key, Codes] = {}
    with path.open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            if not row["date_start"]:
                continue
            levels = (part.partition("=") for part in row["intervention"].split(";") if "=" in part)
            found[row["file"], row["sheet"] or "", int(row["row"])] = Codes(
                int(row["severity"] or 0),
                frozenset(filter(None, row["category"].split(";"))),
                row["is_health"].lower() == "yes",
                {name: int(value) for name, _equals, value in levels},
                date.fromisoformat(row["date_start"]),
                frozenset(filter(None, row["subjects"].split(";"))),
            )
    return found


def read_files(files: Sequence[Path], passwords: Sequence[str]) -> Case:
    """One case of all files, coded."""
    batch = import_files(files, Case(default_scheme()), Progress(), passwords=passwords)
    case, _changes = add_batch(batch)(Case(default_scheme()))
    return suggest_codes(case)(case)[0]


def codes_of(case: Case) -> dict[Key, Codes]:
    """What the coded case says of each row."""
    events, health = case.events, health_rows(case)
    found: dict[Key, Codes] = {}
    for place in range(len(events)):
        event = events.event(place)
        source = case.sources[event.source]
        found[source.file, source.sheet, event.row] = Codes(
            max(0, event.severity),
            frozenset(case.scheme.categories_in(event.categories)),
            bool(health[place]),
            {case.children[child].name: level for child, level in event.levels.items()},
            event.when.earliest or event.when.latest or date.min,
            frozenset(case.children[child].name for child in event.subjects),
        )
    return found


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> float:
    """Cohen's kappa with quadratic weights."""
    table = np.zeros((TOP + 1, TOP + 1))
    for left, right in pairs:
        table[left, right] += 1
    weight = (np.arange(TOP + 1)[:, None] - np.arange(TOP + 1)) ** 2
    expected = np.outer(table.sum(1), table.sum(0)) / max(1, table.sum())
    return float(1 - (weight * table).sum() / (weight * expected).sum()) if (weight * expected).sum() else 1.0


def f1(hit: int, missed: int, extra: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hit / (2 * hit + missed + extra) if hit + missed + extra else 1.0


def scores(truth: Mapping[Key, Codes], said: Mapping[Key, Codes]) -> dict[str, float]:
    """Agreement on each field over the rows of ``truth``; a row that was not read counts as none."""
    nothing = Codes(0, frozenset(), False, {}, date.min)
    both = [(codes, said.get(key, nothing)) for key, codes in truth.items()]
    pairs = [(left.severity, right.severity) for left, right in both]
    serious = [right for left, right in pairs if left >= 4]
    quiet = [right for left, right in pairs if left == 0]
    return {
        "rows": float(len(pairs)),
        "rows read": sum(key in said for key in truth) / max(1, len(truth)),
        "severity weighted kappa": weighted_kappa(pairs),
        "severity exact": sum(left == right for left, right in pairs) / max(1, len(pairs)),
        "severity within 1": sum(abs(left - right) <= 1 for left, right in pairs) / max(1, len(pairs)),
        "serious rows coded 3 or more": sum(rank >= 3 for rank in serious) / max(1, len(serious)),
        "quiet rows coded 0 or 1": sum(rank <= 1 for rank in quiet) / max(1, len(quiet)),
        "category F1 (micro)": f1(
            sum(len(left.categories & right.categories) for left, right in both),
            sum(len(left.categories - right.categories) for left, right in both),
            sum(len(right.categories - left.categories) for left, right in both),
        ),
        "health F1": f1(
            sum(left.health and right.health for left, right in both),
            sum(left.health and not right.health for left, right in both),
            sum(right.health and not left.health for left, right in both),
        ),
    }


def child_days(truth: Mapping[Key, Codes], said: Mapping[Key, Codes]) -> float:
    """The share of child-days on which the level is right. A level lasts, so this takes every row, of either part."""
    told = (*truth.values(), *said.values())
    children = sorted({name for codes in told for name in codes.levels if name != "all"})
    if not children:
        return 1.0
    first, last = min(codes.start for codes in truth.values()), max(codes.start for codes in truth.values())
    right = total = 0
    for child in children:
        wanted = _levels_by_day(truth, child, first, last)
        got = _levels_by_day(said, child, first, last)
        right += sum(a == b for a, b in zip(wanted, got, strict=True))
        total += len(wanted)
    return right / total


def _levels_by_day(rows: Mapping[Key, Codes], child: str, first: date, last: date) -> list[int]:
    changes = sorted(
        (codes.start, codes.levels[name]) for codes in rows.values() for name in (child, "all") if name in codes.levels
    )
    days: list[int] = []
    level = 0
    for day in range((last - first).days + 1):
        while changes and changes[0][0] <= first + timedelta(days=day):
            level = changes.pop(0)[1]
        days.append(level)
    return days


def main() -> None:
    """Print the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--part", choices=("all", "tuned", "held-out"), default="all")
    parser.add_argument("--password", action="append", default=[])
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    names = {path.name for path in options.files}
    whole = {key: codes for key, codes in read_truth(options.truth).items() if key[0] in names}
    truth = whole
    if options.part != "all":
        truth = {key: codes for key, codes in whole.items() if held_out(key) == (options.part == "held-out")}
    said = codes_of(read_files(options.files, options.password))
    print(
        json.dumps(scores(truth, said) | {"child-days at the right level, all rows": child_days(whole, said)}, indent=1)
    )


if __name__ == "__main__":
    main()
