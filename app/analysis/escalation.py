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
from functools import cache
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.analysis.appointments import missed_and_kept
from app.analysis.child_record import ChildRecord, about_one, child_record, window_settings
from app.analysis.finding import ESCALATION, Finding
from app.analysis.health_runs import Answers, HealthRuns, health_runs
from app.analysis.levels import LevelState, levels_on, rise_days
from app.analysis.responses import nothing_done, responding
from app.analysis.severity import ConcernPoints
from app.analysis.words_read import words_read
from app.case.dates import known_date, spoken
from app.case.distinct import distinct
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


class _Seen(NamedTuple):
    """The rows (s,), by day, in which a health service saw the child, and whether the service is ``known``.

    An agency that is not (an eye clinic, a dietitian) is one in a row that is about health, and there a child who is
    less ill than before is one who is well: others write of illness, too.
    """

    day: NDArray[np.int32]
    severity: NDArray[np.int8]
    place: NDArray[np.intp]
    known: NDArray[np.bool_]


def find_escalations(
    case: Case, child: int, states: tuple[LevelState, ...], points: ConcernPoints
) -> tuple[Finding, ...]:
    """The child's unanswered health escalations in date order."""
    answers = _answers(case, states, points)
    runs = _escalating(case, health_runs(case, points, answers))
    if not len(runs.first):
        return ()
    runs = runs.where(levels_on(states, runs.day[runs.first]) != case.scheme.highest_level)
    own_rows = _own_rows_needed(case, child)
    if own_rows:
        runs = runs.where(_count(_alone(case, points.place[runs.item]), runs) >= own_rows)
    unanswered = runs.where(~_answered(case, child, answers, runs))
    return tuple(
        [
            _finding(case, child, points, answers, unanswered.where(np.arange(len(unanswered.first)) == at), at + 1)
            for at in range(len(unanswered.first))
        ]
    )


def _answers(case: Case, states: tuple[LevelState, ...], points: ConcernPoints) -> Answers:
    """The rises in level and the assessments opened, by day.

    A referral that is accepted opens an assessment, unless its response column tells of nothing done.
    """
    events = case.events
    opened = points.place[events.marked("referral:accepted")[points.place]]  # not words: a marker
    opened = opened[~responding(events, nothing_done)[opened]]
    rises = rise_days(states)
    day = np.concatenate((events.day[opened], rises))
    rise = np.arange(len(day)) >= len(opened)
    # Of one day the assessments come first; they stand first already.
    order = np.argsort(day, kind="stable")
    return Answers(day[order], rise[order])


def _count(flag: NDArray[np.bool_], runs: HealthRuns) -> NDArray[np.intp]:
    """How many concerns of each run are flagged."""
    before = np.append(0, np.cumsum(flag))
    return before[runs.after] - before[runs.first]


def _own_rows_needed(case: Case, child: int) -> int:
    """How many rows of a run must be about the child alone: none where no row of the record ever is.

    Where children are always named together nobody tells their health apart, and each shares what is written.
    """
    ever = bool(_alone(case, case.events.rows_about(child)).any())
    return case.scheme.windows.health_run_own_rows if ever else 0


