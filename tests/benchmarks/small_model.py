"""Whether a small model beside the lexicon would code rows better than the lexicon alone: each file in turn held back.

    python -m tests.benchmarks.small_model [FOLDER] [--password WORD] [--closed]

A logistic regression on words, pairs of words and runs of three to five letters learns from ``tests/labelled_cases``
and codes each file without having seen it; FOLDER (as ``all_quality`` takes it) is only ever coded. The lexicon has
learnt from the labelled files, so there it is favoured. ``both`` is the lexicon's codes, with a category that the model
finds likely added, and severity 1 or 2 raised to 3 where the model finds that likely. ``--closed`` adds the sums of the
closed parts, of which no row is ever told.
"""

import argparse
import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from app.case.model import Case
from tests.benchmarks import invented_cases
from tests.benchmarks.all_quality import AGENCY_FILES, figures_of
from tests.benchmarks.coding_quality import TOP, Codes, Key, codes_of, held_out, read_files, read_truth
from tests.benchmarks.labelled_cases import FOLDER, READERS
from tests.benchmarks.letter_model import Floats, LetterModel

LIKELY = 0.6
"""From where on the model's word counts beside the lexicon's, of those tried the one with the best figures."""
ALONE = 0.4
"""From where on the model says a category by itself."""
WAYS = ("lexicon", "model", "both")
SHOWN = {
    "category F1 (micro)": "category",
    "severity weighted kappa": "kappa",
    "severity within 1": "within 1",
    "serious rows coded 3 or more": "serious",
    "quiet rows coded 0 or 1": "quiet",
}

NOTHING = Codes(0, frozenset(), False, {}, date.min)


@dataclass(frozen=True)
class Row:
    """A row's words, what a reader said of it, and what the lexicon says."""

    words: str
    truth: Codes
    said: Codes


def rows_of(case: Case, truth: Mapping[Key, Codes]) -> dict[Key, Row]:
    """The labelled rows of a coded case; the children's names stand as one word, figures as another."""
    said, events = codes_of(case), case.events
    names = sorted({word for child in case.children for word in child.name.split()}, key=len, reverse=True)
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b") if names else None
    found: dict[Key, Row] = {}
    for place in range(len(events)):
        event = events.event(place)
        source = case.sources[event.source]
        key = (source.file, source.sheet, event.row)
        if key in truth:
            told = " . ".join((events.text[place] or "", events.response[place] or ""))
            agency = case.agencies[event.agency].name if event.agency >= 0 else ""
            words = named.sub("child", told) if named else told
            found[key] = Row(f"{words} by_{agency.replace(' ', '_')}", truth[key], said[key])
    return found


def labelled_files() -> Iterator[tuple[str, dict[Key, Row]]]:
    """The files that may be read: the invented cases and the open parts."""
    for name in invented_cases.names():
        labels = invented_cases.labelled(name)
        yield name, rows_of(labels.case, labels.truth)
    for reader in READERS:
        yield from _folders(FOLDER / reader / "open")


