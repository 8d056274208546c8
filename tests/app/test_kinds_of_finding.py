"""Every kind of finding: a small chronology that shows it, and the same with a row different that does not."""

from typing import NamedTuple

import pytest

from app.analysis import finding as kind
from app.analysis.finding import Finding
from app.analysis.findings import FINDERS_BY_KIND, find_all
from app.analysis.kinds import kinds, setting_words
from tests.app.case_builder import Row, a_case


class Shown(NamedTuple):
    """Rows that show a kind of finding, and what its sentence says."""

    rows: tuple[Row, ...]
    says: str


class Changed(NamedTuple):
    """A row in another's place (None: taken away; a place past the end: added), after which nothing is found."""

    place: int
    row: Row | None
    why: str


def row(day: str, severity: int | None = 0, categories: str = "", level: int | None = None, **more: object) -> Row:
    """A row about Perry, that states his level where one is given."""
    levels = {} if level is None else {"Perry": level}
    return Row(day, "Perry", severity, categories, levels)._replace(**more)


END = row("2015-12-01", 0, "administrative", agency="School", response="Filed")
ACTED = "Seen, mother told"
OPENED = row("2014-01-06", 2, "home_conditions", 2)
SEEN = row("2014-01-20", 1, "home_conditions", markers=("child_seen",))
NO_REPLY = row("2014-02-18", 1, "parental_engagement", markers=("child_not_seen",))
APPOINTMENT = row("2014-03-04", 2, "physical_health missed_health", agency="GP", markers=("was_not_brought",))
BOTH = Row("2014-03-03", "Perry, Robin", 3, "hygiene")
PLAN = Row("2014-03-10", "Perry, Robin", 1, "administrative", {"Perry": 2, "Robin": 4})
NEGLECT = tuple(row(day, 3, "hygiene") for day in ("2013-01-08", "2013-06-04", "2013-11-05", "2014-03-04"))
RISE = tuple(
    row(day, severity, "supervision")
    for day, severity in (("2014-01-07", 1), ("2014-02-04", 2), ("2014-03-04", 2), ("2014-04-01", 3))
)

CONCERN = row("2012-01-10", 3, "hygiene")
STEP_UP = row("2012-02-01", 3, "administrative", 4)
BETTER = row("2012-09-01", 0, "protective")
STEP_DOWN = row("2013-01-15", None, "administrative", 0)
RETURN = row("2013-06-04", 4, "home_conditions")
AILING = tuple(
    row(day, severity, "physical_health", agency="GP")
    for day, severity in (("2014-01-07", 2), ("2014-02-04", 2), ("2014-03-04", 3))
)

