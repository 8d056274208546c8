"""Why two rows seem to tell one event, as a sentence."""

from collections.abc import Iterator

from app.case.model import Case
from app.language import tr, trn
from importers.duplicates.cues import duplicate_cues
from importers.duplicates.pairs import PairTable, Rows

_MOST_SHARED = 3
_RARE = 0.4
"""From this weight on a word is worth telling."""


def why(case: Case, rows: Rows, pairs: PairTable, link: int, kept: int) -> str:
    """The evidence for one pair, strongest first. ``kept`` is the event that stands for the whole group."""
    first, twin, days = int(pairs.kept[link]), int(pairs.twin[link]), int(pairs.days[link])
    if pairs.same_words[link]:
        says = tr("Both rows tell it on the same day in the same words")
    else:
        teller, reporter = _teller(case, rows, first), _teller(case, rows, twin)
        grounds = list(_grounds(rows, pairs, link, teller)) or [tr("both are about the same child")]
        dated = _dated(days, bool(rows.standing.vague[[first, twin]].any()))
        says = dated.format(reporter=reporter, teller=teller, days=days, grounds=", ".join(grounds))
    return tr("{why}; a third row tells it too.").format(why=says) if first != kept else f"{says}."


def _teller(case: Case, rows: Rows, place: int) -> str:
    owner = int(rows.standing.owner[place])
    return case.agencies[owner].name if owner >= 0 else case.sources[int(rows.standing.source[place])].file


def _dated(days: int, vague: bool) -> str:
    if vague:
        return tr("{reporter} dates it about the same time as {teller}: {grounds}")
    if days == 0:
        return tr("{reporter} dates it the same day as {teller}: {grounds}")
    return trn(
        "{reporter} dates it a day after {teller}: {grounds}",
        "{reporter} dates it {days} days after {teller}: {grounds}",
        days,
    )


def _grounds(rows: Rows, pairs: PairTable, link: int, teller: str) -> Iterator[str]:
    if pairs.told_by[link]:
        yield tr("its row says that {agency} told it").format(agency=teller)
    elif pairs.attributed[link]:
        yield tr("its row gives {agency} as the source").format(agency=teller)
    elif pairs.told_to[link]:
        yield tr("one row says that the other agency was told")
    elif pairs.named[link]:
        yield tr("its row names {agency}").format(agency=teller)
    if pairs.occasions[link]:
        names = [row.name for row in duplicate_cues().occasions]
        bits = int(pairs.occasions[link])
        occasion = tr(next(name for bit, name in enumerate(names) if bits >> bit & 1))  # from resources
        yield tr("both tell of the same occasion ({occasion})").format(occasion=occasion)
    if pairs.day_before[link]:
        yield tr("it speaks of the day before")
    elif pairs.stated_day[link]:
        yield tr("it gives that very date")
    elif pairs.weekday[link]:
        yield tr("it names that day of the week")
    shared = _shared(rows, int(pairs.kept[link]), int(pairs.twin[link]))
    if shared:
        yield tr("both speak of {words}").format(words=tr(" and ").join(shared))


def _shared(rows: Rows, one: int, other: int) -> list[str]:
    """The rarest words that both rows use, as the twin writes them or the word they have in common."""
    things = [thing for thing in rows.cues[one].things & rows.cues[other].things if rows.things.weight[thing] >= _RARE]
    things.sort(key=lambda thing: (-rows.things.weight[thing], thing))
    written = rows.words[other].split()
    told = [
        thing[1:] if thing.startswith("~") else next((word for word in written if word.startswith(thing)), thing)
        for thing in things[:_MOST_SHARED]
    ]
    return [f'"{word}"' for word in told]
