"""The ways in which one name is written: with and without accents, apostrophes, hyphens and the spaces between."""

import re
import unicodedata

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Marks that nobody sees and that would part a name: soft hyphens, joiners, spaces of no width."""
_BETWEEN = r"[\s_‐-―-]"
_LEFT_OUT = re.compile(rf"['’ʼ`]|{_BETWEEN}")
_PART = re.compile(r"[^\W\d_][\w'’ʼ`]*(?:[‐-―-][^\W\d_][\w'’ʼ`]*)*")


def as_one_writes(text: str) -> str:
    """The text with each letter and its accent as one character, and without marks that nobody sees."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def without_accents(text: str) -> str:
    """The text, letter for letter, so that a place in the one is the same place in the other: "Zoë" is "Zoe"."""
    return text if text.isascii() else "".join(map(_plain_letter, text))


def key_of(words: str) -> str:
    """What all ways to write a name have in common."""
    return letters_of(words).casefold()


def letters_of(words: str) -> str:
    """The letters of a name, large and small, without accents and what stands between."""
    return _LEFT_OUT.sub("", without_accents(as_one_writes(words)))


def pattern_of(words: str) -> str:
    """A pattern for the ways to write a name, to be sought in a text without accents."""
    plain = without_accents(as_one_writes(words)).strip()
    return "".join(_any_way(letter) for letter in re.sub(rf"{_BETWEEN}+", " ", plain))


def parts_of(words: str) -> tuple[str, ...]:
    """The names that a whole name is made of; one with a hyphen, and what the hyphen joins."""
    whole = _PART.findall(words)
    joined = [part for name in whole for part in re.split("[‐-―-]", name)]
    return tuple(dict.fromkeys((*whole, *joined)))


def _any_way(letter: str) -> str:
    if letter == " ":
        return rf"{_BETWEEN}*"
    return "['’ʼ`]?" if letter in "'’ʼ`" else re.escape(letter)


def _plain_letter(letter: str) -> str:
    plain = "".join(mark for mark in unicodedata.normalize("NFD", letter) if not unicodedata.combining(mark))
    return plain if len(plain) == 1 else letter
