"""The words that people read, in their language: one gettext catalogue for the whole program.

English is the language of the source, so English needs no file and no look-up. Words that stand at the top of a
module are said while it loads, so the entry point chooses the language before it loads anything else.
"""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import resources
from typing import Protocol

DOMAIN = "lifelanes"
SYSTEM = "system"
"""Chosen where the language shall be the system's."""

VARIABLE, OPTION = "LIFELANES_LANGUAGE", "--language"
"""Where a language is asked for in the environment, and on the command line."""

LANGUAGES = {"en": "English", "cy": "Cymraeg"}  # not words: names of their own
"""The languages that can be chosen, each by its own name."""

SYSTEMS_WORDS = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a system says what language its user reads; the first that says anything decides."""


class Catalogue(Protocol):
    """What is used of a catalogue, which is a GNUTranslations of the standard library."""

    def gettext(self, message: str) -> str:
        """The message in its language."""
        ...

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form that goes with the number."""
        ...

    def pgettext(self, context: str, message: str) -> str:
        """The message as it is meant there."""
        ...


class _Chosen:
    code: str = "en"
    catalogue: Catalogue | None = None


_chosen = _Chosen()


def use(code: str) -> None:
    """Say everything in this language (ISO 639-1) from now on.

    Raises:
        KeyError: it is none of LANGUAGES.

    """
    if code not in LANGUAGES:
        raise KeyError(code)
    use_catalogue(code, None if code == "en" else _catalogue(code))


def use_catalogue(code: str, catalogue: Catalogue | None) -> None:
    """Say everything by this catalogue from now on, or as it stands in the source."""
    _chosen.code = code
    _chosen.catalogue = catalogue


def wanted(arguments: Sequence[str], kept: Callable[[], str]) -> str:
    """The language to be used (ISO 639-1): asked for by the arguments, by the environment or in the settings.

    ``kept`` is what the settings say. What is none of LANGUAGES does not count; where nobody asks, it is the system's
    where that is one of them, else English.
    """
    for asked in (_argument(arguments), os.environ.get(VARIABLE, ""), kept()):
        if asked in LANGUAGES:
            return asked
        if asked == SYSTEM:
            break
    return _of_the_system()


def _argument(arguments: Sequence[str]) -> str:
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == OPTION:
            return value or "".join(arguments[place + 1 : place + 2])
        if not argument.startswith("-"):
            break
    return ""


def _of_the_system() -> str:
    said = next((os.environ[name] for name in SYSTEMS_WORDS if os.environ.get(name)), "")
    if not said and sys.platform == "win32":
        from locale import getlocale  # noqa: PLC0415 - only Windows has to be asked

        said = getlocale()[0] or ""
    name = said.lower().replace("-", "_").partition(".")[0].partition("_")[0]
    return {"welsh": "cy"}.get(name, name) if name in ("welsh", *LANGUAGES) else "en"


def in_use() -> str:
    """The language that words are said in now (ISO 639-1)."""
    return _chosen.code


def tr(message: str) -> str:
    """The message in the language in use; the English one where the catalogue lacks it.

    Values go in afterwards and by name: ``tr("{rows} rows of {file}").format(rows=rows, file=name)``.
    """
    # A catalogue keeps what it says of itself under the empty message.
    return message if _chosen.catalogue is None or not message else _chosen.catalogue.gettext(message)


def trn(one: str, many: str, number: int) -> str:
    """The form of the message that goes with the number; Welsh has more than two.

    ``trn("{count} row", "{count} rows", count).format(count=count)``.
    """
    if _chosen.catalogue is None:
        return one if number == 1 else many
    return _chosen.catalogue.ngettext(one, many, number)


def trc(context: str, message: str) -> str:
    """The message where one English word has several meanings; the context tells a translator which is meant."""
    return message if _chosen.catalogue is None else _chosen.catalogue.pgettext(context, message)


def listed(names: Sequence[str]) -> str:
    """Names as a sentence holds them: "Perry", "Perry and Robin", "Perry, Robin and Sam"."""
    if len(names) == 1:
        return names[0]
    return tr("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def _catalogue(code: str) -> Catalogue:
    import gettext  # noqa: PLC0415 - English needs no catalogue, and is read at every start
    from gettext import GNUTranslations  # noqa: PLC0415 - as above

    folder = resources.files("resources").joinpath("language")
    # For the library of our commands, which says its own words by the standard library's domain of the moment.
    gettext.bindtextdomain(DOMAIN, str(folder))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = code
    with folder.joinpath(code, "LC_MESSAGES", f"{DOMAIN}.mo").open("rb") as compiled:
        return GNUTranslations(compiled)
