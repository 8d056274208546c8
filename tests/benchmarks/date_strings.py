"""How date strings that other programs test with are read here: as expected, refused, or as another day.

    python -m tests.benchmarks.date_strings date_strings.csv [--json]

The table has ``text``, ``uk_expected`` (ISO, empty where no day is right), ``kind`` ("parse", or "must NOT parse …")
and ``ambiguity``. Refusing is never wrong; another day than expected always is.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from app.case.dates import ChronologyDate, Precision
from importers.dates.date_words import read_date

Verdict = Literal["as expected", "refused", "rightly refused", "another day"]
Expected = tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One string, what was expected of it and what came of it."""

    text: str
    expected: str
    found: str
    verdict: Verdict


def expected_days(words: str) -> Expected:
    """The first and last day of an ISO day, month or year; None where no day is right."""
    parts = words.partition("T")[0].split("-")
    if not words or not all(part.isdecimal() for part in parts) or int(parts[0]) == 0:
        return None
    year = int(parts[0])
    if len(parts) == 1:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(parts[1])
    if len(parts) == 2:
        first = date(year, month, 1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    day = date(year, month, int(parts[2]))
    return day, day


def judged(text: str, expected: str, must_not: bool) -> Reading:
    """The verdict on one string."""
    found = read_date(text)
    wanted = None if must_not else expected_days(expected)
    if not isinstance(found, ChronologyDate):
        return Reading(text, expected, found.reason, "refused" if wanted else "rightly refused")
    told = f"{found.earliest} to {found.latest} ({found.precision})"
    if found.precision is Precision.DAY:
        right = wanted is not None and found.earliest == wanted[0] and wanted[0] == wanted[1]
    else:
        right = wanted is not None and _holds(found, wanted)
    return Reading(text, expected, told, "as expected" if right else "another day")


def _holds(found: ChronologyDate, wanted: tuple[date, date]) -> bool:
    """Whether what was read leaves the expected days open and is no wider than their year."""
    first, last = found.earliest or date.min, found.latest or date.max
    return first <= wanted[0] and wanted[1] <= last


def measure(path: Path) -> list[Reading]:
    """Every string of the table."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows: Iterable[dict[str, str]] = csv.DictReader(handle)
        return [judged(row["text"], row["uk_expected"], row["kind"].startswith("must NOT")) for row in rows]


def main() -> None:
    """Print how many strings came out how, and each that was not read as expected."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    readings = measure(args.table)
    counts = Counter(item.verdict for item in readings)
    if args.json:
        others = [asdict(item) for item in readings if item.verdict in ("refused", "another day")]
        print(json.dumps({"strings": len(readings), **counts, "not as expected": others}))
        return
    for item in readings:
        if item.verdict in ("refused", "another day"):
            print(f"{item.verdict:12} {item.text!r}: expected {item.expected or 'no day'}, found {item.found}")
    print(f"{len(readings)} strings: " + ", ".join(f"{count} {verdict}" for verdict, count in counts.items()))


if __name__ == "__main__":
    main()
