"""Headings that mean something else beside certain others: "Subject" beside "From" and "To" is no child."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from importers.headings import WEAK, variants
from importers.vocabulary import normal, together_words

_NONE: Mapping[int, tuple[str, float]] = MappingProxyType({})


def meant_together(headings: Sequence[str]) -> Mapping[int, tuple[str, float]]:
    """The columns (0-based) whose headings mean one certain field in this company, with how well their words fit.

    A field of "" means that such a column serves none. Empty where the headings keep no such company.
    """
    said = [frozenset(words for words, _ in variants(heading)) for heading in headings]
    for kind in together_words():
        found = {at: words for at, words in enumerate(said) if words & kind.known}
        if len(found) < kind.least or not any(words & kind.known_sure for words in found.values()):
            continue
        means = {normal(words): name for name, group in kind.means.items() for words in group}
        return MappingProxyType(
            {
                at: (next(means[word] for word in sorted(words) if word in means), WEAK)
                for at, words in found.items()
                if not words.isdisjoint(means)
            }
        )
    return _NONE
