"""The small language in which the lexicon writes its phrases, made into regular expressions.

A phrase is words in lower case. ``*`` stands for any ending of a word, ``#`` for a number, ``..`` for up
to four words and ``...`` for up to eight words of the same sentence, ``(a|b c)`` for one of several, and ``?`` after such a group
for one that may be missing. A hyphen matches a hyphen, a space or nothing, an apostrophe may be missing.
"""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"\([^()]*\)\??|\.{2,3}|[^\s()]+")
_WORD = re.compile(r"\w+")
_JOIN = r"[\s\-]+"
_STEP = r"(?:[^\w.;!?\n]+[\w'/&+%\-]+)"
_GAPS = {"..": 4, "...": 8}
_COMMON = frozenset(
    "a an and are as at be by for from has he her his i in is it no not of off on or out she the them they to "
    "was were with up down all very too so re had have been mum mother mo m dad father child children".split()
)


class PhraseError(ValueError):
    """A phrase that cannot be read."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word one of which stands in every match: exactly, or as the beginning of a word."""

    word: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase ready to be looked for in text in lower case. Without triggers it is looked for everywhere."""

    written: str
    pattern: re.Pattern[str]
    triggers: frozenset[Trigger]


def read_phrase(written: str) -> Phrase:
    """A phrase of the lexicon.

    Raises:
        PhraseError: when its brackets do not match or a gap stands at its edge.
    """
    tokens = [match[0] for match in _TOKEN.finditer(written)]
    if not tokens:
        raise PhraseError("a phrase is empty")
    if tokens[0] in _GAPS or tokens[-1] in _GAPS:
        raise PhraseError(f'"{written}" has a gap at its edge')
    if written.count("(") != written.count(")") or written.count("(") != sum(token[0] == "(" for token in tokens):
        raise PhraseError(f'"{written}" has brackets that do not match')
    body = _joined(tokens)
    before = r"(?<!\w)" if written[0] not in "?+" else ""
    after = r"(?!\w)" if re.match(r"[\w*#)?']", written[-1]) else ""
    return Phrase(written, re.compile(before + body + after), _best_trigger(tokens))


def read_pattern(written: str) -> Phrase:
    """A plain regular expression over text in lower case; it is looked for in every text.

    Raises:
        PhraseError: when it is no regular expression.
    """
    try:
        return Phrase(written, re.compile(written), frozenset())
    except re.error as error:
        raise PhraseError(f'"{written}" is no regular expression ({error})') from error


def _joined(tokens: list[str]) -> str:
    """The tokens as one expression. An optional group takes the space that follows it (or stands before it) along."""
    parts: list[str] = []
    wants_space = False
    for place, token in enumerate(tokens):
        if token in _GAPS:
            parts.append(rf"{_STEP}{{0,{_GAPS[token]}}}?[^\w.;!?\n]+")
            wants_space = False
            continue
        optional = token.endswith(")?")
        body = _group(token)
        if optional:
            if wants_space:
                parts.append(rf"(?:{_JOIN}{body})?")
            else:
                parts.append(rf"(?:{body}{_JOIN})?" if place + 1 < len(tokens) else rf"(?:{body})?")
            continue
        parts.append((_JOIN if wants_space else "") + body)
        wants_space = True
    return "".join(parts)


def _group(token: str) -> str:
    if token[0] != "(":
        return _words(token)
    inside = token[1:-2] if token.endswith(")?") else token[1:-1]
    return "(?:" + "|".join(_words(option) for option in inside.split("|")) + ")"


def _words(words: str) -> str:
    return _JOIN.join(_word(word) for word in words.split())


def _word(word: str) -> str:
    found: list[str] = []
    for letter in word:
        if letter == "*":
            found.append(r"\w*")
        elif letter == "#":
            found.append(r"\d+(?:\.\d+)?")
        elif letter == "-":
            found.append(r"[\s\-]?")
        elif letter == "'":
            found.append("'?")
        else:
            found.append(re.escape(letter))
    return "".join(found)


def _best_trigger(tokens: list[str]) -> frozenset[Trigger]:
    """The triggers of the token that is least common: long words, none of them everyday ones."""
    best: tuple[int, frozenset[Trigger]] = (0, frozenset())
    for token in tokens:
        if token in _GAPS or token.endswith(")?"):
            continue
        options = token[1:-1].split("|") if token[0] == "(" else [token]
        chosen = [_option_triggers(option) for option in options]
        if not all(chosen):
            continue
        worth = min(score for score, _ in chosen if score) if all(score for score, _ in chosen) else 0
        if worth > best[0]:
            best = (worth, frozenset(trigger for _, triggers in chosen for trigger in triggers))
    return best[1]


def _option_triggers(option: str) -> tuple[int, tuple[Trigger, ...]]:
    """The least common word of an option as triggers, and how telling it is (0: not at all)."""
    best: tuple[int, tuple[Trigger, ...]] = (0, ())
    for word in option.split():
        triggers = _word_triggers(word)
        if not triggers:
            continue
        score = min(1 if trigger.word in _COMMON else 1 + len(trigger.word) for trigger in triggers)
        if score > best[0]:
            best = (score, triggers)
    return best


def _word_triggers(word: str) -> tuple[Trigger, ...]:
    """What must stand in a text for a word to match: itself, or where it may be written apart, its first part."""
    if "#" in word:
        return ()
    opens = word.endswith("*")
    bare = word.rstrip("*")
    if "*" in bare:
        return (Trigger(bare.split("*")[0], True),) if bare.split("*")[0].isalnum() else ()
    pieces = _WORD.findall(bare)
    if not pieces:
        return ()
    if len(pieces) == 1:
        return (Trigger(pieces[0], opens),)
    if re.fullmatch(r"[\w'\-]+", bare) is None:
        return (Trigger(max(pieces, key=len), False),) if not opens else (Trigger(pieces[0], False),)
    # "head-lice" is written headlice, head lice, head-lice; "can't" is cant or can't.
    return (Trigger("".join(pieces), opens), Trigger(pieces[0], False))
