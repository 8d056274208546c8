"""A letter for each category of the scheme, so that a row is sorted from the keyboard with one key."""

from functools import cache
from string import ascii_uppercase

from app.case.scheme import Scheme
from app.language import tr

TAKEN = "F"
"""Letters that mean something else wherever the keyboard is: the next finding."""


@cache
def _letters(names: tuple[tuple[str, str], ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, name in names:
        initials = "".join(word[0] for word in name.split())
        offered = [letter for letter in (initials + name + ascii_uppercase).upper() if letter in ascii_uppercase]
        free = [letter for letter in offered if letter not in found and letter not in TAKEN]
        if free:
            found[free[0]] = key
    return found


def letters_of(scheme: Scheme) -> dict[str, str]:
    """Letter to category key: an initial where it is free, else a letter of the name, else any that is left."""
    return _letters(tuple((category.key, tr(category.name)) for category in scheme.categories))  # from resources


def letter_for(scheme: Scheme, category: str) -> str:
    """The letter of a category; empty where there are more categories than letters."""
    return next((letter for letter, key in letters_of(scheme).items() if key == category), "")
