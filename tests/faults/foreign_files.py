"""Files of strangers, each through the importer as the program reads it: none may crash, hang or fill the memory.

    python -m tests.faults.foreign_files FOLDER_OR_ZIP [--limit N] [--json]

Each file is imported in a process of its own, which reads it in the stoppable worker. Where the folder has a
``MANIFEST.csv`` (file, tier, password, upstream_expectation), it is told which files that must open were refused,
and whether protected ones are told as protected and opened by their passwords.
"""

import argparse
import csv
import json
import os
import pickle
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, cast

from app.case.model import Case
from app.case.scheme import default_scheme
from importers.batch import import_files

Outcome = Literal["read", "refused", "protected", "crashed"]

MUST_OPEN, MUST_REFUSE, PROTECTED = "must-open", "must-refuse-politely", "encrypted"
_NOT_DATA = frozenset(("MANIFEST.csv", "LICENCES", "README.md"))


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file: seconds by the clock, the highest memory of its processes in MB, and what was told."""

    file: str
    tier: str
    outcome: Outcome
    seconds: float
    megabytes: float
    events: int
    told: str


def tried(path: Path, passwords: Sequence[str]) -> tuple[Outcome, int, str]:
    """What importing one file gives: how it ended, how many events it held, and what was told of it."""
    batch = import_files([path], Case(default_scheme()), passwords=passwords)
    if batch.locked:
        return "protected", 0, " ".join(batch.problems)
    if batch.problems:
        return "refused", 0, " ".join(batch.problems)
    return "read", len(batch.events), "; ".join(source.why or "" for source in batch.sources)


def apart(path: Path, name: str, tier: str, passwords: Sequence[str] = ()) -> Result:
    """One file tried in a process of its own, so that what it takes can be measured."""
    reading, writing = os.pipe()
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            answer: tuple[Outcome, int, str] = tried(path, passwords)
        except BaseException:  # noqa: BLE001 - to catch every crash is what this command is for
            answer = ("crashed", 0, traceback.format_exc())
        with os.fdopen(writing, "wb") as out:
            pickle.dump(answer, out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        content = told.read()
    _, _, used = os.wait4(child, 0)
    seconds = time.perf_counter() - began
    outcome, events, words = (
        cast("tuple[Outcome, int, str]", pickle.loads(content)) if content else ("crashed", 0, "the process died")
    )
    return Result(name, tier, outcome, round(seconds, 2), round(used.ru_maxrss / 1024), events, words)


def files_of(folder: Path) -> list[tuple[str, str, str]]:
    """The name, tier and password of each file of a folder: as its manifest lists them, else all there are."""
    manifest = folder / "MANIFEST.csv"
    if manifest.exists():
        with manifest.open(encoding="utf-8-sig", newline="") as handle:
            listed = [(row["file"], row.get("tier", ""), row.get("password", "")) for row in csv.DictReader(handle)]
        return [(name, tier or "", password or "") for name, tier, password in listed if (folder / name).is_file()]
    found = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return [(str(name), "", "") for name in found if name.parts[0] not in _NOT_DATA]


@contextmanager
def unpacked(place: Path) -> Iterator[Path]:
    """The folder itself, or a folder for a while with what a .zip holds."""
    if place.is_dir():
        yield place
        return
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(place) as archive:
            archive.extractall(folder)
        yield Path(folder)


def measure(place: Path, limit: int | None) -> list[Result]:
    """Every file tried without a password; those that are protected and whose password is known, with it as well."""
    results: list[Result] = []
    with unpacked(place) as folder:
        for name, tier, password in files_of(folder)[:limit]:
            results.append(apart(folder / name, name, tier))
            if password:
                results.append(apart(folder / name, f"{name} (with its password)", "password", [password]))
            if sys.stderr.isatty():
                print(f"\r{len(results)} {name[-60:]:60}", end="", file=sys.stderr)
    return results


def wrong(result: Result) -> bool:
    """Whether a file's outcome is not what its tier asks for."""
    if result.outcome == "crashed":
        return True
    if result.tier in (MUST_OPEN, "password"):
        return result.outcome != "read"
    return result.tier == PROTECTED and result.outcome == "refused"


def summary(results: Sequence[Result]) -> dict[str, object]:
    """The counts and the worst cases of all results."""
    slow = sorted(results, key=lambda result: -result.seconds)[:5]
    large = sorted(results, key=lambda result: -result.megabytes)[:5]
    return {
        "files": len(results),
        "outcomes": dict(Counter(result.outcome for result in results)),
        "by tier": dict(sorted(Counter(f"{result.tier or 'any'}: {result.outcome}" for result in results).items())),
        "crashes": sum(result.outcome == "crashed" for result in results),
        "longest seconds": slow[0].seconds if slow else 0,
        "highest megabytes": large[0].megabytes if large else 0,
        "slowest": {result.file: result.seconds for result in slow},
        "largest": {result.file: result.megabytes for result in large},
        "not as asked": [asdict(result) for result in results if wrong(result)],
    }


def main() -> None:
    """Try every file and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("place", type=Path, metavar="FOLDER_OR_ZIP")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = summary(measure(args.place, args.limit))
    if args.json:
        print(json.dumps(found))
        return
    for key, value in found.items():
        if isinstance(value, list):
            print(f"{key}:")
            for item in value:
                print(f"    {item}")
        else:
            print(f"{key}: {value}")


if __name__ == "__main__":
    main()
