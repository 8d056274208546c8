"""How well the coder and the findings agree with readers who labelled invented chronologies before it was run on them.

    python -m tests.benchmarks.labelled_cases [--json]

One line for each reader's open and closed part, all rows of a part together; ``tests/labelled_cases/README.md`` says
what the parts are. Of the closed part no single row is ever told.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.analysis.finding import ESCALATION, RELAPSE
from tests.benchmarks.all_quality import found_in
from tests.benchmarks.coding_quality import Codes, Key, child_days, codes_of, read_files, read_truth, scores

FOLDER = Path(__file__).resolve().parent.parent / "labelled_cases"
READERS = ("first", "second")
PARTS = ("open", "closed")
SHOWN = {
    "rows read": "read",
    "severity weighted kappa": "kappa",
    "severity within 1": "within 1",
    "category F1 (micro)": "category",
    "health F1": "health",
    "child-days": "child-days",
}
"""The figures that the table shows, and how it heads them."""


@dataclass(frozen=True)
class Agreement:
    """A part of one reader's cases: figures over all rows, mean child-days, (hit, wanted, extra) of each finding."""

    reader: str
    part: str
    figures: dict[str, float]
    cycles: tuple[int, int, int]
    escalations: tuple[int, int, int]


def agreement(reader: str, part: str) -> Agreement:
    """Read, code and search every case of a part, and hold it against what its reader said."""
    truth: dict[Key, Codes] = {}
    said: dict[Key, Codes] = {}
    days: list[float] = []
    cycles: list[tuple[int, int, int]] = []
    escalations: list[tuple[int, int, int]] = []
    for folder in sorted(path for path in (FOLDER / reader / part).iterdir() if path.is_dir()):
        names: list[str] = json.loads((folder / "files.json").read_text("utf-8"))
        told = json.loads((folder / "findings.json").read_text("utf-8"))
        labels = read_truth(folder / "truth.csv")
        case = read_files([folder / name for name in names], ())
        codes = codes_of(case)
        truth |= _of_case(folder.name, labels)
        said |= _of_case(folder.name, codes)
        if told.get("singles"):
            continue  # rows of many families, which make no course of events
        days.append(child_days(labels, codes))
        cycles.append(found_in(case, RELAPSE, told))
        escalations.append(found_in(case, ESCALATION, told))
    figures = scores(truth, said) | {"child-days": sum(days) / len(days)}
    return Agreement(reader, part, figures, _sum(cycles), _sum(escalations))


def _of_case(name: str, rows: dict[Key, Codes]) -> dict[Key, Codes]:
    return {(f"{name}/{file}", sheet, row): codes for (file, sheet, row), codes in rows.items()}


def _sum(counts: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    return sum(one[0] for one in counts), sum(one[1] for one in counts), sum(one[2] for one in counts)


def _table(found: Sequence[Agreement]) -> str:
    heads = (*SHOWN.values(), "cycles", "escalations")
    lines = [f"{'':<15}" + "".join(f"{head:>13}" for head in heads)]
    for item in found:
        counts = (f"{hit} of {wanted} +{extra}" for hit, wanted, extra in (item.cycles, item.escalations))
        cells = (*(f"{item.figures[name]:.3f}" for name in SHOWN), *counts)
        lines.append(f"{item.reader + ', ' + item.part:<15}" + "".join(f"{cell:>13}" for cell in cells))
    return "\n".join(lines)


def main() -> None:
    """Print one line a part, or all of it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = [agreement(reader, part) for reader in READERS for part in PARTS]
    print(json.dumps([vars(item) for item in found], indent=1) if options.json else _table(found))


if __name__ == "__main__":
    main()
