"""What taking in a large workbook costs, from file to events in a case, against merely reading its cells.

The workbook is made from the example's own rows, each text different. Times are medians of rounds in one process, the
sides in turn; beside them the least of the rounds, and the processor time that all processes took together, which tell
more where other programs keep the machine busy. Memory is measured in a process of its own: the proportional set size
of the program *and* of the process that reads for it, added up every few milliseconds, beyond what the program holds
before it begins.
Run `python -m tests.benchmarks.import_speed --rows 50000`.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pandas
from python_calamine import CalamineWorkbook

from app.case.edits import add_batch
from app.case.model import Case
from app.case.scheme import default_scheme
from app.case.sheet_rows import cells_of
from importers.batch import import_files
from importers.sheet import text_bytes
from tests.benchmarks.figures import print_figures

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "resources" / "examples" / "perry" / "combined.xlsx"
HEADINGS = (
    "No", "Date", "Time", "Agency", "Children", "Event", "Response", "Category", "Severity (0-5)", "Author",
    "Date of entry", "Outcome",
)  # fmt: skip
OUTCOMES = ("", "", "", "No further action", "Referred on", "To be discussed in supervision")
WORKERS = tuple(f"{role} {number}" for role in ("HV", "SW", "Teacher", "PC", "GP") for number in range(12))
LOOK_EVERY = 0.004


def a_large_workbook(path: Path, rows: int, shared_strings: bool = False) -> None:
    """Write a chronology of so many rows and twelve columns: the example's rows again and again, no text twice.

    ``shared_strings`` keeps the words apart from the cells, as Excel itself saves them.
    """
    given = CalamineWorkbook.from_path(str(EXAMPLE)).get_sheet_by_index(0).to_python()
    at = {name: place for place, name in enumerate(map(str, given[0]))}
    chosen = random.Random(1)
    book = openpyxl.Workbook(write_only=not shared_strings)
    sheet = book.active if shared_strings else book.create_sheet("Chronology")
    assert sheet is not None
    sheet.title = "Chronology"
    sheet.append(HEADINGS)
    for number in range(1, rows + 1):
        row = chosen.choice(given[1:])
        day = row[at["Date"]]
        if not isinstance(day, date):
            continue
        sheet.append(
            (
                number,
                day + timedelta(days=chosen.randrange(1200)),
                f"{chosen.randrange(8, 19):02}:{chosen.randrange(0, 60, 5):02}",
                *(row[at[name]] for name in ("Agency", "Children")),
                f"{row[at['Event']]} (entry {number})",
                *(row[at[name]] for name in ("Response", "Category", "Severity (0-5)")),
                chosen.choice(WORKERS),
                day,
                chosen.choice(OUTCOMES),
            )
        )
    book.save(path)


def take_in(path: Path) -> Case:
    """From a file to events in a case."""
    case = Case(default_scheme())
    return add_batch(import_files([path], case))(case)[0]


def read_with_calamine(path: Path) -> object:
    """Only the cells."""
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def read_with_pandas(path: Path) -> object:
    """A frame, as a notebook would have it."""
    return pandas.read_excel(path, engine="openpyxl")


class Took(NamedTuple):
    """Seconds of one run: by the clock, and of the processor, in this process and in those that it started."""

    clock: float
    processor: float


def seconds(work: Callable[[Path], object], path: Path) -> Took:
    """How long one run takes; what it made is let go outside the clock."""
    worked, began = sum(os.times()[:4]), time.perf_counter()
    made = work(path)
    taken = Took(time.perf_counter() - began, sum(os.times()[:4]) - worked)
    del made
    return taken


def median(runs: Sequence[Took]) -> float:
    """The middle one of the times by the clock."""
    return statistics.median([run.clock for run in runs])


def least(runs: Sequence[Took]) -> Took:
    """The least of the rounds, by the clock and of the processor."""
    return Took(min(run.clock for run in runs), min(run.processor for run in runs))


@dataclass(frozen=True)
class Memory:
    """Bytes beyond the program before it began: of both processes together, and of the program's own highest."""

    together: int
    program: int


