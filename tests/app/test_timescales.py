"""Timescales by nation and by the edition in force on the day, working days, and the scheme's rules as data."""

from dataclasses import replace
from datetime import date, timedelta
from importlib import resources

import msgspec
import numpy as np
import pytest

from app.analysis.clocks import clocks_of, months_after, read_clocks
from app.analysis.finding import TIMESCALE, Finding
from app.analysis.findings import find_all
from app.analysis.working_days import working_days_after
from app.case.dates import day_number, known_date
from app.case.rules import Nation, Ranks, Rules
from app.case.scheme import default_scheme, read_scheme
from app.errors import DataError
from tests.app.case_builder import Row, a_case

NATIONS: tuple[Nation, ...] = ("england", "wales", "scotland")
CSC = "Children's Social Care"


def unmet(*rows: Row, nation: Nation = "england") -> list[Finding]:
    """The timescales that these rows about Perry do not show as met in that nation."""
    case = a_case(["Perry"], *rows)
    case = replace(case, scheme=msgspec.structs.replace(case.scheme, nation=nation))
    return [finding for finding in find_all(case) if finding.kind == TIMESCALE]


def row(day: str, text: str = "", level: int | None = None, agency: str = CSC, **more: object) -> Row:
    """A row about Perry that states his level where one is given."""
    levels = {} if level is None else {"Perry": level}
    return Row(day, "Perry", 1, "administrative", levels, text, agency)._replace(**more)


@pytest.mark.parametrize("nation", NATIONS)
def test_editions_follow_on_each_other_and_every_entry_says_where_it_is_from(nation: Nation) -> None:
    clocks = clocks_of(nation)
    assert clocks is not None and clocks.nation == nation
    group = next(clock for clock in clocks.timescales if clock.due == "core_group")
    guidance = [one for one in clocks.editions if one.key in group.editions]
    for before, after in zip(guidance, guidance[1:], strict=False):
        assert before.until is not None and before.until + timedelta(days=1) == after.since
    assert guidance[-1].until is None
    assert all(item.source for item in (*clocks.editions, *clocks.steps, *clocks.timescales))


def test_northern_ireland_has_bank_holidays_and_no_timescales_yet() -> None:
    assert clocks_of("northern_ireland") is None
    assert unmet(row("2014-03-03", level=3), row("2014-09-01", level=4), nation="northern_ireland") == []


def test_the_edition_in_force_on_the_day_decides() -> None:
    assessment = (
        row("{}-01-07", "Referral.", markers=("referral:accepted",)),
        row("{}-02-04"),
        row("{}-03-03", "Assessment completed."),
    )
    in_2012 = unmet(*(one._replace(day=one.day.format(2012)) for one in assessment))
    assert [finding.settings["timescale"] for finding in in_2012] == ["eng.initial_assessment.10"]
    assert "Working Together 2010" in in_2012[0].says and "by 20 January 2012" in in_2012[0].says
    assert unmet(*(one._replace(day=one.day.format(2014)) for one in assessment)) == [], "45 working days from 2013 on"


def test_reviews_fall_due_again_while_the_plan_is_open() -> None:
    plan = row("2014-01-06", "ICPC.", 4)
    group = row("2014-01-15", "Core group.")
    in_time = (plan, group, row("2014-04-01", "RCPC."), row("2014-09-30", "RCPC. Plan ends.", 0))
    assert unmet(*in_time) == []
    (late,) = unmet(plan, group, row("2014-04-01", "RCPC."), row("2014-11-04", "RCPC. Plan ends.", 0))
    assert late.says == (
        "Perry: the child protection review conference within 6 months of the one on 1 April 2014 (Working Together "
        "2013), by 1 October 2014, is not shown in this chronology; the first one shown is on 4 November 2014."
    )


def test_nothing_is_told_without_a_return_that_would_show_it() -> None:
    told = (row("2014-01-06", "ICPC attended.", 4, agency="School"), row("2014-09-30", agency="School"))
    assert unmet(*told) == []
    assert [one.settings["timescale"] for one in unmet(*told, row("2014-01-14"), row("2014-09-30"))] == [
        "eng.core_group",
        "eng.review_conference",
    ]


