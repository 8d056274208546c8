"""The program in a language that is none: every message stands in «these», so what is outside them was never looked up.

`python -m tests.language.pseudo window` opens the sample case, goes through the commands and prints what can be read
outside; `chart` does so with a chart that is drawn to a file, and `lifelanes …` runs a command in that language.
"""

import gettext
import importlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from app import PRODUCT, language
from app.language import LANGUAGES
from tests.conftest import ROOT

SAMPLE = ROOT / "resources" / "examples" / "perry" / "combined.xlsx"
OWN_NAMES = (PRODUCT, *LANGUAGES.values(), "Noto Sans", "A4", "A3", "PNG", "SVG", "PDF", "JSON")
_TEXT = "{http://www.w3.org/2000/svg}text"
_INSIDE = re.compile(r"«[^«»]*»")
_WORD = re.compile(r"[^\W\d_]{2,}")
_KEYS = re.compile(r"\b(?:(?:Ctrl|Alt|Shift|Meta)\+)+\S*|\b(?:Esc|Del|Return|Enter|Home|End|Tab|Space|F\d+)\b")


class Pseudo:
    """A catalogue that has every message."""

    def gettext(self, message: str) -> str:
        """The message in guillemets; one that is there already as it is."""
        return message if message.startswith("«") or not message else f"«{message}»"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form of English, so that numbers stay right."""
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """The message in guillemets; nothing comes of the context."""
        assert context
        return self.gettext(message)


def speak() -> None:
    """Say everything in it from now on, the words of click as well; nothing of the program may be loaded yet."""
    pseudo = Pseudo()
    language.use_catalogue("cy", pseudo)
    gettext.gettext, gettext.ngettext = pseudo.gettext, pseudo.ngettext


def outside(text: str, known: Sequence[str]) -> str:
    """What of a text stands in no guillemets and is no word of the case or name of its own."""
    text = re.sub(r"<style.*?</style>|<[^<>]*>|&[a-z]+;", " ", text, flags=re.DOTALL)
    while _INSIDE.search(text):
        text = _INSIDE.sub(" ", text)
    # A title may be cut to the room it has, and a name leaves out the keys that a tip tells.
    text = re.sub(r"«[^»]*(?:…|$)", " ", text)
    for words in known if _WORD.search(text) else ():
        text = text.replace(words, " ")
    return " ".join(_WORD.findall(_KEYS.sub(" ", text).replace("&", "")))


def known_words() -> list[str]:
    """What the sample case holds and names of our own, the longest first."""
    intake, model = importlib.import_module("app.intake"), importlib.import_module("app.case.scheme")
    case = intake.read_files([SAMPLE], model.default_scheme()).case
    words = {*OWN_NAMES, SAMPLE.name, SAMPLE.stem, str(SAMPLE.parent)}
    words |= {item.name for item in (*case.children, *case.adults, *case.agencies)}
    words |= {alias for item in (*case.children, *case.adults) for alias in item.aliases}
    for source in case.sources:
        words |= {source.file, source.sheet, *source.headings}
        words |= {str(cell) for row in source.rows for cell in row.cells if isinstance(cell, str)}
    for name in model.shipped_names():
        scheme = model.shipped_scheme(name)
        words |= {item.source for item in (*scheme.levels, *scheme.severity, *scheme.categories)}
    events = case.events
    words |= {*events.text, *(said or "" for said in events.response), *(said or "" for said in events.author)}
    words |= {" ".join(text.split()) for text in words}
    return sorted((item for item in words if _WORD.search(item)), key=len, reverse=True)


def of_the_chart() -> Iterator[tuple[str, str]]:
    """What a chart that is drawn to a file says: every text in it, and its telling in words."""
    cli = importlib.import_module("app.cli")
    with tempfile.TemporaryDirectory() as folder:
        for view in ("lanes", "phase"):
            picture = Path(folder) / f"{view}.svg"
            assert cli.run(["chart", str(SAMPLE), "-o", str(picture), "--text", "--view", view]) == 0
            texts = ["".join(text.itertext()) for text in ElementTree.parse(picture).iter(_TEXT)]
            yield from ((view, words) for words in _rejoined(texts))
            for told in Path(folder).glob(f"{view}*.txt"):
                yield told.name, told.read_text(encoding="utf-8")


def _rejoined(lines: list[str]) -> Iterator[str]:
    """Lines that one message was broken into, as one again."""
    words = ""
    for line in lines:
        words = f"{words} {line}".strip()
        if words.count("«") <= words.count("»") or words.endswith("…"):
            yield words
            words = ""
    yield words


def main(arguments: Sequence[str]) -> int:
    """Print what stands outside; 1 where anything does. Or run a command of ours."""
    speak()
    if arguments[0] == "lifelanes":
        return int(importlib.import_module("app.cli").run(list(arguments[1:])))
    if arguments[0] == "window":
        said = importlib.import_module("tests.language.pseudo_window").of_the_window(SAMPLE)
    else:
        said = of_the_chart()
    known = known_words()
    places = {text: where for where, text in said}
    amiss = {(left, text): where for text, where in places.items() if (left := outside(text, known))}
    sys.stdout.writelines(f"{where}: {left!r} of {text[:160]!r}\n" for (left, text), where in amiss.items())
    sys.stdout.flush()
    # Nothing of a window that is open has to be taken apart.
    os._exit(1 if amiss else 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
