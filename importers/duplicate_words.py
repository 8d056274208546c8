"""Why two rows seem to tell one event, as a sentence."""

from collections.abc import Iterator

from app.case.model import Case
from importers.duplicate_cues import duplicate_cues
from importers.duplicate_pairs import PairTable, Rows

_MOST_SHARED = 3
_RARE = 0.4
"""From this weight on a word is worth telling."""


def why(case: Case, rows: Rows, pairs: PairTable, link: int, kept: int) -> str:
    """The evidence for one pair, strongest first. ``kept`` is the event that stands for the whole group."""
    first, twin, days = int(pairs.kept[link]), int(pairs.twin[link]), int(pairs.days[link])
    if pairs.same_words[link]:
        says = "Both rows tell it on the same day in the same words"
    else:
        teller, reporter = _teller(case, rows, first), _teller(case, rows, twin)
        grounds = list(_grounds(rows, pairs, link, teller)) or ["both are about the same child"]
        says = f"{reporter} dates it {_after(days, bool(rows.vague[[first, twin]].any()))} {teller}: " + ", ".join(
            grounds
        )
    if first != kept:
        says += "; a third row tells it too"
    return f"{says}."


def _teller(case: Case, rows: Rows, place: int) -> str:
    owner = int(rows.owner[place])
    return case.agencies[owner].name if owner >= 0 else case.sources[int(rows.source[place])].file


def _after(days: int, vague: bool) -> str:
    if vague:
        return "about the same time as"
    return "the same day as" if days == 0 else "a day after" if days == 1 else f"{days} days after"


def _grounds(rows: Rows, pairs: PairTable, link: int, teller: str) -> Iterator[str]:
    if pairs.told_by[link]:
        yield f"its row says that {teller} told it"
    elif pairs.attributed[link]:
        yield f"its row gives {teller} as the source"
    elif pairs.told_to[link]:
        yield "one row says that the other agency was told"
    elif pairs.named[link]:
        yield f"its row names {teller}"
    if pairs.occasions[link]:
        names = [row.name for row in duplicate_cues().occasions]
        bits = int(pairs.occasions[link])
        yield f"both tell of the same occasion ({next(name for bit, name in enumerate(names) if bits >> bit & 1)})"
    if pairs.day_before[link]:
        yield "it speaks of the day before"
    elif pairs.stated_day[link]:
        yield "it gives that very date"
    elif pairs.weekday[link]:
        yield "it names that day of the week"
    shared = _shared(rows, int(pairs.kept[link]), int(pairs.twin[link]))
    if shared:
        yield f"both speak of {' and '.join(shared)}"


def _shared(rows: Rows, one: int, other: int) -> list[str]:
    """The rarest words that both rows use, as the twin writes them or the word they have in common."""
    things = [thing for thing in rows.cues[one].things & rows.cues[other].things if rows.weight[thing] >= _RARE]
    things.sort(key=lambda thing: (-rows.weight[thing], thing))
    written = rows.words[other].split()
    told = [
        thing[1:] if thing.startswith("~") else next((word for word in written if word.startswith(thing)), thing)
        for thing in things[:_MOST_SHARED]
    ]
    return [f'"{word}"' for word in told]