SHOWN: dict[str, Shown] = {
    kind.RELAPSE: Shown(
        (CONCERN, STEP_UP, BETTER, STEP_DOWN, RETURN, END),
        "Perry, cycle 1: concern at severity 4 returned on 4 June 2013, 140 days after the step-down to universal "
        "services on 15 January 2013.",
    ),
    kind.SUSTAINED: Shown(
        (CONCERN, STEP_UP, BETTER, STEP_DOWN, RETURN._replace(severity=2), END),
        "Perry: no concern of severity 3 or more is recorded in the 365 days after the step-down to universal "
        "services on 15 January 2013.",
    ),
    kind.ESCALATION: Shown(
        (row("2014-01-06", 1, "home_conditions", 1), *AILING, END),
        "Perry: 3 health concerns from 7 January 2014 to 4 March 2014, reaching severity 3, with no rise in level "
        "for 56 days.",
    ),
    kind.NO_IMPROVEMENT: Shown(
        (OPENED, row("2014-02-04", 0, "protective"), row("2014-09-01", 1, "administrative", 0), END),
        "Perry: the level fell to universal services on 1 September 2014, and no improvement is recorded in the "
        "90 days before it; the last one before is on 4 February 2014.",
    ),
    kind.UNANSWERED: Shown(
        (
            row("2014-01-07", 1, "hygiene", agency="School", response=ACTED),
            row("2014-03-04", 3, "hygiene", agency="School"),
            END,
        ),
        "Perry: a concern at severity 3 is recorded on 4 March 2014, and no response is recorded in the 10 "
        "working days to 18 March 2014.",
    ),
    kind.UNCLEAR: Shown(
        (OPENED, row("2014-03-04", 2, "hygiene", markers=("referral:unclear",)), END),
        "Perry: information was given to children's social care on 4 March 2014; its outcome within 10 working "
        "days is not shown in this chronology: accepted, advice, or no further action.",
    ),
    kind.REPEATED_NFA: Shown(
        tuple(row(day, 2, "hygiene", markers=("referral:nfa",)) for day in ("2014-01-07", "2014-05-06", "2014-11-04")),
        "Perry: 3 referrals from 7 January 2014 to 4 November 2014 are recorded as no further action or advice, "
        "with the same concern in them (hygiene).",
    ),
    kind.NO_STRATEGY: Shown(
        (OPENED, row("2014-03-04", 4, "hygiene"), END),
        "Perry: a concern at severity 4 on 4 March 2014, and no strategy discussion within 5 working days of it "
        "is shown in this chronology.",
    ),
    kind.NO_CONTACT: Shown(
        (OPENED, SEEN, NO_REPLY, row("2014-04-22", 1, "home_conditions", 2, markers=("child_seen",))),
        "Perry: no row in this chronology shows the child as seen in the 92 days after 20 January 2014 to 22 "
        "April 2014, while the level was child in need.",
    ),
    kind.MISSED: Shown(
        (APPOINTMENT, APPOINTMENT._replace(day="2014-03-18"), APPOINTMENT._replace(day="2014-04-08", agency="Dental")),
        "Perry: the child was not brought to 3 health appointments in a row from 4 March 2014 to 8 April 2014, "
        "and none kept is recorded between them.",
    ),
    kind.TIMESCALE: Shown(
        (
            row("2014-03-03", 3, "hygiene", 3),
            row("2014-04-02", 3, "hygiene", 4, text="ICPC."),
            row("2014-04-08", text="Core group."),
        ),
        "Perry: the initial child protection conference within 15 working days of the start of the section 47 "
        "enquiry on 3 March 2014 (Working Together 2013), by 24 March 2014, is not shown in this chronology; the "
        "first one shown is on 2 April 2014.",
    ),
    kind.SIBLINGS: Shown(
        (OPENED, BOTH, PLAN),
        "Perry: a concern at severity 3 on 3 March 2014 is recorded for Perry and Robin alike; on 10 March 2014 "
        "the level recorded is child protection plan for Robin and child in need for Perry, with no rise within "
        "28 days.",
    ),
    kind.DISAGREEMENT: Shown(
        (OPENED, row("2014-03-04", 1, "administrative", markers=("disagreement",)), END),
        "Perry: a disagreement between agencies is recorded on 4 March 2014, and the use of an escalation "
        "procedure within 28 days is not shown in this chronology.",
    ),
    kind.NO_TOOLS: Shown(
        (*NEGLECT, row("2014-04-01", 0, markers=("child_seen",))),
        "Perry: 4 concerns of neglect at severity 3 or more over 420 days from 8 January 2013 to 4 March 2014, "
        "and no assessment tool is shown as used in this chronology.",
    ),
    kind.RISING: Shown(
        RISE,
        "Perry: concern outside health rose from severity 1 on 7 January 2014 to 3 on 1 April 2014, over 4 days "
        "with a concern in 84 days, with no lower one between.",
    ),
}

