"""How long coding and finding take beside reading the same rows with pandas and calamine.

    python -m tests.benchmarks.coding_speed --rows 50000 --json

The sheet has ten columns, as a combined chronology has. Its rows are made up of sentences as agencies write them, with
names, numbers and dates that differ: hardly two rows are alike, and sentences come again as agencies repeat themselves
(the share of sentences that are new is printed). Both sides run in turn, several rounds; the medians are compared.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import numpy as np
import openpyxl
import pandas as pd

from app.analysis.findings import find_all
from app.case.edits import add_batch
from app.case.model import Case
from app.case.scheme import default_scheme
from app.coding.coder import suggest_codes
from app.coding.lexicon import default_lexicon
from app.progress import Progress
from importers.batch import import_files
from tests.benchmarks.changed_rows import changed_rows

ROUNDS = 3
NAMES = ("Perry", "Robin", "Sam", "Alex")
AGENCIES = ("School", "Health visiting", "GP", "Children's Social Care", "Police", "Housing")
HEADINGS = ("No", "Date", "Time", "Agency", "Child", "Author", "Source", "Event", "Response", "Child seen")
ACTIONS = (
    "Told DSL",
    "Letter to GP",
    "NFA",
    "Recall in {n} weeks",
    "Await outcome",
    "Noted",
    "Referral to CSC",
    "Continue",
    "Discuss in supervision {day}",
)
SENTENCES = (
    "{name} arrived at {hour} in the same jumper as on {day}, no coat.",
    "Hungry, asked for {n} bowls of cereal.",
    "Head lice seen on {name}, letter {n} sent home.",
    "Home visit {day}: kitchen floor sticky, dog faeces in the hall, {n} bags of rubbish.",
    "Kitchen clean, beds made, food for {n} days in the cupboards.",
    "No access, card {n} left.",
    "Telephone call {hour} with the class teacher of {name} about the trip on {day}.",
    "Weight {n}.{m}kg on {day}, 9th centile.",
    "DNA at clinic {day}, letter sent to the GP.",
    "Mother says she is struggling since {day}; father not seen for {n} weeks.",
    "Bruise to left shin {n}cm, said by {name} to be from football on {day}.",
    "Attendance {name} {n}{m}% this half term.",
    "Core group {day}: plan continues, next meeting in {n} weeks.",
    "Referral from school {day} about {name}: hunger and smell. No further action.",
    "CIN visit at {hour}, {name} seen alone and chatty.",
    "Verbal argument between parents on {day}, {n} officers attended, children asleep.",
    "Seen in surgery {hour}: viral rash, temperature 37.{m}, advice given.",
    "Minutes of the meeting of {day} received and filed at {hour}.",
    "{name} tearful at lunch, told the teaching assistant about page {n}.",
    "No concerns raised by the {n} staff who were asked on {day}.",
    "Speech therapy session {n} of {m} attended by {name}.",
    "Rent arrears letter {n}, payment plan agreed {day}.",
)


def made_up_rows(count: int) -> list[tuple[str, ...]]:
    """So many rows under HEADINGS."""
    chance = random.Random(1)
    first = date(2005, 1, 3)
    rows: list[tuple[str, ...]] = []
    for place in range(count):
        day = first + timedelta(days=place * 3900 // count)
        words = {
            "name": chance.choice(NAMES),
            "hour": f"{chance.randrange(8, 18)}:{chance.randrange(0, 60, 15):02}",
            "day": chance.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "last week", "yesterday")),
            "n": chance.randrange(2, 12),
            "m": chance.randrange(1, 9),
        }
        text = " ".join(sentence.format_map(words) for sentence in chance.sample(SENTENCES, 3))
        action = chance.choice(ACTIONS).format_map(words)
        child = "All" if place % 5 == 0 else words["name"]
        agency = AGENCIES[place % len(AGENCIES)]
        seen = chance.choice(("Y", "N", "alone"))
        author = f"Worker {place % 37}"
        rows.append(
            (
                str(place + 1),
                f"{day:%d/%m/%Y}",
                str(words["hour"]),
                agency,
                str(child),
                author,
                f"File {place % 90}",
                text,
                action,
                seen,
            )
        )
    return rows


def write_workbook(path: Path, rows: list[tuple[str, ...]]) -> None:
    """A chronology of these rows as an .xlsx file."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Chronology")
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    book.save(path)


def read_case(path: Path) -> Case:
    """The workbook as a case that nobody has coded."""
    batch = import_files([path], Case(default_scheme()), Progress())
    return add_batch(batch)(Case(default_scheme()))[0]


def timed(work: Callable[[], object]) -> float:
    """How many seconds the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def code_and_find(case: Case) -> None:
    """Code every row and look for every kind of finding."""
    find_all(suggest_codes(case)(case)[0])


def growth(case: Case, seconds: float) -> float:
    """How many times as long these seconds are as a tenth of the case's rows take."""
    tenth = replace(case, events=case.events.take(np.arange(0, len(case.events), 10)))
    return seconds / median(timed(lambda: code_and_find(tenth)) for _round in range(ROUNDS))


def measure(count: int, rounds: int = ROUNDS) -> dict[str, float]:
    """The figures for so many rows."""
    rows = made_up_rows(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chronology.xlsx"
        write_workbook(path, rows)
        case = read_case(path)
        default_lexicon()
        ours: list[float] = []
        theirs: list[float] = []
        coding: list[float] = []
        ours_busy: list[float] = []
        theirs_busy: list[float] = []
        for _round in range(rounds):
            busy = time.process_time()
            theirs.append(timed(lambda: pd.read_excel(path, engine="calamine")))
            theirs_busy.append(time.process_time() - busy)
            coding.append(timed(lambda: suggest_codes(case)))
            busy = time.process_time()
            ours.append(timed(lambda: code_and_find(case)))
            ours_busy.append(time.process_time() - busy)
    return {
        "ratio to pandas calamine": median(ours) / median(theirs),
        "ratio by processor time": median(ours_busy) / median(theirs_busy),
        "seconds": median(ours),
        "growth from a tenth of the rows": growth(case, median(ours)),
        **changed_rows(suggest_codes(case)(case)[0]),
        "children": len(case.children),
        "rows": count,
        "seconds coding alone": median(coding),
        "seconds pandas calamine": median(theirs),
        "rows that are alike": count - len({row[4:9] for row in rows}),
        "share of sentences that are new": _share_new(rows),
    }


def _share_new(rows: list[tuple[str, ...]]) -> float:
    told = [sentence for row in rows for sentence in (*row[7].split(". "), row[8])]
    return len(set(told)) / len(told)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.rows)
    if options.json:
        print(json.dumps(figures))
    else:
        for name, figure in figures.items():
            print(f"{name:<28} {figure:.3f}")


if __name__ == "__main__":
    main()