def test_a_child_in_care_is_reviewed_within_twenty_working_days() -> None:
    placed = row("2015-10-14", "EPO granted, placed with grandmother.", 5)
    (late,) = unmet(placed, row("2015-11-24", "LAC review."), row("2015-12-01"))
    assert "by 11 November 2015" in late.says and "the first one shown is on 24 November 2015" in late.says
    assert unmet(placed, row("2015-11-10", "LAC review."), row("2015-12-01")) == []
    assert unmet(row("2015-10-14", "PLO letter.", 5), row("2015-11-24")) == [], "pre-proceedings are no care"


def test_the_second_review_of_a_child_in_care_comes_sooner_than_those_after_it() -> None:
    placed, first = row("2015-01-05", "Placed with foster carers.", 5), row("2015-01-26", "LAC review.")
    second, third = row("2015-04-20", "LAC review."), row("2015-10-12", "LAC review.")
    assert unmet(placed, first, second, third, row("2015-12-01")) == []
    (late,) = unmet(placed, first, second._replace(day="2015-05-18"), row("2015-10-12"))
    assert "within 3 months of the one on 26 January 2015" in late.says and "by 26 April 2015" in late.says
    (late,) = unmet(placed, first, second, third._replace(day="2015-11-16"), row("2015-12-01"))
    assert "within 6 months of the one on 20 April 2015" in late.says and "by 20 October 2015" in late.says


def test_a_core_assessment_is_told_where_it_is_shown_late_until_2013() -> None:
    enquiry = row("{}-03-01", "Strategy discussion, section 47.", 3)
    plan, group = row("{}-03-14", "ICPC.", 4), row("{}-03-20", "Core group.")
    late, end = row("{}-04-26", "Core assessment completed."), row("{}-05-14")
    rows = [enquiry, plan, group, late, end]
    (told,) = unmet(*(one._replace(day=one.day.format(2012)) for one in rows))
    assert told.settings["timescale"] == "eng.core_assessment" and "by 23 April 2012" in told.says
    assert "is not checked" in str(told.settings["note"]), "what is doubtful about it is told with it"
    assert unmet(*(one._replace(day=one.day.format(2014)) for one in rows)) == []
    assert unmet(*(one._replace(day=one.day.format(2012)) for one in rows if one is not late)) == []


@pytest.mark.parametrize(
    ("nation", "year", "days", "edition"),
    [
        ("wales", 2013, 10, "Framework for the Assessment of Children in Need and their Families (Wales) 2001"),
        ("wales", 2018, 60, "Social Services and Well-being (Wales) Act 2014, part 3 code of practice"),
        ("england", 2009, 10, "Working Together 2006"),
        ("england", 2012, 14, "Working Together 2010"),
        ("england", 2019, 63, "Working Together 2018"),
    ],
)
def test_an_assessment_has_the_days_of_its_time_and_nation(nation: Nation, year: int, days: int, edition: str) -> None:
    asked = date(year, 2, 5)
    referral = row(asked.isoformat(), "Referral.", markers=("referral:accepted",))

    def told(after: int) -> list[Finding]:
        done = row((asked + timedelta(days=after)).isoformat(), "Assessment completed.")
        return unmet(referral, done, row(f"{year}-12-01"), nation=nation)

    assert told(days - 4) == []
    (late,) = told(days + 7)
    assert late.settings["edition"] == edition


def test_the_conference_counts_from_the_notification_in_scotland_and_the_meeting_has_a_name_of_its_own() -> None:
    rows = (row("{}-03-01", "IRD held.", 3), row("{}-03-24", "CPPM, registered.", 4), row("{}-03-30", "Core group."))
    early = unmet(*(one._replace(day=one.day.format(2018)) for one in rows), nation="scotland")
    assert [one.settings["timescale"] for one in early] == ["sct.conference.21"]
    assert unmet(*(one._replace(day=one.day.format(2022)) for one in rows), nation="scotland") == []
    review = row("2018-12-19", "Review CPCC, names stay on the register.")
    registered = (row("2018-10-03", "CPCC.", 4), row("2018-10-10", "Core group."), review, row("2019-04-03"))
    assert unmet(*registered, nation="scotland") == [], "a review goes by the name of its day"
    placed = row("2019-03-04", "Child protection order, placed with foster carers.", 5)
    (late,) = unmet(placed, row("2019-04-29", "LAC review."), row("2019-06-03"), nation="scotland")
    assert "within 42 days" in late.says and "Looked After Children (Scotland) Regulations 2009" in late.says