CHANGED: list[tuple[str, Changed]] = [
    (kind.RELAPSE, Changed(4, RETURN._replace(severity=2), "the concern that came back is a lesser one")),
    (kind.RELAPSE, Changed(4, RETURN._replace(day="2014-01-16"), "it came back after more than a year")),
    (kind.RELAPSE, Changed(3, STEP_DOWN._replace(levels={"Perry": 4}), "the level did not fall")),
    (kind.RELAPSE, Changed(2, None, "nothing got better")),
    (kind.SUSTAINED, Changed(4, RETURN, "concern came back")),
    (kind.SUSTAINED, Changed(3, STEP_DOWN._replace(levels={"Perry": 4}), "the level did not fall")),
    (kind.ESCALATION, Changed(3, AILING[2]._replace(severity=2), "it never was significant")),
    (kind.ESCALATION, Changed(2, None, "two are too few")),
    (kind.ESCALATION, Changed(4, row("2014-03-11", 1, "administrative", 3), "the level rose in answer")),
    (kind.ESCALATION, Changed(1, AILING[0]._replace(severity=4), "severity fell overall")),
    (kind.NO_IMPROVEMENT, Changed(1, row("2014-07-01", 0, "protective"), "it is recorded within the 90 days")),
    (kind.NO_IMPROVEMENT, Changed(2, row("2014-09-01", 0, "protective", 0), "the row that tells of the fall says it")),
    (kind.NO_IMPROVEMENT, Changed(2, row("2014-09-01", 1, "administrative", 2), "the level did not fall")),
    (
        kind.UNANSWERED,
        Changed(1, row("2014-03-04", 3, "hygiene", agency="School", response=ACTED), "the row records a response"),
    ),
    (kind.UNANSWERED, Changed(1, row("2014-03-04", 2, "hygiene", agency="School"), "the concern is a lesser one")),
    (kind.UNANSWERED, Changed(1, row("2014-03-04", 3, "hygiene", agency="GP"), "this agency never records responses")),
    (
        kind.UNANSWERED,
        Changed(
            3,
            row("2014-03-18", 1, "hygiene", agency="School", response=ACTED),
            "one is recorded on the tenth working day",
        ),
    ),
    (kind.UNANSWERED, Changed(2, row("2014-03-12", 0, agency="School"), "the record ends before the ten working days")),
    (kind.UNCLEAR, Changed(3, row("2014-03-06", 0, markers=("referral:nfa",)), "an outcome is shown")),
    (kind.UNCLEAR, Changed(3, row("2014-03-06", 1, "", 3), "the level rose")),
    (kind.UNCLEAR, Changed(1, row("2014-03-04", 2, "hygiene", markers=("referral:accepted",)), "it was accepted")),
    (kind.UNCLEAR, Changed(2, None, "the record ends at once")),
    (kind.REPEATED_NFA, Changed(2, row("2015-02-03", 2, "hygiene", markers=("referral:nfa",)), "beyond a year")),
    (kind.REPEATED_NFA, Changed(1, row("2014-05-06", 2, "education", markers=("referral:nfa",)), "another concern")),
    (
        kind.REPEATED_NFA,
        Changed(1, row("2014-05-06", 2, "hygiene", markers=("referral:accepted",)), "one was accepted"),
    ),
    (kind.NO_STRATEGY, Changed(3, row("2014-03-11", 3, "", markers=("strategy_discussion:held",)), "it was held")),
    (kind.NO_STRATEGY, Changed(3, row("2014-03-11", 3, "hygiene", 3), "the enquiry it opens is recorded")),
    (kind.NO_STRATEGY, Changed(1, row("2014-03-04", 3, "hygiene"), "the concern is a lesser one")),
    (kind.NO_STRATEGY, Changed(0, row("2014-01-06", 2, "", 4), "a plan was open already")),
    (kind.NO_CONTACT, Changed(2, row("2014-03-04", 1, "hygiene"), "a row describes the child")),
    (kind.NO_CONTACT, Changed(2, None, "a summary with a row now and then says nothing of contact")),
    (kind.NO_CONTACT, Changed(0, row("2014-01-06", 2, "home_conditions", 1), "nothing asked for seeing the child")),
    (kind.NO_CONTACT, Changed(3, row("2014-03-18", 1, "", 2, markers=("child_seen",)), "fewer than sixty days")),
    (kind.NO_CONTACT, Changed(2, SEEN._replace(day="2014-02-01..2014-04-01"), "the child was seen at some time in it")),
    (kind.MISSED, Changed(1, row("2014-03-18", 1, "physical_health", agency="GP"), "one of them was kept")),
    (kind.MISSED, Changed(1, None, "two are too few")),
    (kind.MISSED, Changed(1, APPOINTMENT._replace(day="2014-03-18", agency="School"), "a school only tells of it")),
    (kind.TIMESCALE, Changed(1, row("2014-03-24", 3, "hygiene", 4, text="ICPC."), "on the fifteenth working day")),
    (kind.TIMESCALE, Changed(1, row("2014-04-02", 1, "", 2), "the enquiry ended without a plan")),
    (kind.TIMESCALE, Changed(0, row("2014-03", 3, "hygiene", 3), "from the end of the month it was in time")),
    (kind.TIMESCALE, Changed(3, row("2014-03-20", 1, "", text="Initial conference held."), "words say it was held")),
    (kind.SIBLINGS, Changed(2, PLAN._replace(levels={"Perry": 4, "Robin": 4}), "it was answered for both")),
    (kind.SIBLINGS, Changed(1, BOTH._replace(by_child={"Perry": 1}), "the concern was not the same")),
    (kind.SIBLINGS, Changed(3, row("2014-03-20", 1, "", 4), "his level rose within the days")),
    (kind.SIBLINGS, Changed(2, PLAN._replace(day="2014-06-10"), "the answer came too late to be one")),
    (kind.DISAGREEMENT, Changed(3, row("2014-03-20", 0, markers=("escalation_procedure:used",)), "it was escalated")),
    (kind.DISAGREEMENT, Changed(1, row("2014-03-04", 1, "administrative"), "nobody disagreed")),
    (kind.DISAGREEMENT, Changed(2, None, "the record ends at once")),
    (kind.NO_TOOLS, Changed(1, row("2013-06-04", 3, "hygiene", markers=("tool_use:used",)), "a tool was used")),
    (kind.NO_TOOLS, Changed(3, row("2014-03-04", 2, "hygiene"), "less than a year at that severity")),
    (kind.NO_TOOLS, Changed(2, row("2013-11-05", 3, "domestic_abuse"), "neglect was not recorded for long in between")),
    (kind.NO_TOOLS, Changed(4, None, "no row was read for what it records beside the concern")),
    (kind.RISING, Changed(2, row("2014-03-04", 1, "supervision"), "it fell in between")),
    (kind.RISING, Changed(1, None, "three rows are too few")),
    (kind.RISING, Changed(3, row("2014-04-01", 3, "physical_health"), "health has a rule of its own")),
    (kind.RISING, Changed(0, row("2013-09-03", 1, "supervision"), "it took longer than 180 days")),
    (kind.RISING, Changed(4, row("2014-03-11", 0, "protective"), "a row without concern lies between")),
]


