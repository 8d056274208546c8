"""Runs of health concerns that nothing recorded answers, per child.

Three or more health concerns within the scheme's window, not falling overall, reaching the run
severity, while the level of intervention does not rise in answer. What ends a run: a rise in level,
an assessment opened in answer, a health row that records recovery, the admission or other serious harm
that overtakes it, or a gap. Harm overtakes what is an escalation already: it does not make one.

What can be told from codes alone is told here: a rise in level, a referral that is accepted, recovery
that is coded as such, and a run at whose last concern, or after it, a health service
saw the child less ill, or says in words that it treated the child.
Where the level is the highest already, no rise was possible and none is missed.
A row about several children does not say whose health it tells of, so a run needs some rows that
are about the child alone, unless the record never names the child alone.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.analysis.appointments import missed_and_kept
from app.analysis.child_record import ChildRecord, about_one, child_record, window_settings
from app.analysis.finding import ESCALATION, Finding
from app.analysis.levels import LevelState, level_on, level_rises
from app.analysis.responses import only_kept, records_response
from app.analysis.severity import ConcernPoints
from app.analysis.words_read import words_read
from app.case.dates import known_date, spoken
from app.case.model import Case
from app.knowledge_files import knowledge
from app.language import tr

_SETTINGS = (
    "health_run_days",
    "health_run_concerns",
    "health_run_severity",
    "health_run_gap_days",
    "health_run_own_rows",
    "trigger_severity",
    "answer_days",
)


class Answer(NamedTuple):
    """A step that answers a run: its day, and whether the level rose with it (else an assessment was opened)."""

    day: int
    rise: bool


class _Seen(NamedTuple):
    """The rows, by day, in which a known health service saw the child."""

    day: list[int]
    severity: list[int]
    place: list[int]


@dataclass(frozen=True, slots=True)
class HealthRun:
    """Health concerns that belong together: places among the child's points, and the day the run ended.

    ``overtaken`` is how many of the last ones are the serious harm that ended it.
    """

    points: tuple[int, ...]
    ended: int
    answer: Answer | None
    overtaken: int


def find_escalations(
    case: Case, child: int, states: tuple[LevelState, ...], points: ConcernPoints
) -> tuple[Finding, ...]:
    """The child's unanswered health escalations in date order."""
    answers = _answers(case, states, points)
    found: list[Finding] = []
    own_rows = _own_rows_needed(case, child)
    alone: list[bool] = _alone(case, points.place).tolist() if own_rows else []
    seen = _seen(child_record(case, child))
    for run in _health_runs(case, points, answers):
        own = own_rows == 0 or sum([alone[item] for item in run.points]) >= own_rows
        if not own or not _escalates(case, points, run) or _answered(case, seen, points, run):
            continue
        if level_on(states, points.days[run.points[0]]) != case.scheme.highest_level:
            found.append(_finding(case, child, points, run, len(found) + 1))
    return tuple(found)


def _answers(case: Case, states: tuple[LevelState, ...], points: ConcernPoints) -> list[Answer]:
    """The rises in level and the assessments opened, by day.

    A referral that is accepted opens an assessment, unless its response column tells of nothing done.
    """
    events = case.events
    accepted: list[int] = points.place[events.marked("referral:accepted")[points.place]].tolist()  # not words: a marker
    recorded = words_read(events, "responses", records_response)
    opened = [place for place in accepted if not events.response[place] or recorded[events.response[place]]]
    answers = [Answer(rise.day, rise=True) for rise in level_rises(states)]
    return sorted([*answers, *(Answer(int(events.day[place]), rise=False) for place in opened)])


def _health_runs(case: Case, points: ConcernPoints, answers: list[Answer]) -> list[HealthRun]:
    windows = case.scheme.windows
    health = (case.events.categories[points.place] & case.scheme.mask("health", "missed")) != 0
    protective = (case.events.categories[points.place] & case.scheme.mask("protective")) != 0
    runs: list[HealthRun] = []
    current: list[int] = []

    def close(ended: int, answer: Answer | None = None, harm: int = 0) -> None:
        if current:
            runs.append(HealthRun(tuple(current), ended, answer, harm))
            current.clear()

    days, severities, good = points.days, points.severities, protective.tolist()
    responses, waiting = case.events.response, words_read(case.events, "only kept", only_kept)  # not words: a key
    # A row of a month or a season tells of its whole length, as far as a run may have gaps.
    until = np.clip(case.events.end[points.place], points.day, points.day + windows.health_run_gap_days)
    lasts: list[int] = until.tolist()
    trigger, gap, harm = windows.trigger_severity, windows.health_run_gap_days, case.scheme.ranks.serious_harm
    answer_days = [*(answer.day for answer in answers), 2**31]
    came = 0
    telling: list[int] = _telling(case, points, health, protective, until).tolist()
    for item in telling:
        day, severity = days[item], severities[item]
        while answer_days[came] <= day:
            close(answer_days[came], answers[came])
            came += 1
        if current and day - lasts[current[-1]] > gap:
            close(days[current[-1]])
        if severity >= trigger:
            current.append(item)
        if severity >= harm:
            close(_harm_day(case, points, item), harm=1)
        elif severity < trigger and current and good[item] and not waiting[responses[points.places[item]]]:
            close(day)
    if current:
        last = days[current[-1]]
        answer = next((one for one in answers[came:] if one.day - last <= windows.health_run_gap_days), None)
        close(answer.day if answer else last, answer)
    return runs