def _alone(case: Case, places: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which of these places' events are about one child and no other."""
    return about_one(case.events)[places]


def _escalating(case: Case, runs: HealthRuns) -> HealthRuns:
    """Those with concerns enough, near enough to each other, not falling, that reach the run severity."""
    windows = case.scheme.windows
    enough, within = windows.health_run_concerns, windows.health_run_days
    near = np.zeros(len(runs.item), np.bool_)
    whole = max(len(near) - enough + 1, 0)
    near[:whole] = runs.day[enough - 1 :] - runs.day[:whole] <= within
    chosen = _count(runs.severity >= windows.health_run_severity, runs) > 0
    chosen &= runs.after - runs.first - runs.overtaken >= enough
    # The last of so many concerns is the run's own as well.
    chosen &= _count(near, runs._replace(after=np.maximum(runs.after - enough + 1, runs.first))) > 0
    runs = runs.where(chosen)
    halves = np.stack((runs.first, runs.first + (runs.after - runs.first) // 2, runs.after))
    return runs.where(_highest(runs.severity, halves[1], halves[2]) >= _highest(runs.severity, halves[0], halves[1]))


def _highest(severity: NDArray[np.int8], first: NDArray[np.intp], after: NDArray[np.intp]) -> NDArray[np.int8]:
    """The highest of each stretch of concerns, of which none is part of another; -1 where there is none in it."""
    bounds = np.stack((first, after), axis=1).ravel()
    padded = np.append(severity, np.int8(-1))
    highest = np.maximum.reduceat(padded, bounds)[::2] if len(bounds) else padded[:0]
    return np.where(after > first, highest, np.int8(-1))


def _answered(case: Case, child: int, answers: Answers, runs: HealthRuns) -> NDArray[np.bool_]:
    """Whether an adequate answer came within the answer window of the concern that made each run an escalation.

    That is the first by which there were concerns enough and one had reached the run severity: before it there
    was no escalation to answer. A health service that saw the child answered it only if the concerns ended there,
    and with something less grave or a treatment.
    """
    windows = case.scheme.windows
    severe = np.flatnonzero(runs.severity >= windows.health_run_severity)
    reached = severe[np.searchsorted(severe, runs.first)] if len(severe) else runs.first
    made = np.maximum(reached, runs.first + max(windows.health_run_concerns - 1, 0))
    until, last = runs.day[made] + windows.answer_days, runs.day[runs.after - 1]
    days = np.append(answers.day, np.iinfo(np.int32).max)
    answered = (runs.answer >= 0) & (days[runs.answer] <= until)
    asked = np.flatnonzero(~answered & ~runs.overtaken & (last <= until))
    if len(asked):
        seen, highest = _seen(child_record(case, child)), _highest(runs.severity, runs.first, runs.after)
        begin, end = seen.day.searchsorted(last[asked]), seen.day.searchsorted(until[asked], side="right")
        answered[asked] = _seen_by_health(case, seen, begin, end, highest[asked])
    return answered


def _seen(record: ChildRecord) -> _Seen:
    _, kept = missed_and_kept(record)
    known = ~record.by([-1])
    rows = np.flatnonzero(kept & (known | record.among(record.case.scheme.mask("health"))))
    return _Seen(record.day[rows], record.severity[rows], record.place[rows], known[rows])


def _seen_by_health(
    case: Case, seen: _Seen, begin: NDArray[np.intp], end: NDArray[np.intp], highest: NDArray[np.int8]
) -> NDArray[np.bool_]:
    """Whether a health service saw the child, less ill than at each highest severity or treated, in these of its rows.

    Each stretch of rows begins at a number and ends before another.
    """
    found = np.zeros(len(begin), np.bool_)
    for worst in distinct(highest).tolist():
        less = (seen.severity >= 0) & (seen.severity < np.where(seen.known, worst, 1))
        before, mine = np.append(0, np.cumsum(less)), highest == worst
        found[mine] = before[end[mine]] > before[begin[mine]]
    treated, texts = words_read(case.events, "treated", says_treated), case.events.text
    for run in np.flatnonzero(~found).tolist():
        found[run] = any(treated[texts[place]] for place in seen.place[begin[run] : end[run]].tolist())
    return found


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


def says_treated(text: str) -> bool:
    """Whether a row of a health service says that the child was treated or has recovered."""
    return _treated().search(text.casefold()) is not None


def _finding(case: Case, child: int, points: ConcernPoints, answers: Answers, run: HealthRuns, number: int) -> Finding:
    """The finding of the one run."""
    concerns = slice(int(run.first[0]), int(run.after[0]))
    places, days = points.place[run.item[concerns]], run.day[concerns]
    start, end = known_date(int(days[0])), known_date(int(run.ended[0]))
    highest = int(run.severity[concerns].max())
    name, length = case.children[child].name, (end - start).days
    answer = int(run.answer[0])
    how = _how_it_ended(case, places, highest, None if answer < 0 else bool(answers.rise[answer]))
    return Finding(
        id=f"{ESCALATION}:{child}:{start.isoformat()}",
        kind=ESCALATION,
        child=child,
        number=number,
        start=start,
        end=end,
        evidence=tuple(case.events.id[np.sort(places)].tolist()),
        says=tr(
            "{child}: {count} health concerns from {first} to {last}, reaching severity {severity}, "
            "with no rise in level for {days} days{ending}."
        ).format(
            child=name,
            count=len(places),
            first=spoken(start),
            last=spoken(end),
            severity=highest,
            days=length,
            ending=how,
        ),
        days=length,
        moments={"first": start, "last": known_date(int(days[-1]))},
        confirmed=not bool(case.events.suggested[places].any()),
        settings=window_settings(case, *_SETTINGS),
    )


def _how_it_ended(case: Case, places: NDArray[np.intp], highest: int, rise: bool | None) -> str:
    """How the run of these rows ended; ``rise`` is whether its answer was a rise in level, None where there is none."""
    if any("admission" in case.events.markers[place] for place in places.tolist()):
        return tr(", until the admission")
    if highest >= case.scheme.ranks.serious_harm:
        return tr(", until actual serious harm is recorded")
    if rise is None:
        return ""
    return tr(", until the level rose") if rise else tr(", until an assessment was opened")