def lone_sentences() -> list[Row]:
    """Sentences of no case, to learn from."""
    with (FOLDER / "sentences.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    told = [_coded(NOTHING, int(row["severity"]), row["category"].split(";")) for row in rows]
    return [Row(f"{row['Event']} by_{row['Agency']}", codes, NOTHING) for row, codes in zip(rows, told, strict=True)]


def sample_files(folder: Path, passwords: Sequence[str]) -> Iterator[tuple[str, dict[Key, Row]]]:
    """The sample, the sixth of its rows that the lexicon never saw, and the cases beside it."""
    sample = folder / "perry"
    case = read_files([sample / "files" / name for name in AGENCY_FILES], passwords)
    rows = rows_of(case, read_truth(sample / "truth" / "events.csv"))
    yield "sample, seven files", rows
    yield "sample, held out", {key: row for key, row in rows.items() if held_out(key)}
    yield from _folders(folder / "cases")


def _folders(folder: Path) -> Iterator[tuple[str, dict[Key, Row]]]:
    for case in sorted(path for path in folder.iterdir() if path.is_dir()):
        files: list[str] = json.loads((case / "files.json").read_text("utf-8"))
        yield case.name, rows_of(read_files([case / name for name in files], ()), read_truth(case / "truth.csv"))


def _coded(codes: Codes, severity: int, categories: Sequence[str]) -> Codes:
    return replace(codes, severity=severity, categories=frozenset(categories))


def _labels(rows: Sequence[Row], categories: Sequence[str]) -> Floats:
    """Rows by categories and then by ranks of severity from 1: 1 where the row has it, or comes to it."""
    kinds = [[name in row.truth.categories for name in categories] for row in rows]
    ranks = [[row.truth.severity >= rank for rank in range(1, TOP + 1)] for row in rows]
    return np.hstack((kinds, ranks)).astype(np.float32)


def three_ways(rows: Mapping[Key, Row], likely: Floats, categories: Sequence[str]) -> dict[str, dict[str, float]]:
    """The figures of the lexicon, of the model, and of both together."""
    said: dict[str, dict[Key, Codes]] = {way: {} for way in WAYS}
    for (key, row), one in zip(rows.items(), likely, strict=True):
        kinds, ranks = one[: len(categories)], one[len(categories) :]
        found = [name for name, chance in zip(categories, kinds, strict=True) if chance >= ALONE]
        surer = [name for name, chance in zip(categories, kinds, strict=True) if chance >= LIKELY]
        raised = row.said.severity in (1, 2) and ranks[2] >= LIKELY
        said["lexicon"][key] = row.said
        said["model"][key] = _coded(row.said, int((ranks >= 0.5).sum()), found or [categories[int(kinds.argmax())]])
        said["both"][key] = _coded(row.said, 3 if raised else row.said.severity, [*row.said.categories, *surer])
    truth = {key: row.truth for key, row in rows.items()}
    return {way: figures_of(truth, codes) for way, codes in said.items()}


def _line(name: str, rows: Mapping[Key, Row], likely: Floats, categories: Sequence[str]) -> str:
    ways = three_ways(rows, likely, categories)
    cells = [
        "".join(f"{ways[way][figure]:8.3f}" if figure in ways[way] else " " * 8 for way in WAYS) for figure in SHOWN
    ]
    return f"{name:<24}{len(rows):>5}  " + "  ".join(cells)


def closed_sums() -> Iterator[tuple[str, dict[Key, Row]]]:
    """All rows of each reader's closed part together."""
    for reader in READERS:
        every: dict[Key, Row] = {}
        for name, rows in _folders(FOLDER / reader / "closed"):
            every |= _of_case(name, rows)
        yield f"{reader}, closed", every


def _of_case(name: str, rows: Mapping[Key, Row]) -> dict[Key, Row]:
    return {(f"{name}/{file}", sheet, row): one for (file, sheet, row), one in rows.items()}


def main() -> None:
    """Print one line a file, and the sums of the labelled files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--password", action="append", default=[])
    parser.add_argument("--closed", action="store_true")
    options = parser.parse_args()
    files = dict(labelled_files())
    alone = lone_sentences()
    taught = [row for rows in files.values() for row in rows.values()] + alone
    owner = np.array([name for name, rows in files.items() for _row in rows] + [""] * len(alone))
    categories = sorted({name for row in taught for name in row.truth.categories})
    model = LetterModel([row.words for row in taught], _labels(taught, categories))
    print(" " * 31 + "  ".join(f"{head:^24}" for head in SHOWN.values()))
    print(" " * 31 + "  ".join("".join(f"{way:>8}" for way in WAYS) for _figure in SHOWN))
    every: dict[Key, Row] = {}
    chances: list[Floats] = []
    for name, rows in files.items():
        chances.append(model.chances([row.words for row in rows.values()], owner != name))
        every |= _of_case(name, rows)
        print(_line(name, rows, chances[-1], categories))
    print(_line("all labelled files", every, np.concatenate(chances), categories))
    unseen = [*(sample_files(options.folder, options.password) if options.folder else ())]
    unseen += closed_sums() if options.closed else ()
    for name, rows in unseen:
        found = model.chances([row.words for row in rows.values()], np.ones(len(taught), np.bool_))
        print(_line(name, rows, found, categories))


if __name__ == "__main__":
    main()