def _telling(
    case: Case,
    points: ConcernPoints,
    health: NDArray[np.bool_],
    protective: NDArray[np.bool_],
    until: NDArray[np.int32],
) -> NDArray[np.intp]:
    """The health points that make or end a run: a concern, recovery, one that comes too late for a run, the last.

    Each of them lasts ``until`` a day. The others make no difference, and are most.
    """
    items, windows = np.flatnonzero(health), case.scheme.windows
    concern = points.severity[items] >= windows.trigger_severity
    latest = np.maximum.accumulate(np.where(concern, np.arange(len(items)), -1))
    before = np.append(-1, latest[:-1])[: len(items)]
    late = (before >= 0) & (points.day[items] - until[items[before]] > windows.health_run_gap_days)
    telling = concern | protective[items] | late | (points.severity[items] >= case.scheme.ranks.serious_harm)
    telling[-1:] = True
    return items[telling]


def _harm_day(case: Case, points: ConcernPoints, item: int) -> int:
    """The admission that follows serious harm within days, if one is recorded; else the day of the harm."""
    day = points.days[item]
    for later in points.between(day, day + case.scheme.windows.answer_days):
        if later >= item and "admission" in case.events.markers[int(points.place[later])]:
            return points.days[later]
    return day


def _own_rows_needed(case: Case, child: int) -> int:
    """How many rows of a run must be about the child alone: none where no row of the record ever is.

    Where children are always named together nobody tells their health apart, and each shares what is written.
    """
    ever = bool(_alone(case, case.events.rows_about(child)).any())
    return case.scheme.windows.health_run_own_rows if ever else 0


def _alone(case: Case, places: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which of these places' events are about one child and no other."""
    return about_one(case.events)[places]


def _escalates(case: Case, points: ConcernPoints, run: HealthRun) -> bool:
    """Whether there are concerns enough, near enough to each other, not falling, that reach the run severity."""
    windows = case.scheme.windows
    enough = windows.health_run_concerns
    if len(run.points) - run.overtaken < enough:
        return False
    severity = [points.severities[item] for item in run.points]
    if max(severity) < windows.health_run_severity:
        return False
    half = len(severity) // 2
    if max(severity[half:]) < max(severity[:half]):
        return False
    days = [points.days[item] for item in run.points]
    within = windows.health_run_days
    return any(last - first <= within for first, last in zip(days, days[enough - 1 :], strict=False))


def _answered(case: Case, seen: _Seen, points: ConcernPoints, run: HealthRun) -> bool:
    """Whether an adequate answer came within the answer window of the concern that made the run an escalation.

    That is the first by which there were concerns enough and one had reached the run severity: before it there
    was no escalation to answer. A health service that saw the child answered it only if the concerns ended there,
    and with something less grave or a treatment.
    """
    windows = case.scheme.windows
    severe = next(
        number for number, item in enumerate(run.points) if points.severities[item] >= windows.health_run_severity
    )
    made = points.days[run.points[max(severe, windows.health_run_concerns - 1)]]
    until = made + windows.answer_days
    if run.answer is not None and run.answer.day <= until:
        return True
    last = points.days[run.points[-1]]
    highest = max([points.severities[item] for item in run.points])
    return not run.overtaken and last <= until and _seen_by_health(case, seen, last, until, highest)


def _seen(record: ChildRecord) -> _Seen:
    _, kept = missed_and_kept(record)
    rows = np.flatnonzero(kept & ~record.by([-1]))
    return _Seen(record.day[rows].tolist(), record.severity[rows].tolist(), record.place[rows].tolist())


def _seen_by_health(case: Case, seen: _Seen, first: int, last: int, highest: int) -> bool:
    """Whether a known health service saw the child, less ill or treated, between two days, both inclusive."""
    treated, texts = words_read(case.events, "treated", _says_treated), case.events.text
    return any(
        0 <= seen.severity[row] < highest or treated[texts[seen.place[row]]]
        for row in range(bisect_left(seen.day, first), bisect_right(seen.day, last))
    )


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]
    source: str


class _Treated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    phrases: tuple[_Words, ...]


@cache
def _treated() -> re.Pattern[str]:
    words = [word for row in knowledge(_Treated, "findings", "treated.toml").phrases for word in row.words]
    listed = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<!\bnot )(?<!\bnever )(?<!\bno )\b(?:{listed})\b")


def _says_treated(text: str) -> bool:
    """Whether a row of a health service says that the child was treated or has recovered."""
    return _treated().search(text.casefold()) is not None


def _finding(case: Case, child: int, points: ConcernPoints, run: HealthRun, number: int) -> Finding:
    places = points.place[list(run.points)]
    start, end = known_date(points.days[run.points[0]]), known_date(run.ended)
    highest = max([points.severities[item] for item in run.points])
    name, days = case.children[child].name, (end - start).days
    how = _how_it_ended(case, points, run, highest)
    return Finding(
        id=f"{ESCALATION}:{child}:{start.isoformat()}",
        kind=ESCALATION,
        child=child,
        number=number,
        start=start,
        end=end,
        evidence=tuple(case.events.id[places].tolist()),
        says=tr(
            "{child}: {count} health concerns from {first} to {last}, reaching severity {severity}, "
            "with no rise in level for {days} days{ending}."
        ).format(
            child=name,
            count=len(run.points),
            first=spoken(start),
            last=spoken(end),
            severity=highest,
            days=days,
            ending=how,
        ),
        days=days,
        moments={"first": start, "last": known_date(points.days[run.points[-1]])},
        confirmed=not bool(case.events.suggested[places].any()),
        settings=window_settings(case, *_SETTINGS),
    )


def _how_it_ended(case: Case, points: ConcernPoints, run: HealthRun, highest: int) -> str:
    if any("admission" in case.events.markers[int(points.place[item])] for item in run.points):
        return tr(", until the admission")
    if highest >= case.scheme.ranks.serious_harm:
        return tr(", until actual serious harm is recorded")
    if run.answer is None:
        return ""
    return tr(", until the level rose") if run.answer.rise else tr(", until an assessment was opened")
