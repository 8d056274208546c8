"""Whether the lexicon holds words of given chronologies: it must say what agencies write, not what one case says.

    python -m tests.benchmarks.borrowed_words FILES... [--password WORD] [--run 4]

Lists every run of that many words that stands both in a string of the lexicon (phrases, tests) and in a row of the
files, unless it is among the common terms of the field below.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.case.model import Case
from app.case.scheme import default_scheme
from app.coding.lexicon import default_lexicon
from importers.batch import import_files

COMMON = (
    "made subject of a", "subject of cp plan", "subject of a cp", "no evidence of sexual", "letter before proceedings",
    "child protection plan", "case closed to csc", "on cp plan", "to be done by", "no further action by",
    "step down to cin",
    "the child protection register", "on the child protection", "inter agency referral discussion",
    "risk of significant harm", "was not brought to", "removed from the register", "placed on the child",
    "children placed on the", "no lines of enquiry", "to be set up",
)  # fmt: skip
"""Terms of the field that any chronology may hold."""

_WORD = re.compile(r"[a-z0-9']+")


def runs(text: str, length: int) -> set[str]:
    """Every run of ``length`` words of a text, in lower case."""
    words = _WORD.findall(text.lower().replace("’", "'").replace("‘", "'"))
    return {" ".join(words[place : place + length]) for place in range(len(words) - length + 1)}


def lexicon_strings() -> Iterator[tuple[str, str]]:
    """(entry's id, string): every test of every entry, and its phrases, options told apart."""
    for entry in default_lexicon().entries.values():
        for text in (*entry.matches, *entry.misses):
            yield entry.id, text
        for phrase in entry.phrases:
            for part in re.split(r"[()|]|\.\.+", phrase):
                yield entry.id, part


def borrowed(texts: Sequence[str], length: int) -> list[tuple[str, str]]:
    """(entry's id, run) for every run that the lexicon shares with these texts, the common ones left out."""
    theirs = set[str]().union(*(runs(text, length) for text in texts))
    found = {(name, run) for name, text in lexicon_strings() for run in runs(text, length) & theirs}
    return sorted(item for item in found if not any(common in item[1] or item[1] in common for common in COMMON))


def main() -> None:
    """List what is borrowed; the exit status is 1 where anything is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--password", action="append", default=[])
    parser.add_argument("--run", type=int, default=4)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    batch = import_files(options.files, Case(default_scheme()), passwords=options.password)
    events = batch.events
    texts = [f"{text}\n{more or ''}" for text, more in zip(events.text, events.response, strict=True)]
    found = borrowed(texts, options.run)
    for name, run in found:
        print(f"{name}: {run}")
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
