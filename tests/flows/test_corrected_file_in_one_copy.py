"""Two reviewers, one or both of whom take in a corrected file: what either gave its rows stands with the rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.agreement.since import touched_since
from app.case.again_edits import import_again
from app.case.checks import find_problems
from app.case.disagreements import waiting
from app.case.edits import Reviewer, correct_event, set_severity
from app.case.event_table import CodeFrom
from app.case.merge_edits import merge_copy
from app.case.model import Case
from app.case.practice import Episode
from app.case.practice_edits import forget_episode, mark_episode
from app.case.scheme import default_scheme
from app.intake import read_files
from app.session import Session
from importers.again import compare, earlier_sources
from importers.batch import import_files
from tests.builders import TODAY

ANN, BEN = Reviewer("Ann"), Reviewer("Ben")
FIRST = "03/02/2014,Perry,Head lice again\n10/02/2014,Perry,Hungry and thin\n03/03/2014,Robin,Missed dentist\n"
SENT_AGAIN = "01/01/2014,Perry,Late\n03/02/2014,Perry,Head lice again\n10/02/2014,Perry,Hungry; thin and dirty\n"
SENT_OTHERWISE = (
    "03/02/2014,Perry,Head lice again and scratching\n10/02/2014,Perry,Hungry and thin\n11/03/2014,Robin,Bruise\n"
)
PLAN = Episode("The plan", date(2014, 1, 1), date(2014, 6, 1), "as Ann had it", ("Perry",), "Ann")

Work = Callable[[Session], None]


@pytest.fixture
def start(tmp_path: Path) -> Case:
    return read_files([sheet(tmp_path, FIRST)], default_scheme()).case


def sheet(folder: Path, rows: str) -> Path:
    path = folder / "school.csv"
    path.write_text(f"Date,Child,Event\n{rows}", "utf-8")
    return path


def takes_in_again(folder: Path, rows: str = SENT_AGAIN) -> Work:
    def work(session: Session) -> None:
        batch = import_files([sheet(folder, rows)], session.case, today=TODAY)
        found = compare(session.case, earlier_sources(session.case, batch), batch)
        session.apply(import_again(batch, found, session.reviewer), "school.csv again")

    return work


def scores_all(session: Session) -> None:
    for event in session.case.events.id.tolist():
        session.apply(set_severity([event], 5, session.reviewer), "Severity 5")


def joined(start: Case, mine: Work, theirs: Work) -> Case:
    ann, ben = Session(start, ANN), Session(start, BEN)
    mine(ann)
    theirs(ben)
    return merge_copy(ben.case, *touched_since(ann.trail, ben.trail))(ann.case)[0]


@pytest.mark.parametrize("mine_is_sent_again", [True, False])
def test_what_one_scored_stands_on_the_rows_that_the_other_took_in_again(
    start: Case, tmp_path: Path, mine_is_sent_again: bool
) -> None:
    both = takes_in_again(tmp_path), scores_all
    case = joined(start, *(both if mine_is_sent_again else both[::-1]))
    events = case.events
    live = {events.text[place]: place for place in range(len(events)) if not events.withdrawn[place]}
    assert set(live) == {"Late", "Head lice again", "Hungry; thin and dirty"}, "each row counts once, as it was sent"
    for text in ("Head lice again", "Hungry; thin and dirty"):
        place = live[text]
        assert (events.severity[place], events.severity_from[place]) == (5, CodeFrom.REVIEWER), text
    assert events.severity_from[live["Late"]] != CodeFrom.REVIEWER
    gone = events.text.index("Missed dentist")
    assert events.withdrawn[gone] and events.severity[gone] == 5, "what was given to a row that is gone is kept"
    assert find_problems(case) == []


def test_words_that_one_corrected_stay_where_the_other_took_the_file_in_again(start: Case, tmp_path: Path) -> None:
    hungry = int(start.events.id[start.events.text.index("Hungry and thin")])

    def corrects(session: Session) -> None:
        session.apply(correct_event(hungry, session.reviewer, None, "Hungry, thin, no coat"), "Correct")

    for works in ((corrects, takes_in_again(tmp_path)), (takes_in_again(tmp_path), corrects)):
        case = joined(start, *works)
        assert case.events.text[case.events.position(hungry)] == "Hungry, thin, no coat"
        assert not case.events.withdrawn[case.events.position(hungry)] and find_problems(case) == []


def test_where_each_took_in_another_corrected_file_the_words_wait_and_each_row_counts_once(
    start: Case, tmp_path: Path
) -> None:
    def ann_works(session: Session) -> None:
        takes_in_again(tmp_path)(session)
        scores_all(session)

    ann, ben = Session(start, ANN), Session(start, BEN)
    ann_works(ann)
    takes_in_again(tmp_path, SENT_OTHERWISE)(ben)
    touched = touched_since(ann.trail, ben.trail)
    once, _ = merge_copy(ben.case, *touched)(ann.case)
    assert live_rows(once) == ["Bruise", "Head lice again", "Hungry; thin and dirty", "Late"]
    told = {(item.mine, item.theirs) for item in once.disagreements if item.field == "text"}
    assert told == {
        ('"Head lice again"', '"Head lice again and scratching"'),
        ('"Hungry; thin and dirty"', '"Hungry and thin"'),
    }
    assert once.events.severity[once.events.text.index("Head lice again")] == 5 and find_problems(once) == []
    twice, _ = merge_copy(ben.case, *touched)(once)
    assert live_rows(twice) == live_rows(once) and len(waiting(twice)) == len(waiting(once))
    other_way, _ = merge_copy(ann.case, *touched[::-1])(ben.case)
    assert len(live_rows(other_way)) == 4 and find_problems(other_way) == []


def live_rows(case: Case) -> list[str]:
    events = case.events
    return sorted(text for text, gone in zip(events.text, events.withdrawn.tolist(), strict=True) if not gone)


def test_an_episode_that_one_took_away_or_changed_does_not_come_back_beside_the_new_one(start: Case) -> None:
    start = mark_episode(PLAN)(start)[0]
    longer = replace(PLAN, note="as Ben has it")

    def takes_away(session: Session) -> None:
        session.apply(forget_episode(PLAN), "Remove")

    def changes(session: Session) -> None:
        session.apply(mark_episode(longer, PLAN), "Change")

    def rests(session: Session) -> None:
        session.apply(set_severity([0], 2, session.reviewer), "Severity 2")

    assert joined(start, rests, takes_away).episodes == () == joined(start, takes_away, rests).episodes
    assert joined(start, rests, changes).episodes == (longer,) == joined(start, changes, rests).episodes
    assert joined(start, takes_away, changes).episodes == (longer,), "what one made of it is not lost"
