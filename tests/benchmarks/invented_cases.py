"""How well the coder and the findings agree with a reader's labels on invented chronologies in very different voices.

    python -m tests.benchmarks.invented_cases [NAME...] [--rows]

They are in ``tests/labelled_cases``, labelled before the coder read them. ``--rows`` lists the rows where it differs.
"""

import argparse
import csv
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict, cast

import tomli

from app.analysis.finding import ESCALATION, RELAPSE, Finding
from app.analysis.findings import find_all
from app.case.dates import exactly
from app.case.edits import add_batch
from app.case.model import Case, Child
from app.case.scheme import default_scheme
from app.coding.coder import suggest_codes
from importers.batch import import_files
from tests.benchmarks.coding_quality import Codes, Key, codes_of, scores

FOLDER = Path(__file__).parents[1] / "labelled_cases"
WRITTEN = ("Date", "Agency", "Child", "Event", "Response")
NEAR_DAYS = 31


class Told(TypedDict):
    """What ``cases.toml`` says of one case."""

    children: dict[str, str]
    relapse: list[dict[str, str]]
    escalation: list[dict[str, str]]


@dataclass(frozen=True)
class Labelled:
    """A case as the program codes it, a reader's labels by row, and what is to be found in it."""

    case: Case
    truth: Mapping[Key, Codes]
    told: Told


def names() -> tuple[str, ...]:
    """The invented cases."""
    return tuple(tomli.loads((FOLDER / "cases.toml").read_text("utf-8")))


def labelled(name: str, kept_in: Path = FOLDER) -> Labelled:
    """One invented case of a folder, imported and coded as any other file."""
    told = cast(Told, tomli.loads((kept_in / "cases.toml").read_text("utf-8"))[name])
    with (kept_in / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    children = tuple(_child(place, child, born) for place, (child, born) in enumerate(told["children"].items()))
    empty = Case(default_scheme(), children=children)
    empty = Case(default_scheme(), children=children, events=empty.events.widened(len(children)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(WRITTEN)
            writer.writerows([row[name] for name in WRITTEN] for row in rows)
        case = add_batch(import_files([path], empty))(empty)[0]
    case = suggest_codes(case)(case)[0]
    return Labelled(case, {(path.name, "", place): _codes(row) for place, row in enumerate(rows, 2)}, told)


def found_of(kind: str, labels: Labelled) -> tuple[int, int, int]:
    """How many findings of a kind were found, missed, and reported without being there."""
    got = [finding for finding in find_all(labels.case) if finding.kind == kind]
    wanted = labels.told["relapse"] if kind == RELAPSE else labels.told["escalation"]
    hit = 0
    for item in wanted:
        for finding in got:
            if labels.case.children[finding.child].name == item["child"] and _same(item, finding):
                got.remove(finding)
                hit += 1
                break
    return hit, len(wanted) - hit, len(got)


def child_days(labels: Labelled) -> float:
    """The share of child-days on which the level is right."""
    said = codes_of(labels.case)
    first = min(codes.start for codes in labels.truth.values()).toordinal()
    last = max(codes.start for codes in labels.truth.values()).toordinal()
    right = total = 0
    for child in labels.told["children"]:
        wanted, got = (_level_by_day(rows, child, first, last) for rows in (labels.truth, said))
        right += sum(a == b for a, b in zip(wanted, got, strict=True))
        total += len(wanted)
    return right / total


def _child(place: int, name: str, born: str) -> Child:
    day, sex = born.split()
    return Child(place, name, exactly(date.fromisoformat(day)), sex)


def _codes(row: Mapping[str, str]) -> Codes:
    day, month, year = map(int, row["Date"].split("/"))
    subjects = frozenset(map(str.strip, row["Child"].split(",")))
    levels = dict(part.split("=") for part in row["intervention"].split(";") if part)
    stated = {child: int(levels.get(child, levels.get("all", -1))) for child in subjects}
    return Codes(
        int(row["severity"]),
        frozenset(row["category"].split(";")),
        row["is_health"] == "yes",
        {child: level for child, level in stated.items() if level >= 0},
        date(year, month, day),
        subjects,
    )


def _same(item: Mapping[str, str], finding: Finding) -> bool:
    if finding.kind == RELAPSE:
        moments = finding.moments
        return _near(item["step_down"], moments["step_down"]) and _near(item["relapse"], moments["relapse"])
    first, last = date.fromisoformat(item["start"]), date.fromisoformat(item["end"])
    overlap = (min(last, finding.end) - max(first, finding.start)).days
    whole = (max(last, finding.end) - min(first, finding.start)).days
    return overlap > 0 and overlap >= 0.5 * whole


def _near(told: str, day: date) -> bool:
    return abs((date.fromisoformat(told) - day).days) <= NEAR_DAYS


def _level_by_day(rows: Mapping[Key, Codes], child: str, first: int, last: int) -> list[int]:
    changes = sorted((codes.start.toordinal(), codes.levels[child]) for codes in rows.values() if child in codes.levels)
    days: list[int] = []
    level, place = 0, 0
    for day in range(first, last + 1):
        while place < len(changes) and changes[place][0] <= day:
            level, place = changes[place][1], place + 1
        days.append(level)
    return days


def _differing(labels: Labelled) -> Sequence[str]:
    events, lines = labels.case.events, list[str]()
    said = codes_of(labels.case)
    for place in range(len(events)):
        key = (labels.case.sources[events.event(place).source].file, "", events.event(place).row)
        want, got = labels.truth[key], said[key]
        if (want.severity, want.categories, want.health, want.levels) != (
            got.severity, got.categories, got.health, got.levels
        ):  # fmt: skip
            lines.append(
                f"{key[2]}: {want.severity}->{got.severity} +{sorted(got.categories - want.categories)} "
                f"-{sorted(want.categories - got.categories)} health {want.health}->{got.health} "
                f"levels {dict(want.levels)}->{dict(got.levels)} {events.markers[place]}\n    {events.text[place]}"
                f" | {events.response[place]}"
            )
    return lines


def main() -> None:
    """Print the figures of each case and of all rows together as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--rows", action="store_true")
    options = parser.parse_args()
    figures: dict[str, dict[str, float]] = {}
    truth: dict[Key, Codes] = {}
    said: dict[Key, Codes] = {}
    for name in options.names or names():
        labels = labelled(name)
        truth |= labels.truth
        said |= codes_of(labels.case)
        figures[name] = dict(scores(labels.truth, codes_of(labels.case))) | {"child-days": child_days(labels)}
        for kind in (RELAPSE, ESCALATION):
            hit, missed, extra = found_of(kind, labels)
            figures[name] |= {f"{kind} found": hit, f"{kind} missed": missed, f"{kind} not there": extra}
        if options.rows:
            print(f"== {name}", *_differing(labels), sep="\n")
    figures["all rows"] = scores(truth, said)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
