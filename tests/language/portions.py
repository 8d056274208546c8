"""The catalogue handed out to translators, and taken back.

`python -m tests.language.portions --parts 4 FOLDER` writes what has no words yet as cy-1.json, cy-2.json, …: lists of
{"id", "plural", "context", "where", "cy"}. A translator fills in each "cy": a string, or for a plural the four forms
of Welsh (for 1, for 2, for any other number, for 8 and 11). `--take FOLDER` takes filled ones back; what does not keep
a message's placeholders, tags or access key is told and left out.
"""

import argparse
import sys
from pathlib import Path

import msgspec
from babel.messages.catalog import Catalog

from tests.language.catalogue import LANGUAGES, faults_in, keep, key_of, messages_of, read_words, translated


class Entry(msgspec.Struct, forbid_unknown_fields=True):
    """One message for a translator: its words (for one), those for many, where it stands, and what it is in Welsh."""

    id: str
    plural: str | None
    context: str | None
    where: list[str]
    cy: str | list[str]


def entries_without_words(words: Catalog) -> list[Entry]:
    """Every message that is yet to be translated, in the order of the files."""
    found: list[Entry] = []
    for message in messages_of(words):
        if translated(message):
            continue
        where = sorted({file for file, _line in message.locations})
        if isinstance(message.id, str):
            found.append(Entry(message.id, None, message.context, where, ""))
        else:
            found.append(Entry(message.id[0], message.id[1], message.context, where, ["", "", "", ""]))
    return found


def hand_out(words: Catalog, folder: Path, parts: int) -> list[Path]:
    """Write so many files, each with messages that stand together."""
    entries = entries_without_words(words)
    size = -(-len(entries) // parts)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for part in range(parts):
        path = folder / f"{words.locale}-{part + 1}.json"
        lines = msgspec.json.format(msgspec.json.encode(entries[part * size : (part + 1) * size]), indent=1)
        path.write_bytes(lines)
        written.append(path)
    return written


def take_back(words: Catalog, folder: Path) -> list[str]:
    """Take over what is filled in and sound; what is not, in sentences."""
    faults: list[str] = []
    known = {key_of(message): message for message in messages_of(words)}
    for path in sorted(folder.glob("*.json")):
        for entry in msgspec.json.decode(path.read_bytes(), type=list[Entry]):
            forms = [entry.cy] if isinstance(entry.cy, str) else entry.cy
            if not any(forms):
                continue
            message = known.get((entry.context, entry.id))
            if message is None:
                faults.append(f"{path.name}: {entry.id!r} is no longer said.")
                continue
            amiss = _amiss(entry, isinstance(message.id, str))
            amiss += [fault for form in forms for fault in faults_in(message, form)]
            faults += [f"{path.name}: {entry.id!r}: {fault}" for fault in amiss]
            if not amiss:
                message.string = forms[0] if isinstance(message.id, str) else tuple(forms)
    return faults


def _amiss(entry: Entry, alone: bool) -> list[str]:
    if alone:
        return [] if isinstance(entry.cy, str) else ["it has one form, so write one string"]
    if isinstance(entry.cy, str) or len(entry.cy) != 4 or not all(entry.cy):
        return ["it needs all four forms: for 1, for 2, for any other number, for 8 and 11"]
    return []


def main(arguments: list[str]) -> int:
    """Hand out or take back; 1 where something could not be taken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--parts", type=int, default=0, help="hand out in so many files")
    parser.add_argument("--take", action="store_true", help="take filled files back")
    asked = parser.parse_args(arguments)
    if asked.parts < 1 and not asked.take:
        parser.error("say --parts N or --take")
    words, faults = read_words(LANGUAGES[0]), list[str]()
    if asked.take:
        faults = take_back(words, asked.folder)
        keep(LANGUAGES[0], words)
    told = faults if asked.take else [str(path) for path in hand_out(words, asked.folder, asked.parts)]
    sys.stdout.writelines(f"{line}\n" for line in told)
    sys.stdout.write(f"{len(entries_without_words(words))} messages without words\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
