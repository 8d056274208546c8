"""What a lexicon holds, as it stands in TOML. ``lexicon`` checks it and makes it ready."""

from typing import Literal

import msgspec

from app.coding.weights import Weights

Where = Literal["text", "response", "both"]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every row of the lexicon has.

    ``phrases`` are in the language of ``phrases``, ``patterns`` plain regular expressions, tried only where one of
    ``marks`` stands in the sentence. ``matches`` and
    ``misses`` are tests: a sentence in which it must be found, one in which it must not. ``valid_from`` and
    ``valid_to`` are years, both inclusive, in which the words meant this.
    """

    id: str
    source: str
    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    valid_from: int | None = None
    valid_to: int | None = None

    def holds_in(self, year: int | None) -> bool:
        """Whether the words meant this in that year; a date that is not known rules nothing out."""
        if year is None:
            return True
        return (self.valid_from is None or year >= self.valid_from) and (self.valid_to is None or year <= self.valid_to)


class Concern(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that tell of a concern, of something good (``good``), or of mere business (severity 0).

    ``severity`` is the rank where nothing raises it. ``improvement`` says that the words record something better
    than before. ``adult`` words tell of a grown-up: what they weigh for a child is their ``severity``, and a
    grown-up as the one who has it does not take them back. ``weak`` words count only where nothing else is said,
    those that ``gives_way`` not where the row speaks of one of those categories. Nothing raises ``fixed`` words.
    What ``caps`` brings other words of its categories in the row, up to ``caps_from``, down to that severity: an
    accident whose account fits, an illness that is looked after. Not where words that ``stand`` are beside it.
    ``clinical`` words mean this only where a service that looks after health writes them (``Weights.clinics``).
    Words that overlap with words that ``hides`` tell of none of those categories: who hits a mother hurt no child.
    """

    categories: tuple[str, ...]
    severity: int = 0
    good: bool = False
    improvement: bool = False
    adult: bool = False
    weak: bool = False
    fixed: bool = False
    clinical: bool = False
    caps: int = 0
    caps_from: int = 4
    stand: bool = False
    gives_way: tuple[str, ...] = ()
    hides: frozenset[str] = frozenset()


class Ignored(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that look like a concern and are none: nothing in them counts, or where ``good`` is set, nothing good."""

    good: bool = False


class Shared(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words of what the children of a family share: beside them no one child is meant unless the clause names one.

    Words without ``categories`` are of the home and the household; others share concerns of these categories alone,
    such as those of the parents.
    """

    categories: frozenset[str] = frozenset()


class Cue(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that say how what stands near them is meant.

    ``reach`` is how many words of the same clause they govern, 0 the clause to its end. ``pseudo`` words look like
    a cue and are none. ``stops`` end the reach of every cue. ``governs`` says whether it works on concerns, on steps
    taken (levels and markers), or on both.
    """

    kind: Literal["negated", "historic", "hypothetical", "someone else", "queried", "pseudo", "stops"]
    direction: Literal["forward", "backward", "both"] = "forward"
    reach: int = 6
    governs: Literal["all", "concerns", "steps"] = "all"


class Modifier(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that make a concern in the same sentence weigh more (or less) by ``adds``, up to ``limit``.

    It works on concerns of ``categories`` (all where empty) whose severity is ``least`` or more; ``row`` words
    work on the whole row.
    """

    adds: int = 1
    limit: int = 5
    least: int = 1
    row: bool = False
    categories: tuple[str, ...] = ()


class LevelWords(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that open, confirm or end a level of intervention.

    ``state`` is a word that a level of the scheme lists among its own. ``severity`` is the least that a row opening
    it weighs. ``firm`` words hold even where they look like a plan or a request. Where ``agencies`` are
    named, the words mean this only from an agency whose name holds one of them, and never from one whose name holds
    one of ``except_agencies``. Words that do ``nothing`` look like a level and are none: shorter words within them
    say nothing either. Where ``meeting`` is "sits" the words name a child protection conference or its core group,
    where it is "reviews" one that reviews a plan, which it may end; words whose ``meeting`` is "needed" mean this
    only in a row in which one sits, or which speaks of the plan or of proceedings in other words. In a row that
    records one of ``except_markers``, or such a part of one, the words say nothing of a level: "closed" of a contact.
    """

    state: str
    does: Literal["opens", "confirms", "ends", "falls to", "closes", "nothing"]
    severity: int = 0
    where: Where = "both"
    firm: bool = False
    meeting: Literal["", "sits", "reviews", "needed"] = ""
    agencies: tuple[str, ...] = ()
    except_agencies: tuple[str, ...] = ()
    except_markers: tuple[str, ...] = ()


class MarkerWords(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that record something else. ``marker`` is one of the contract, or a part of one ("referral/told").

    ``negated`` is the marker that the words record where they are negated; empty for none. Of markers that shut each
    other out the one of the highest ``rank`` stands. ``agencies`` and ``except_agencies`` are those of ``LevelWords``.
    Words in a row in which others record one of ``except_markers`` record nothing: a visit to nobody.
    """

    marker: str
    where: Where = "both"
    negated: str = ""
    rank: int = 0
    agencies: tuple[str, ...] = ()
    except_agencies: tuple[str, ...] = ()
    except_markers: tuple[str, ...] = ()


class LexiconFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of the lexicon. ``remove`` names entries of the shipped lexicon that a panel's own file takes out."""

    source: str
    concerns: tuple[Concern, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    cues: tuple[Cue, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    levels: tuple[LevelWords, ...] = ()
    markers: tuple[MarkerWords, ...] = ()
    shared: tuple[Shared, ...] = ()
    remove: tuple[str, ...] = ()
    weights: Weights | None = None