def found(rows: tuple[Row, ...], wanted: str) -> list[Finding]:
    """Perry's findings of that kind."""
    case = a_case(["Perry", "Robin"], *rows)
    return [finding for finding in find_all(case) if finding.kind == wanted and finding.child == 0]


@pytest.mark.parametrize("wanted", SHOWN)
def test_a_chronology_that_shows_it(wanted: str) -> None:
    (finding,) = found(SHOWN[wanted].rows, wanted)
    assert finding.says == SHOWN[wanted].says
    assert finding.evidence and finding.start <= finding.end
    assert finding.settings, "it says which settings it used"


@pytest.mark.parametrize(("wanted", "changed"), CHANGED, ids=lambda part: getattr(part, "why", part))
def test_the_same_with_a_row_different_does_not(wanted: str, changed: Changed) -> None:
    rows = list(SHOWN[wanted].rows)
    rows[changed.place : changed.place + 1] = [] if changed.row is None else [changed.row]
    assert found(tuple(rows), wanted) == [], changed.why


def test_every_kind_has_a_chronology_a_name_and_a_rule() -> None:
    assert set(FINDERS_BY_KIND) == set(SHOWN) == set(kinds())
    assert {wanted for wanted, _ in CHANGED} == set(SHOWN)


def test_no_sentence_says_whose_fault_it_was() -> None:
    told = [shown.says for shown in SHOWN.values()] + [one.name + one.rule for one in kinds().values()]
    for word in ("fail", "blame", "fault", "should have", "neglected to", "ignored", "compliance"):
        assert not [words for words in told if word in words.lower()], word


