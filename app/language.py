"""The words that people read, in their language: one gettext catalogue for the whole program.

English is the language of the source, so English needs no file and no look-up. Words that stand at the top of a
module are said while it loads, so the entry point chooses the language before it loads anything else.
"""

from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import GNUTranslations

DOMAIN = "lifelanes"
LANGUAGES = {"en": "English", "cy": "Cymraeg"}
"""The languages that can be chosen, each by its own name."""


class _Chosen:
    code: str = "en"
    catalogue: "GNUTranslations | None" = None


_chosen = _Chosen()


def use(code: str) -> None:
    """Say everything in this language (ISO 639-1) from now on.

    Raises:
        KeyError: it is none of LANGUAGES.

    """
    if code not in LANGUAGES:
        raise KeyError(code)
    _chosen.code = code
    _chosen.catalogue = None if code == "en" else _catalogue(code)


def in_use() -> str:
    """The language that words are said in now (ISO 639-1)."""
    return _chosen.code


def tr(message: str) -> str:
    """The message in the language in use; the English one where the catalogue lacks it.

    Values go in afterwards and by name: ``tr("{rows} rows of {file}").format(rows=rows, file=name)``.
    """
    return message if _chosen.catalogue is None else _chosen.catalogue.gettext(message)


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


def _catalogue(code: str) -> "GNUTranslations":
    from gettext import GNUTranslations  # noqa: PLC0415 - English needs none, and is read at every start

    file = resources.files("resources").joinpath("language", code, "LC_MESSAGES", f"{DOMAIN}.mo")
    with file.open("rb") as compiled:
        return GNUTranslations(compiled)
