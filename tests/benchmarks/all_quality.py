"""Every figure of quality in one table: the sample, the cases beside it, and the invented cases, one line each.

    python -m tests.benchmarks.all_quality FOLDER [--password WORD] [--json]

FOLDER holds ``perry`` (``files``; ``truth`` with ``events.csv`` and ``findings.json``) and ``cases`` (a folder each,
with the files that its ``files.json`` names, ``truth.csv`` and ``findings.json``). Without it the invented cases alone
are told. The lexicon was tuned on five sixths of the sample's rows: "sample, held out" are the others.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.analysis.finding import ESCALATION, RELAPSE, Finding
from app.analysis.findings import find_all
from app.case.model import Case
from tests.benchmarks import invented_cases
from tests.benchmarks.coding_quality import (
    Codes,
    Key,
    child_days,
    codes_of,
    f1,
    held_out,
    read_files,
    read_truth,
    scores,
)
from tests.benchmarks.invented_cases import NEAR_DAYS

NEAR = NEAR_DAYS
AGENCY_FILES = (
    "csc_chronology.xlsx", "health.xlsx", "housing.docx", "gp_summary.xls", "hospital.ods", "police.xlsx",
    "school_log.csv",
)  # fmt: skip
MARKERS = {
    "referral": "referral", "strategy_discussion": "strategy", "tool_use": "tools",
    "escalation_procedure": "escalated",
}  # fmt: skip

COLUMNS = {
    "rows": "rows",
    "severity weighted kappa": "kappa",
    "severity within 1": "within 1",
    "category F1 (micro)": "category",
    "health F1": "health",
    "serious rows coded 3 or more": "serious",
    "quiet rows coded 0 or 1": "quiet",
    "child-days": "child-days",
}

Wanted = Mapping[str, object]


@dataclass(frozen=True)
class Line:
    """The figures of one case: those of COLUMNS, and (hit, wanted, extra) of cycles and of escalations."""

    name: str
    figures: Mapping[str, float]
    cycles: tuple[int, int, int]
    escalations: tuple[int, int, int]
    markers: Mapping[str, float]


def figures_of(truth: Mapping[Key, Codes], said: Mapping[Key, Codes]) -> dict[str, float]:
    """Agreement on each field; figures over rows of which the truth has none are left out."""
    figures = scores(truth, said)
    if not any(codes.severity >= 4 for codes in truth.values()):
        del figures["serious rows coded 3 or more"]
    if not any(codes.severity == 0 for codes in truth.values()):
        del figures["quiet rows coded 0 or 1"]
    if not any(codes.health for codes in truth.values()):
        del figures["health F1"]
    return figures


def found_in(case: Case, kind: str, truth: Wanted) -> tuple[int, int, int]:
    """How many findings of a kind were found, were to be found, and are reported without being there."""
    got = [finding for finding in find_all(case) if finding.kind == kind]
    if truth.get("children_not_told_apart"):
        got = _one_a_time(got)
    told = truth.get(kind, [])
    listed = [item for item in told if isinstance(item, dict)] if isinstance(told, list) else []
    wanted = [item for item in listed if not item.get("optional")]
    optional = [item for item in listed if item.get("optional")]
    left, hit = list(got), 0
    for item in wanted:
        same = next((finding for finding in left if _same(case, item, finding)), None)
        if same is not None:
            left.remove(same)
            hit += 1
    extra = [finding for finding in left if not any(_same(case, item, finding) for item in optional)]
    return hit, len(wanted), len(extra)


def _one_a_time(found: Sequence[Finding]) -> list[Finding]:
    """The same of several children once."""
    kept: list[Finding] = []
    for item in found:
        if not any(_near(item.start, other.start) and _near(item.end, other.end) for other in kept):
            kept.append(item)
    return kept


def _near(one: date, other: date) -> bool:
    return abs((one - other).days) <= NEAR


def _same(case: Case, item: Wanted, finding: Finding) -> bool:
    if item["child"] not in ("*", case.children[finding.child].name):
        return False
    if finding.kind == RELAPSE:
        told = item.get("step_downs") or [item["step_down"]]
        falls = [date.fromisoformat(str(day)) for day in told] if isinstance(told, list) else []
        moments = finding.moments
        back = date.fromisoformat(str(item["relapse"]))
        return any(_near(day, moments["step_down"]) for day in falls) and _near(back, moments["relapse"])
    first, last = (date.fromisoformat(str(item[name])[:10]) for name in ("start", "end"))
    overlap = (min(last, finding.end) - max(first, finding.start)).days
    whole = (max(last, finding.end) - min(first, finding.start)).days
    return overlap > 0 and overlap >= 0.5 * max(1, whole)


def markers_in(case: Case, truth: Wanted, files: Sequence[str]) -> dict[str, float]:
    """F1 of each kind of marker over the rows of these files."""
    told = truth.get("markers")
    events = case.events
    keys: list[Key] = [
        (case.sources[source].file, case.sources[source].sheet, row)
        for source, row in zip(events.source.tolist(), events.row.tolist(), strict=True)
    ]
    figures: dict[str, float] = {}
    for kind, items in told.items() if isinstance(told, dict) else ():
        wanted, inferred = set[Key](), set[Key]()
        for item in items:
            name, sheet, row = item["ref"].rsplit(":", 2)
            if item.get("basis") == "inferred":
                inferred.add((name, sheet, int(row)))
            elif name in files:
                wanted.add((name, sheet, int(row)))
        got = {
            key
            for key, markers in zip(keys, events.markers, strict=True)
            if key not in inferred and any(marker.partition(":")[0] == kind for marker in markers)
        }
        if kind in MARKERS:
            figures[MARKERS[kind]] = f1(len(got & wanted), len(wanted - got), len(got - wanted))
    return figures


def sample_lines(folder: Path, passwords: Sequence[str]) -> Iterator[Line]:
    """The sample: its seven agency files, of which a sixth of the rows was held out, and its combined chronology."""
    files, truth = folder / "files", folder / "truth"
    known = read_truth(truth / "events.csv")
    case = read_files([files / name for name in AGENCY_FILES], passwords)
    mine = {key: codes for key, codes in known.items() if key[0] in AGENCY_FILES}
    told = json.loads((truth / "findings.json").read_text("utf-8"))
    yield line("sample, seven files", case, mine, told, AGENCY_FILES)
    kept = {key: codes for key, codes in mine.items() if held_out(key)}
    figures = figures_of(kept, codes_of(case))
    yield Line("sample, held out", figures, (0, 0, 0), (0, 0, 0), {})


def line(name: str, case: Case, truth: Mapping[Key, Codes], told: Wanted, files: Sequence[str]) -> Line:
    """The figures of a case, coded, against a reader's labels and findings."""
    said = codes_of(case)
    figures = {**figures_of(truth, said), "child-days": child_days(truth, said)}
    cycles, runs = found_in(case, RELAPSE, told), found_in(case, ESCALATION, told)
    return Line(name, figures, cycles, runs, markers_in(case, told, files))