def test_scotland_and_wales_have_clocks_of_their_own() -> None:
    enquiry, plan = row("2022-03-01", level=3), row("2022-04-04", level=4)
    group = row("2022-04-08", "Core group.")
    assert "within 28 days" in unmet(enquiry, plan, group, nation="scotland")[0].says
    assert "within 15 working days" in unmet(enquiry, plan, group, nation="wales")[0].says


@pytest.mark.parametrize(
    ("nation", "start", "count", "end"),
    [
        ("england", "2014-04-07", 10, "2014-04-23"),
        ("england", "2012-05-31", 5, "2012-06-11"),
        ("england", "2022-09-16", 1, "2022-09-20"),
        ("scotland", "2013-12-31", 1, "2014-01-03"),
        ("england", "2013-12-31", 1, "2014-01-02"),
        ("northern_ireland", "2014-07-11", 1, "2014-07-15"),
        ("england", "2014-03-08", 1, "2014-03-10"),
    ],
)
def test_working_days_leave_out_the_bank_holidays_of_the_nation(
    nation: Nation, start: str, count: int, end: str
) -> None:
    days = np.array([day_number(date.fromisoformat(start))], np.int32)
    assert known_date(int(working_days_after(days, count, nation)[0])).isoformat() == end


def test_a_month_later_is_the_last_day_where_there_is_no_such_day() -> None:
    assert known_date(months_after(day_number(date(2013, 11, 30)), 3)) == date(2014, 2, 28)


def test_timescales_that_do_not_hold_together_are_told() -> None:
    text = resources.files("resources").joinpath("timescales", "wales.toml").read_text("utf-8")
    with pytest.raises(DataError, match="mine.toml: wls.conference names nothing"):
        read_clocks(text.replace('start = "enquiry"', 'start = "nothing"'), "mine.toml")
    with pytest.raises(DataError, match="mine.toml is not a list of timescales"):
        read_clocks("nation = 1", "mine.toml")


def test_the_shipped_scheme_states_every_rule_and_leaves_out_none() -> None:
    text = resources.files("resources").joinpath("schemes", "england-six-level.toml").read_text("utf-8")

    def without_sources(part: msgspec.Struct) -> dict[str, object]:
        return {
            name: without_sources(value) if isinstance(value, msgspec.Struct) else value
            for name, value in ((field, getattr(part, field)) for field in part.__struct_fields__)
            if name != "source"
        }

    scheme = default_scheme()
    assert without_sources(scheme.ranks) == without_sources(Ranks())
    assert without_sources(scheme.rules) == without_sources(Rules())
    assert all(f"[rules.{kind}]" in text for kind in Rules.__struct_fields__)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("care = 5", "care = 9", "ranks.care must be a level from 1 to 5"),
        ("serious_harm = 5", "serious_harm = 6", "ranks.serious_harm must be a severity from 0 to 5"),
        ("working_days = 10", "working_days = 0", "rules.unanswered_concern.working_days must be 1 or more"),
        ('seen_categories = ["hygiene"', 'seen_categories = ["weather"', "seen_categories names no category: weather"),
        ("severity = 4\nworking_days", "severity = 7\nworking_days", "no_strategy_discussion.severity is above"),
        ('nation = "england"', 'nation = "france"', "is not a scheme"),
    ],
)
def test_a_scheme_whose_rules_do_not_hold_together_is_told(old: str, new: str, told: str) -> None:
    text = resources.files("resources").joinpath("schemes", "england-six-level.toml").read_text("utf-8")
    assert old in text
    with pytest.raises(DataError, match=told):
        read_scheme(text.replace(old, new), "mine.toml")


def test_a_threshold_of_the_scheme_changes_what_is_found() -> None:
    rows = (
        Row("2014-01-06", "Perry", 2, "", {"Perry": 2}),
        Row("2014-03-04", "Perry", 3, "hygiene"),
        row("2014-06-01"),
    )
    case = a_case(["Perry"], *rows)
    scheme = case.scheme
    rule = msgspec.structs.replace(scheme.rules.no_strategy_discussion, severity=3)
    stricter = msgspec.structs.replace(scheme, rules=msgspec.structs.replace(scheme.rules, no_strategy_discussion=rule))
    before = {finding.kind for finding in find_all(case)}
    after = {finding.kind for finding in find_all(replace(case, scheme=stricter))}
    assert after - before == {"no_strategy_discussion"}
