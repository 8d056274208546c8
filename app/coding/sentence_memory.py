"""A memory of sentences: agencies repeat themselves, so what a sentence says is worked out once and kept by number.

A sentence that names no child and no year says the same whomever its row is about; one that differs from another in
figures alone says the same where no phrase tells those figures apart.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.coding.alike import NOTHING, Alike
from app.coding.entries import MarkerWords
from app.coding.figures import ButForFigures, figures_within, has_figure, reworded
from app.coding.levels import level_hits
from app.coding.lexicon import Lexicon
from app.coding.markers import DEATH_TOLD, SUPPOSED, MarkerHit, marker_hits, supposed, with_deaths
from app.coding.naming import ChildNames, Mention
from app.coding.row import About, Said
from app.coding.scanning import Scan, is_dated, plain, scan, sentences
from app.coding.states import LevelRanks
from app.coding.weighing import Weighed, weighed_concerns

_Key = tuple[str, frozenset[int], frozenset[int], bool]
_NOTHING_SAID: list[int] = []
_FEW = 50
"""In few rows sentences hardly come again: telling which are alike would take longer than reading them."""


class _Heard(NamedTuple):
    """What stands in a sentence, whether what it says depends on the year of its row, and whether on its figures.

    ``worded`` says that figures are part of its words.
    """

    scan: Scan | None
    dated: bool
    by_figures: bool
    worded: bool


class _Part(NamedTuple):
    """What is remembered of a part of rows alike: whomever they are about, of these children, and in that year.

    ``whole`` are responses by their words. ``theirs`` holds what is in ``always`` as well, once it was asked for.
    """

    always: dict[str, int]
    theirs: dict[str, int]
    then: dict[str, int]
    whole: dict[str, list[int]]


class SentenceMemory:
    """What the sentences of a case say of these children, by number in ``alike.gists``.

    ``ranks`` are the words of the scheme's levels, ``rows`` how many rows the case has.
    """

    def __init__(self, names: ChildNames, ranks: LevelRanks, lexicon: Lexicon, rows: int) -> None:
        self._names = names
        self._ranks = ranks
        self._lexicon = lexicon
        self._few = rows <= _FEW
        self._scans: dict[str, _Heard] = {}
        self._kin: dict[str, str] = {}
        self._worded: set[str] = set()
        self._but_for_figures = ButForFigures(lexicon)
        self._by_figures = any(map(has_figure, lexicon.weights.child_words))
        self._always: dict[tuple[str, bool], dict[str, int]] = {}
        self._theirs: dict[_Key, dict[str, int]] = {}
        self._parts: dict[tuple[str, int], _Part] = {}
        self.alike = Alike(names, lexicon.weights)

    def rows(
        self, texts: Sequence[str], responses: Sequence[str | None], abouts: Sequence[About]
    ) -> Iterator[tuple[list[int], list[int]]]:
        """What the sentences of the text and of the response say of each of these rows."""
        parts: dict[int, tuple[_Part, _Part]] = {}
        for text, response, about in zip(texts, responses, abouts, strict=True):
            both = parts.get(id(about))
            if both is None:
                both = parts[id(about)] = self._part("text", about), self._part("response", about)
            pieces = sentences(text)
            try:
                said = list(map(both[0].theirs.__getitem__, pieces))
            except KeyError:
                said = self.read(pieces, "text", about)
            answer = both[1].whole.get(response) if response else _NOTHING_SAID
            if answer is None:
                answer = both[1].whole[response or ""] = self.read(sentences(response or ""), "response", about)
            yield said, answer

    def read(self, pieces: list[str], part: str, about: About) -> list[int]:
        """What each of these sentences says. The same sentence about the same children is read once."""
        known = self._part(part, about)
        found: list[int] = []
        for sentence in pieces:
            said = known.theirs.get(sentence)
            if said is None:
                said = known.then.get(sentence)
            found.append(self._read_anew(sentence, part, about, known) if said is None else said)
        return found

    def _part(self, part: str, about: About) -> _Part:
        """What is remembered for this part of rows about these children. The rows keep what is known of them alive."""
        known = self._parts.get((part, id(about)))
        if known is None:
            always = self._always.setdefault((part, about.adults_only), {})
            theirs = self._theirs.setdefault((part, about.subjects, about.unborn, about.adults_only), {})
            known = self._parts[part, id(about)] = _Part(always, theirs, {}, {})
        return known

    def _heard(self, sentence: str) -> _Heard:
        found = self._scans.get(sentence)
        if found is None:
            scanned = scan(sentence, self._lexicon)
            beside, worded = figures_within(scanned)
            by_figures = beside or self._by_figures or self._names.may_read_figures(plain(sentence))
            by_figures |= self._ranks.finer and scanned is not None and bool(scanned.levels)
            found = self._scans[sentence] = _Heard(scanned, is_dated(scanned), by_figures, worded)
        return found

    def _read_anew(self, sentence: str, part: str, about: About, known: _Part) -> int:
        """What a sentence says. One that names no child and no year says the same whomever its row is about."""
        number = known.always.get(sentence)
        if number is None:
            number = self._read_but_for_figures(sentence, part, about, known)
        else:
            known.theirs[sentence] = number
        return number

    def _read_but_for_figures(self, sentence: str, part: str, about: About, known: _Part) -> int:
        kin = "" if self._few else self._kin.get(sentence)
        if kin is None:
            kin = self._kin[sentence] = self._but_for_figures.key(sentence)
        if kin:
            for memory in (known.always, known.theirs):
                number = memory.get(kin)
                if number is not None:
                    if kin in self._worded and number != NOTHING:
                        number = self.alike.of(reworded(self.alike.gists[number].said, sentence))
                    memory[sentence] = known.theirs[sentence] = number
                    return number
        heard = self._heard(sentence)
        number, theirs = self._number(heard.scan, sentence, part, about)
        if heard.dated:
            known.then[sentence] = number
            return number
        memory = known.theirs if theirs else known.always
        memory[sentence] = known.theirs[sentence] = number
        if kin and not heard.by_figures:
            memory[kin] = number
            if heard.worded:
                self._worded.add(kin)
        return number

    def _number(self, found: Scan | None, sentence: str, part: str, about: About) -> tuple[int, bool]:
        """What a sentence says, by number in ``alike.gists``, and whether it speaks of children."""
        if found is None:
            return NOTHING, False
        subjects, unborn, year, adults_only = about
        weighs = part == "text" and bool(found.concerns)
        named: Sequence[Mention] = ()
        theirs = False
        marked = marker_hits(found, part, year) if found.markers else ()
        dies = any(hit.marker == DEATH_TOLD for hit in marked)
        if found.levels or weighs or dies:
            named = self._names.mentions(found.text, sentence, subjects, unborn)
            theirs = bool(named) or self._names.groups_in(found.text, sentence)
        weighed = (
            weighed_concerns(
                found, named, subjects, year, adults_only, self._lexicon.weights.child_words, self._lexicon.shared
            )
            if weighs
            else ()
        )
        said = Said(
            weighed,
            level_hits(found, named, part, year, self._ranks) if found.levels else (),
            (*(with_deaths(marked, found, named) if dies else marked), *self._supposed(weighed)),
        )
        return self.alike.of(said) if any(said) else NOTHING, theirs

    def _supposed(self, weighed: Sequence[Weighed]) -> tuple[MarkerHit, ...]:
        """What is only supposed to come, by the lexicon's entry for that; nothing where a panel has taken it out."""
        entry = self._lexicon.entries.get(SUPPOSED) if weighed else None
        return supposed(weighed, entry) if isinstance(entry, MarkerWords) else ()