def memory_of(work: str, path: Path) -> Memory | None:
    """How much one run takes in a process of its own; None where the system does not tell."""
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    command = [sys.executable, "-m", "tests.benchmarks.import_speed", "--run", work, "--file", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("a process was started without its pipes")
        process.stdout.readline()
        before, own = held(process.pid), int(status(process.pid, "VmRSS"))
        process.stdin.write("go\n")
        process.stdin.flush()
        most = 0
        os.set_blocking(process.stdout.fileno(), False)
        while not process.stdout.readline():
            if process.poll() is not None:
                raise RuntimeError("the process that was measured has failed")
            most = max(most, held(process.pid))
            time.sleep(LOOK_EVERY)
        found = Memory(max(most, held(process.pid)) - before, int(status(process.pid, "VmHWM")) - own)
        process.stdin.close()
    return found


def held(pid: int) -> int:
    """Bytes that a process and its children hold, what they share counted once."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    total = 0
    try:
        for one in (pid, *map(int, children.read_text(encoding="ascii").split())):
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii")
            total += next(int(line.split()[1]) << 10 for line in rollup.splitlines() if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return total  # a process that has just ended holds nothing
    return total


def status(pid: int, name: str) -> int:
    """A figure of a process's status in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith(f"{name}:"))


def run_once(work: str, path: Path) -> None:
    """Be the process that is measured: say when it is ready, and when it is done."""
    print("ready", flush=True)
    sys.stdin.readline()
    made = {"ours": take_in, "calamine": read_with_calamine}[work](path)
    print("done", flush=True)
    sys.stdin.readline()
    del made


def measure(rows: int, rounds: int, with_pandas: bool, shared_strings: bool = False) -> dict[str, float | int | None]:
    """Everything, under the names of the contract."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        a_large_workbook(path, rows, shared_strings)
        case = take_in(path)
        text = text_bytes(cells_of(case.sources[0].rows))
        events = len(case.events)
        del case
        ours: list[Took] = []
        calamine: list[Took] = []
        pandas_took: list[Took] = []
        for _ in range(rounds):
            ours.append(seconds(take_in, path))
            calamine.append(seconds(read_with_calamine, path))
        # Last, because it leaves a heap that slows down whatever comes after it.
        if with_pandas:
            pandas_took = [seconds(read_with_pandas, path) for _ in range(2)]
        mine, theirs = memory_of("ours", path), memory_of("calamine", path)
    own, bare, slow = median(ours), median(calamine), median(pandas_took) if pandas_took else None
    return {
        "ratio to calamine": round(own / bare, 2),
        "ratio to calamine, least of rounds": round(least(ours).clock / least(calamine).clock, 2),
        "ratio to calamine, processor time": round(least(ours).processor / least(calamine).processor, 2),
        "ratio to pandas openpyxl": round(own / slow, 3) if slow else None,
        "peak memory to text": round(mine.together / text, 2) if mine else None,
        "peak memory of the program alone to text": round(mine.program / text, 2) if mine else None,
        "peak memory of calamine alone to text": round(theirs.together / text, 2) if theirs else None,
        "seconds": round(own, 3),
        "calamine seconds": round(bare, 3),
        "pandas openpyxl seconds": round(slow, 3) if slow else None,
        "text bytes": text,
        "rows": rows,
        "events": events,
        "rounds": rounds,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Import of a large workbook against reading its cells")
    parser.add_argument("--rows", type=int, default=50_000, help="rows of the workbook (default: 50000)")
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds (default: 5)")
    parser.add_argument("--no-pandas", action="store_true", help="leave out the slow side")
    parser.add_argument(
        "--shared-strings",
        action="store_true",
        help="measure a workbook with its words apart as well, as Excel saves",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--run", choices=["ours", "calamine"], help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.run:
        run_once(chosen.run, chosen.file)
        return
    found = measure(chosen.rows, chosen.rounds, not chosen.no_pandas)
    if chosen.shared_strings:
        apart = measure(chosen.rows, chosen.rounds, with_pandas=False, shared_strings=True)
        found |= {f"shared strings: {name}": figure for name, figure in apart.items() if figure is not None}
    print_figures(found, as_json=chosen.json)


if __name__ == "__main__":
    main()
