"""What each rule of choosing (``Weights``) is worth, and what the rules come to on cases they were not chosen by.

    python -m tests.benchmarks.choice_rules [FOLDER...] [--password WORD] [--json]

FOLDER as for ``all_quality``, or a folder of cases; without it the invented cases alone are told. For each rule the
table says how the figures change where it is switched off, and on how many cases the rule makes them better or worse.
The last lines leave out one case after the other: it is coded with those rules alone that did no harm on the others.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from app.case.model import Case
from app.coding.coder import suggest
from app.coding.lexicon import default_lexicon
from app.coding.weights import Weights
from tests.benchmarks import invented_cases
from tests.benchmarks.all_quality import AGENCY_FILES
from tests.benchmarks.coding_quality import Codes, Key, f1, read_files, read_truth, weighted_kappa

NO_RANK = 99


@dataclass(frozen=True)
class Told:
    """What coding a case with some rules comes to: hit, missed and extra categories, and (truth, coded) severities."""

    categories: tuple[int, int, int]
    severities: tuple[tuple[int, int], ...]

    def wrong(self) -> int:
        """The squares of how far the severities are off."""
        return sum((one - other) ** 2 for one, other in self.severities)


def without_each(weights: Weights) -> dict[str, Weights]:
    """The weights without each of their rules, by what the rule is called."""
    changed: dict[str, Weights] = {}
    for part in weights.part_of:
        kept = {key: wholes for key, wholes in weights.part_of.items() if key != part}
        changed[f"part_of {part}"] = msgspec.structs.replace(weights, part_of=kept)
    for topic in weights.praised_by:
        kept = {key: by for key, by in weights.praised_by.items() if key != topic}
        changed[f"praised_by {topic}"] = msgspec.structs.replace(weights, praised_by=kept)
    for field in ("instead", "floors", "young", "several", "many"):
        rules = getattr(weights, field)
        for rule in rules:
            kept = tuple(item for item in rules if item.id != rule.id)
            changed[rule.id] = msgspec.structs.replace(weights, **{field: kept})
    changed["passing"] = msgspec.structs.replace(weights, passing=NO_RANK)
    changed["improvement"] = msgspec.structs.replace(weights, improvement_limit=0)
    return changed


def less(weights: Weights, names: frozenset[str]) -> Weights:
    """The weights without the rules of these names."""
    for name in sorted(names):
        weights = without_each(weights)[name]
    return weights


def told_of(case: Case, truth: Mapping[Key, Codes], weights: Weights) -> Told:
    """What coding the case with these weights comes to."""
    found, events = suggest(case, replace(default_lexicon(), weights=weights)), case.events
    hit = missed = extra = 0
    severities: list[tuple[int, int]] = []
    for place, (source, row) in enumerate(zip(events.source.tolist(), events.row.tolist(), strict=True)):
        wanted = truth.get((case.sources[source].file, case.sources[source].sheet, row))
        if wanted is None:
            continue
        got = frozenset(case.scheme.categories_in(int(found.categories[place])))
        hit, missed = hit + len(got & wanted.categories), missed + len(wanted.categories - got)
        extra += len(got - wanted.categories)
        severities.append((wanted.severity, max(0, int(found.severity[place]))))
    return Told((hit, missed, extra), tuple(severities))


def pooled(told: Sequence[Told]) -> tuple[float, float]:
    """Category F1 and the weighted kappa of severity over several cases together."""
    hit, missed, extra = (sum(one.categories[at] for one in told) for at in range(3))
    return f1(hit, missed, extra), weighted_kappa([pair for one in told for pair in one.severities])


def labelled(folders: Sequence[Path], passwords: Sequence[str]) -> Iterator[tuple[str, Case, Mapping[Key, Codes]]]:
    """Every labelled case, coded, with the reader's labels."""
    for folder in folders:
        if (folder / "perry").is_dir():
            files = [folder / "perry" / "files" / name for name in AGENCY_FILES]
            yield "sample", read_files(files, passwords), read_truth(folder / "perry" / "truth" / "events.csv")
        within = folder / "cases" if (folder / "cases").is_dir() else folder
        for case in sorted(path for path in within.iterdir() if (path / "truth.csv").is_file()):
            names: list[str] = json.loads((case / "files.json").read_text("utf-8"))
            yield case.name, read_files([case / name for name in names], ()), read_truth(case / "truth.csv")
    for name in invented_cases.names():
        labels = invented_cases.labelled(name)
        yield name, labels.case, labels.truth


def measure(cases: Sequence[tuple[str, Case, Mapping[Key, Codes]]]) -> dict[str, dict[str, float]]:
    """A line for each rule, and those of all rules, of none, and of those that the other cases chose."""
    weights = default_lexicon().weights
    everything = [told_of(case, truth, weights) for _name, case, truth in cases]
    category, kappa = pooled(everything)
    lines: dict[str, dict[str, float]] = {}
    effects: dict[str, list[Told]] = {}
    for name, changed in without_each(weights).items():
        off = effects[name] = [told_of(case, truth, changed) for _name, case, truth in cases]
        gains = [_gain(one, other) for one, other in zip(everything, off, strict=True)]
        without, severity = pooled(off)
        lines[name] = {
            "category": category - without,
            "kappa": kappa - severity,
            "better": sum(gain > 0 for gain in gains),
            "worse": sum(gain < 0 for gain in gains),
        }
    none = [told_of(case, truth, less(weights, frozenset(effects))) for _name, case, truth in cases]
    left_out = [
        told_of(case, truth, less(weights, _harmful(everything, effects, at)))
        for at, (_name, case, truth) in enumerate(cases)
    ]
    for name, told in (("all rules", everything), ("no rule", none), ("chosen by the other cases", left_out)):
        lines[name] = dict(zip(("category", "kappa"), pooled(told), strict=True))
    return lines


def _harmful(everything: Sequence[Told], effects: Mapping[str, Sequence[Told]], left_out: int) -> frozenset[str]:
    """The rules that do more harm than good on the cases but for one."""
    found: set[str] = set()
    for name, off in effects.items():
        pairs = [pair for at, pair in enumerate(zip(everything, off, strict=True)) if at != left_out]
        if sum(_gain(one, other) for one, other in pairs) < 0:
            found.add(name)
    return frozenset(found)


def _gain(with_rule: Told, without: Told) -> int:
    """How many category errors and squared ranks of severity fewer there are with the rule than without it."""
    errors = sum(without.categories[1:]) - sum(with_rule.categories[1:])
    return errors + without.wrong() - with_rule.wrong()


def main() -> None:
    """Print the table, or the same as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--password", action="append", default=[])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    lines = measure(list(labelled(options.folders, options.password)))
    if options.json:
        print(json.dumps(lines, indent=1))
        return
    for name, figures in lines.items():
        print(name.ljust(30) + "".join(f"  {key} {figure:+.4g}" for key, figure in figures.items()))


if __name__ == "__main__":
    main()