def test_concerns_near_each_other_are_one_finding() -> None:
    again = SHOWN[kind.NO_STRATEGY].rows[1]._replace(day="2014-04-15")
    (finding,) = found((*SHOWN[kind.NO_STRATEGY].rows, again), kind.NO_STRATEGY)
    assert "2 concerns at severity 4 or more from 4 March 2014 to 15 April 2014" in finding.says
    later = again._replace(day="2014-09-02")
    assert len(found((*SHOWN[kind.NO_STRATEGY].rows, later), kind.NO_STRATEGY)) == 2


def test_every_level_of_the_time_in_which_the_child_was_not_seen_is_told() -> None:
    plan, support = row("2014-02-10", 1, "administrative", 4), row("2014-03-10", 1, "administrative", 2)
    last = row("2014-04-22", 1, "home_conditions", 2, markers=("child_seen",))
    (finding,) = found((OPENED, SEEN, plan, support, last), kind.NO_CONTACT)
    assert finding.says.endswith(
        "while the level was child in need, then child protection plan from 10 February 2014, "
        "then child in need from 10 March 2014."
    )


def test_a_level_that_opened_while_the_child_was_not_seen_is_told_with_the_concern() -> None:
    concern = row("2014-01-20", 3, "home_conditions", markers=("child_seen",))
    opened = row("2014-02-10", 1, "administrative", 3)
    last = row("2014-04-22", 1, "home_conditions", 2, markers=("child_seen",))
    (finding,) = found((concern, opened, NO_REPLY, last), kind.NO_CONTACT)
    assert finding.says.endswith(
        "while concern stood at severity 3 or more, and the level was section 47 enquiry from 10 February 2014."
    )
    assert 1 in finding.evidence, "the row that opened it"


def test_several_siblings_are_listed_as_a_sentence_lists_them() -> None:
    both = Row("2014-03-03", "all", 3, "hygiene")
    plan = Row("2014-03-10", "all", 1, "administrative", {"Perry": 2, "Robin": 4, "Sam": 4})
    case = a_case(["Perry", "Robin", "Sam"], OPENED, both, plan)
    (finding,) = [item for item in find_all(case) if item.kind == kind.SIBLINGS and item.child == 0]
    assert "is recorded for Perry, Robin and Sam alike" in finding.says
    assert "child protection plan for Robin and Sam and child in need for Perry" in finding.says


def test_a_bank_holiday_is_no_working_day() -> None:
    easter = row("2014-04-07", 3, "hygiene", agency="School")
    rows = (row("2014-01-07", 1, "hygiene", agency="School", response=ACTED), easter, END)
    (finding,) = found(rows, kind.UNANSWERED)
    assert "to 23 April 2014" in finding.says, "Good Friday 18 April and Easter Monday 21 April do not count"


def test_a_setting_reads_as_words() -> None:
    assert setting_words("rules.no_contact.severity", 3) == "severity: 3"
    assert setting_words("seen_categories", ("physical_health", "hygiene")).endswith(": physical health, hygiene")
