"""What reviewers made of rows, words and findings: kept beside the events, so that a sheet stays as it came."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class DuplicateDecision:
    """What a reviewer (``by``) decided of two events (ids): one event told twice, or two events."""

    kept: int
    twin: int
    accepted: bool
    by: str


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """Where an event's words stood before its agency sent them corrected: a row of a withdrawn source."""

    event: int
    source: int
    row: int


@dataclass(frozen=True, slots=True)
class EventPart:
    """An event that is a part of another (ids), which was split and is withdrawn."""

    event: int
    whole: int


@dataclass(frozen=True, slots=True)
class Correction:
    """A field of an event that a reviewer (``by``) corrected last: date, agency, author, text, response or subjects.

    What the agency wrote stands in its row for ever.
    """

    event: int
    field: str
    by: str


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """A reviewer's decision whom the words of a subject cell mean: these children, or none of them (grown-ups).

    Where several are meant, one who is not yet born that day is left out, unless ``before_birth``.
    """

    words: str
    children: tuple[int, ...]
    by: str
    before_birth: bool = False


class Verdict(StrEnum):
    """What a reviewer made of a finding; OPEN where there is only a note."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class FindingDecision:
    """What a reviewer (``by``, at the moment ``on``, UTC as ISO text) made of a finding, and why.

    ``kind``, ``child``, ``start`` and ``evidence`` (event ids) name the finding; ``rows`` is a digest of its
    rows as they read when it was decided.
    """

    kind: str
    child: int
    start: date
    state: Verdict
    by: str
    on: str
    reason: str = ""
    note: str = ""
    evidence: tuple[int, ...] = ()
    rows: str = ""


class Settled(StrEnum):
    """How a disagreement of two reviewers was settled. LATER: one of them had changed it since, so nobody was asked."""

    WAITING = "waiting"
    MINE = "mine"
    THEIRS = "theirs"
    OWN = "own"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What two reviewers gave otherwise in copies of the case, as it stood when they were joined; both are kept.

    ``event`` is None for what is no event's; ``about`` is the child, the words or the finding that ``field`` is
    about, where it is about one. ``mine``, ``theirs`` and ``own`` are values as JSON. ``by`` decided ``on`` (UTC, ISO).
    """

    event: int | None
    field: str
    about: str
    mine: str
    mine_by: str
    theirs: str
    theirs_by: str
    settled: Settled = Settled.WAITING
    own: str = ""
    by: str = ""
    on: str = ""