def case_lines(folder: Path) -> Iterator[Line]:
    """The cases that lie beside the sample."""
    for case in sorted(path for path in folder.iterdir() if path.is_dir()):
        names: list[str] = json.loads((case / "files.json").read_text("utf-8"))
        told = json.loads((case / "findings.json").read_text("utf-8"))
        truth = {key: codes for key, codes in read_truth(case / "truth.csv").items() if key[0] in names}
        yield line(case.name, read_files([case / name for name in names], ()), truth, told, names)


def invented_lines() -> Iterator[Line]:
    """The invented cases, and all of them together."""
    every: list[Line] = []
    for name in invented_cases.names():
        labels = invented_cases.labelled(name)
        figures = figures_of(labels.truth, codes_of(labels.case))
        figures["child-days"] = invented_cases.child_days(labels)
        cycles, runs = (
            (hit, hit + missed, extra)
            for hit, missed, extra in (invented_cases.found_of(kind, labels) for kind in (RELAPSE, ESCALATION))
        )
        every.append(Line(name, figures, cycles, runs, {}))
        yield every[-1]
    rows = sum(item.figures["rows"] for item in every)
    means = {name: _mean(name, every) for name in COLUMNS if name != "rows"}
    cycles = _sums([item.cycles for item in every])
    yield Line("invented, by rows", {"rows": rows, **means}, cycles, _sums([item.escalations for item in every]), {})


def _mean(name: str, lines: Sequence[Line]) -> float:
    """The mean of a figure over the lines that have it, by their rows."""
    told = [(item.figures[name], item.figures["rows"]) for item in lines if name in item.figures]
    return sum(figure * rows for figure, rows in told) / max(1.0, sum(rows for _, rows in told))


def _sums(counts: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    return sum(hit for hit, _, _ in counts), sum(all_ for _, all_, _ in counts), sum(extra for _, _, extra in counts)


def as_table(lines: Sequence[Line]) -> str:
    """The lines under one heading; cycles and runs as hit/wanted, with what is reported and not there."""
    heads = [*COLUMNS.values(), "cycles", "runs", *MARKERS.values()]
    wide = max(len(item.name) for item in lines) + 2
    told = ["".ljust(wide) + "".join(head.rjust(11) for head in heads)]
    for item in lines:
        cells = [f"{item.figures['rows']:.0f}"]
        cells += [f"{item.figures[name]:.2f}" if name in item.figures else "" for name in COLUMNS if name != "rows"]
        for hit, wanted, extra in (item.cycles, item.escalations):
            cells.append(f"{hit}/{wanted}" + (f" +{extra}" if extra else ""))
        cells += [f"{item.markers[name]:.2f}" if name in item.markers else "" for name in MARKERS.values()]
        told.append(item.name.ljust(wide) + "".join(cell.rjust(11) for cell in cells))
    return "\n".join(told)


def main() -> None:
    """Print the table, or the same as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--password", action="append", default=[])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    lines: list[Line] = []
    if options.folder is not None:
        lines += sample_lines(options.folder / "perry", options.password)
        lines += case_lines(options.folder / "cases")
    lines += invented_lines()
    if options.json:
        print(json.dumps([{"name": item.name, **item.figures, "cycles": item.cycles,
                           "escalations": item.escalations, **item.markers} for item in lines], indent=1))  # fmt: skip
    else:
        print(as_table(lines))


if __name__ == "__main__":
    main()
