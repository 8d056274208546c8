"""Words that say what somebody is and name nobody, and names that are words as well: resources/panel/words.toml."""

from functools import cache
from importlib import resources

import msgspec
import tomli

from app.errors import DataError
from app.language import tr


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    words: tuple[str, ...]
    source: str


class _PlainWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[_Words, ...]


def roles() -> frozenset[str]:
    """Words for what somebody is in a family, in small letters: "mother", "baby", "the"."""
    return _known()["roles"]


def names_that_are_words() -> frozenset[str]:
    """Names that are words as well, in small letters: in small letters they name nobody ("may", "grace")."""
    return _known()["names"]


def names_that_are_months() -> frozenset[str]:
    """Names that are months as well, in small letters: beside a number they name nobody ("May 2012")."""
    return _known()["months"]


def titles() -> frozenset[str]:
    """Titles that a surname follows, in small letters: "mr", "dr"."""
    return _known()["titles"]


@cache
def _known() -> dict[str, frozenset[str]]:
    text = resources.files("resources").joinpath("panel", "words.toml").read_text("utf-8")
    try:
        read = msgspec.convert(tomli.loads(text), _PlainWords)
        known = {group.key: frozenset(group.words) for group in read.words}
        return {key: known[key] for key in ("roles", "names", "months", "titles")}
    except (tomli.TOMLDecodeError, msgspec.ValidationError, KeyError) as error:
        raise DataError(
            tr("{file} does not hold together: {error}.").format(file="resources/panel/words.toml", error=error)
        ) from error
