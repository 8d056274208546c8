"""The catalogue kept up to date: `python -m tests.language.catalogue`.

Writes what there is to say to resources/language/lifelanes.pot, takes new messages over into every language's .po
(what is no longer said goes), and compiles each .po to the .mo that the program reads.
"""

import io
import string
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.conftest import ROOT
from tests.language.messages import template

FOLDER = ROOT / "resources" / "language"
TEMPLATE = FOLDER / "lifelanes.pot"
LANGUAGES = ("cy",)
MADE = datetime(2026, 11, 23, tzinfo=UTC)
"""Stands in every header, so that a file changes only where its messages do."""

START = {
    "cy": """\
# Welsh words of Lifelanes.
# Welsh, unreviewed machine-assisted draft: a speaker of Welsh who knows safeguarding has yet to read it.
msgid ""
msgstr ""
"Language: cy\\n"
"Language-Team: Welsh, unreviewed machine-assisted draft\\n"
"Last-Translator: none yet; unreviewed machine-assisted draft\\n"
"Plural-Forms: nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
}


def po_file(code: str) -> Path:
    """Where the words of a language are written."""
    return FOLDER / code / "LC_MESSAGES" / "lifelanes.po"


def mo_file(code: str) -> Path:
    """The same, compiled, as the program reads them."""
    return po_file(code).with_suffix(".mo")


def read_words(code: str) -> Catalog:
    """A language's words; none yet where it has no file."""
    path = po_file(code)
    text = path.read_text(encoding="utf-8") if path.exists() else START[code]
    return read_po(io.BytesIO(text.encode()), locale=code, charset="utf-8")


def written(catalogue: Catalog) -> bytes:
    """A catalogue as a .po or .pot file, without line numbers, in the order of files."""
    catalogue.creation_date = catalogue.revision_date = MADE
    held = io.BytesIO()
    write_po(held, catalogue, width=120, include_lineno=False, ignore_obsolete=True)
    return held.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as a .mo file; what has no words yet is left out, so that it is said in English."""
    known = Catalog(locale=catalogue.locale, header_comment=catalogue.header_comment, charset="utf-8")
    known.mime_headers = catalogue.mime_headers
    for message in messages_of(catalogue):
        if translated(message):
            known.add(message.id, message.string, context=message.context)
    held = io.BytesIO()
    write_mo(held, known)
    return held.getvalue()


def keep(code: str, catalogue: Catalog) -> None:
    """Write a language's .po and .mo."""
    po_file(code).parent.mkdir(parents=True, exist_ok=True)
    po_file(code).write_bytes(written(catalogue))
    mo_file(code).write_bytes(compiled(read_words(code)))


def messages_of(catalogue: Catalog) -> list[Message]:
    """Its messages without the header."""
    return [message for message in catalogue if message.id]


def key_of(message: Message) -> tuple[str | None, str]:
    """What tells a message from the others: its context, and its words (the one for one)."""
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def translated(message: Message) -> bool:
    """Whether every form has its words."""
    return all(message.string) if isinstance(message.string, list | tuple) else bool(message.string)


def faults_in(message: Message, said: str) -> list[str]:
    """What one translated form does not keep of its message: placeholders, tags, access keys, blanks at its ends."""
    forms = [message.id] if isinstance(message.id, str) else list(message.id)
    faults: list[str] = []
    try:
        mine = placeholders(said)
    except ValueError as error:
        return [f"its braces do not hold together: {error}"]
    theirs = [placeholders(form) for form in forms]
    if not set.intersection(*theirs) <= mine | _counts(theirs):
        faults.append(f"it lacks {sorted(set.intersection(*theirs) - mine)}")
    if not mine <= set.union(*theirs):
        faults.append(f"there is no {sorted(mine - set.union(*theirs))}")
    one = forms[-1]
    for what, count in (("&", _access_keys), ("<", lambda words: words.count("<")), ("\n", lambda w: w.count("\n"))):
        if count(one) != count(said):
            faults.append(f"the count of {what!r} differs")
    if one[: len(one) - len(one.lstrip())] != said[: len(said) - len(said.lstrip())]:
        faults.append("the blanks at its beginning differ")
    if one[len(one.rstrip()) :] != said[len(said.rstrip()) :]:
        faults.append("the blanks at its end differ")
    return faults


def placeholders(words: str) -> set[str]:
    """The placeholders of a message with how each is written, as "count:,".

    Raises:
        ValueError: its braces do not hold together.
    """
    parts = string.Formatter().parse(words)
    return {
        f"{name}{f'!{how}' if how else ''}{f':{spec}' if spec else ''}"
        for _, name, spec, how in parts
        if name is not None
    }


def _counts(theirs: list[set[str]]) -> set[str]:
    """The number of a plural, which a form may say in words ("un", "dau") or leave out."""
    if len(theirs) == 1:
        return set()
    return {name for name in set.union(*theirs) if name.split(":")[0] in {"count", "number", "days", "rows", "months"}}


def _access_keys(words: str) -> int:
    return words.replace("&&", "").count("&")


def main() -> int:
    """Bring every file up to date and say how many words are missing."""
    source = template()
    FOLDER.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(written(source))
    for code in LANGUAGES:
        words = read_words(code)
        words.update(template(), no_fuzzy_matching=True)
        keep(code, words)
        missing = sum(not translated(message) for message in messages_of(words))
        sys.stdout.write(f"{code}: {len(messages_of(words))} messages, {missing} without words\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
