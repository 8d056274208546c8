"""How much of what each sheet of a folder holds is recognised, beside what a person says that it holds.

    python -m tests.benchmarks.inspect_quality FOLDER [--json]

The folder has the files and an ``expected.json``: a list of ``file``, ``sheet``, ``chronology`` ("no" for what must
give no event), ``columns`` (field -> heading) and ``also_right`` (field -> headings that are right as well). A sheet
that is none has one thing to be right: that nothing is read from it.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypedDict, cast

from app.case.model import Case, RowKind, Source
from app.case.scheme import default_scheme
from importers.batch import import_files


class Expected(TypedDict):
    """What a person says of one sheet."""

    file: str
    sheet: str
    chronology: str
    columns: dict[str, str]
    also_right: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is right and what is wrong in one sheet; ``others`` are further columns that were mapped."""

    file: str
    sheet: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    others: tuple[str, ...]
    events: int
    why: str | None


def wanted_of(folder: Path) -> list[Expected]:
    """What the folder's ``expected.json`` says."""
    return cast("list[Expected]", json.loads((folder / "expected.json").read_text("utf-8")))


def judged(expected: Expected, sources: Sequence[Source]) -> Verdict:
    """The verdict on one sheet; where none is named all sheets of the file are looked at."""
    mine = [source for source in sources if source.file == expected["file"] and expected["sheet"] in ("", source.sheet)]
    events = sum(row.kind is RowKind.EVENT for source in mine for row in source.rows)
    why = next((source.why for source in mine), "the file was not read")
    place = (expected["file"], expected["sheet"])
    if expected["chronology"] == "no":
        said = "nothing read" if not events else f"{events} events read from what is no chronology"
        return Verdict(*place, (said,) * (not events), (said,) * bool(events), (), events, why)
    columns = mine[0].columns if mine else {}
    right: list[str] = []
    wrong: list[str] = [f"a chronology, and not read: {why}"] if why else []
    for field, heading in expected["columns"].items():
        fit = {heading, *expected["also_right"].get(field, ())}
        found = _headings(columns, field)
        (right if fit & set(found) else wrong).append(
            f"{field}: {heading}" if fit & set(found) else _told(field, heading, found)
        )
    others = [
        f"{field}: {', '.join(_headings(columns, field))}" for field in columns if field not in expected["columns"]
    ]
    return Verdict(*place, tuple(right), tuple(wrong), tuple(others), events, why)


def _headings(columns: Mapping[str, str | tuple[tuple[str, str], ...]], field: str) -> tuple[str, ...]:
    found = columns.get(field, ())
    return (found,) if isinstance(found, str) else tuple(heading for _, heading in found)


def _told(field: str, heading: str, found: Sequence[str]) -> str:
    return f"{field}: {heading} expected, {', '.join(found) or 'nothing'} found"


def measure(folder: Path) -> list[Verdict]:
    """The verdict on every sheet that the folder's ``expected.json`` speaks of."""
    verdicts: list[Verdict] = []
    for expected in wanted_of(folder):
        batch = import_files([folder / expected["file"]], Case(default_scheme()))
        verdicts.append(judged(expected, batch.sources))
    return verdicts


def main() -> None:
    """Print what is right and wrong in each file, and the share of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    verdicts = measure(args.folder)
    right, wrong = sum(len(item.right) for item in verdicts), sum(len(item.wrong) for item in verdicts)
    share = round(right / max(1, right + wrong), 3)
    if args.json:
        print(
            json.dumps({"right": right, "wrong": wrong, "share": share, "files": [asdict(item) for item in verdicts]})
        )
        return
    for item in verdicts:
        print(f"{item.file} {item.sheet}: {item.events} events{f' ({item.why})' if item.why else ''}")
        for mark, told in (("right", item.right), ("WRONG", item.wrong), ("besides", item.others)):
            print("".join(f"    {mark:8}{words}\n" for words in told), end="")
    print(f"{right} of {right + wrong} right ({share})")


if __name__ == "__main__":
    main()
