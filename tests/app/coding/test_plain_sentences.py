"""Single sentences in many agencies' words, labelled before the coder read them: what each is about, how severe."""

import csv
from pathlib import Path

from app.case.edits import add_batch
from app.case.model import Case
from app.case.scheme import default_scheme
from app.coding.coder import suggest
from importers.batch import import_files
from tests.benchmarks.coding_quality import f1, weighted_kappa

SENTENCES = Path(__file__).parents[2] / "labelled_cases" / "sentences.csv"
WRITTEN = ("Date", "Agency", "Child", "Event")


def test_plain_sentences_are_about_what_a_reader_says(tmp_path: Path) -> None:
    with SENTENCES.open(encoding="utf-8", newline="") as handle:
        told = list(csv.DictReader(handle))
    path = tmp_path / "log.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([WRITTEN, *([row[name] for name in WRITTEN] for row in told)])
    empty = Case(default_scheme())
    case = add_batch(import_files([path], empty))(empty)[0]
    found = suggest(case)
    hit = missed = extra = 0
    pairs: list[tuple[int, int]] = []
    for place, number in enumerate(case.events.row.tolist()):
        row = told[number - 2]
        wanted = set(row["category"].split(";"))
        got = set(case.scheme.categories_in(int(found.categories[place])))
        hit, missed, extra = hit + len(wanted & got), missed + len(wanted - got), extra + len(got - wanted)
        pairs.append((int(row["severity"]), max(0, int(found.severity[place]))))
    assert len(pairs) == len(told)
    assert f1(hit, missed, extra) >= 0.75
    assert weighted_kappa(pairs) >= 0.75
