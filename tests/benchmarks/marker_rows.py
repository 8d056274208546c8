"""How often single rows in a stranger's words get the marker, or leave the level, that a reader gave them.

    python -m tests.benchmarks.marker_rows [--misses]

The rows stand in ``tests/labelled_cases/markers.csv`` and ``levels.csv``; each is read in a file of its own, after rows
that open the level that was in force before it. ``tests/labelled_cases/README.md`` tells the figures of the first time.
"""

import argparse
import csv
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from app.case.model import Event
from tests.benchmarks.coding_quality import read_files

FOLDER = Path(__file__).resolve().parent.parent / "labelled_cases"
OPENED = {
    "1": "Early help plan opened, family support worker allocated.",
    "2": "Child in need plan agreed.",
    "3": "Strategy discussion held. Section 47 enquiry started.",
    "4": "Initial child protection conference: child made subject of a child protection plan.",
    "5": "Accommodated under section 20, placed with foster carers.",
}
"""Words that put a child at a level."""

_KINDS = {"seen": ("child_seen", "child_not_seen")}
_FIRST = date(2016, 1, 4)
_APART = timedelta(42)
"""Days between two rows: no row tells another agency's step of the same weeks."""

Row = tuple[str, str, str]
"""Agency, event, response."""


class Reading(NamedTuple):
    """A labelled row: what it belongs to, its words, what was wanted of it and what the program says."""

    kind: str
    words: str
    wanted: str
    found: str


def last_event(rows: Sequence[Row], folder: Path) -> Event:
    """The last of these rows about one child, as a case of no other rows reads it."""
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        table = csv.writer(handle)
        table.writerow(["Date", "Agency", "Child", "Event", "Response"])
        for place, (agency, event, response) in enumerate(rows):
            table.writerow([(_FIRST + place * _APART).strftime("%d/%m/%Y"), agency, "Ada", event, response])
    case = read_files([path], ())
    return case.events.event(len(case.events) - 1)


def marker_readings(folder: Path) -> Iterator[Reading]:
    """Each row of ``markers.csv``: its markers of that kind, none being an empty word."""
    for row in _rows("markers.csv"):
        event = last_event([(row["Agency"], row["Event"], row["Response"])], folder)
        kinds = _KINDS.get(row["kind"], (row["kind"],))
        found = sorted(marker for marker in event.markers if marker.partition(":")[0] in kinds)
        yield Reading(row["kind"], f"{row['Event']} {row['Response']}".strip(), row["marker"], ", ".join(found))


def level_readings(folder: Path) -> Iterator[Reading]:
    """Each row of ``levels.csv``: the level that it states, or else the one that it leaves in force."""
    for row in _rows("levels.csv"):
        before = [("Children's Social Care", OPENED[level], "") for level in row["before"].split(",") if level != "0"]
        before = before or [("School", "Started in Year 2, settled well.", "")]
        event = last_event([*before, (row["Agency"], row["Event"], row["Response"])], folder)
        stated = next(iter(event.levels.values()), int(row["before"].rpartition(",")[2]))
        words = f"{row['before']}: {row['Event']} {row['Response']}".strip()
        yield Reading(f"level {row['level']}", words, row["level"], str(stated))


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def main() -> None:
    """Print how many rows of each kind are read as labelled, and those that are not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        read = [*marker_readings(Path(name)), *level_readings(Path(name))]
    rows, right = Counter(item.kind for item in read), Counter(item.kind for item in read if item.wanted == item.found)
    for kind, count in rows.items():
        print(f"{kind:<22}{right[kind]:>4} of {count}")
    print(f"{'all':<22}{right.total():>4} of {rows.total()}")
    for item in read if options.misses else ():
        if item.wanted != item.found:
            print(f"{item.kind}: wanted {item.wanted or 'none'}, found {item.found or 'none'}: {item.words}")


if __name__ == "__main__":
    main()
