"""A date cell is read as the day its writer meant, or refused with a reason; it is never read as another day."""

import calendar
from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.dates import ChronologyDate, Precision
from importers.dates.date_patterns import easter
from importers.dates.date_vocabulary import century
from importers.dates.date_words import Order, Problem, is_future, read_cell, read_date

WELSH = ("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref",
         "Tachwedd", "Rhagfyr")  # fmt: skip


def told(words: str, order: Order = "dmy") -> str:
    """What the product makes of a cell, in one line: "first..last precision time" or the reason."""
    found = read_date(words, order)
    if isinstance(found, Problem):
        return found.reason
    first, last = found.earliest or "", found.latest or ""
    days = str(first) if found.earliest == found.latest else f"{first}..{last}"
    return f"{days} {found.precision.value} {found.time or ''}".strip()


def ordinal(day: int) -> str:
    """3rd, 11th, 22nd."""
    return f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def styles(day: date) -> list[str]:
    """One day in every style that names it wholly, the year in four digits."""
    d, m, y = day.day, day.month, day.year
    month, short = calendar.month_name[m], calendar.month_abbr[m]
    return [
        f"{d:02}/{m:02}/{y}", f"{d}.{m}.{y}", f"{d:02}-{m:02}-{y}", f"{d:02} {m:02} {y}", f"{d:02}.{m:02}/{y}",
        f"{d}. {m}. {y}", f"{y}-{m:02}-{d:02}", f"{y}/{m}/{d}", f"{y}.{m:02}.{d:02}", f"{y}-{m:02}-{d:02}T00:00:00Z",
        f"{d} {month} {y}", f"{d}-{short}-{y}", f"{d}{short.upper()}{y}", f"{ordinal(d)} of {month}, {y}",
        f"{month} {d}, {y}", f"{short} {ordinal(d)} {y}", f"{y} {month} {d}", f"{d} {WELSH[m - 1]} {y}",
        f"{day:%A}, {d} {month} {y}", f"{day:%a} {d}/{m}/{y}", f"on {ordinal(d)} {month} {y}", f" {d}/{m}/{y}. ",
        f"{d:02}{m:02}{y}", f"{y}{m:02}{d:02}", f"{d}/{m} {y} ({day:%A})",
    ]  # fmt: skip


DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
OF_TWO_DIGITS = st.dates(date(1950, 1, 1), date(2049, 12, 31))


@given(DAYS)
def test_a_day_reads_the_same_in_every_style_and_keeps_its_words(day: date) -> None:
    for words in styles(day):
        assert read_date(words) == ChronologyDate(day, day, Precision.DAY, words), words


@given(OF_TWO_DIGITS)
def test_a_year_of_two_digits_lies_between_1950_and_2049(day: date) -> None:
    assert century(day.year % 100) == day.year
    for words in (f"{day:%d-%b-%y}", f"{day.day} {day:%B} '{day:%y}"):
        assert read_date(words) == ChronologyDate(day, day, Precision.DAY, words), words
    for words in (f"{day:%d/%m/%y}", f"{day:%d.%m.%y}", f"{day:%d %m %y}"):
        if 1950 <= day.year < 1970:
            assert isinstance(read_date(words), Problem), words
        else:
            assert read_date(words) == ChronologyDate(day, day, Precision.DAY, words), words


@given(DAYS)
def test_order_settles_numbers_and_leaves_iso_and_month_words_alone(day: date) -> None:
    assert told(f"{day:%m/%d/%Y}", "mdy") == f"{day} day"
    assert told(f"{day:%Y/%m/%d}", "ymd") == f"{day} day"
    if 1950 <= day.year < 2050:
        assert told(f"{day:%y/%m/%d}", "ymd") == f"{day} day"
        assert told(f"{day:%y.%m.%d} 14:30", "ymd") == f"{day} day 14:30"
    for order in ("dmy", "mdy", "ymd"):
        assert told(f"{day.isoformat()}", order) == told(f"{day.day} {day:%B %Y}", order) == f"{day} day"


@given(DAYS)
def test_a_month_first_date_is_refused_and_never_swapped(day: date) -> None:
    day = day.replace(day=13 + day.day % 16)
    for words in (f"{day:%m/%d/%Y}", f"{day:%m %d %Y}", f"{day:%m/%d/%Y} 10:15"):
        assert told(words) == f"impossible date: there is no month {day.day}; it looks month-first"
    assert told(f"{day:%d/%m/%Y}", "mdy").endswith("it looks day-first")


@given(DAYS, st.integers(0, 23), st.integers(0, 59))
def test_a_time_of_day_is_kept_apart_from_the_date(day: date, hour: int, minute: int) -> None:
    wanted = f"{hour:02}:{minute:02}" if hour or minute else None
    half, twelve = ("am", "pm")[hour // 12], hour % 12 or 12
    for words in (
        f"{day:%d/%m/%Y} {hour:02}:{minute:02}",
        f"{day:%d.%m.%Y} {hour:02}.{minute:02}",
        f"{day:%d/%m/%Y} {hour:02}{minute:02}hrs",
        f"{day:%d/%m/%Y} at {hour:02}.{minute:02}",
        f"{day:%d %B %Y}, {twelve}.{minute:02}{half}",
        f"{twelve}:{minute:02} {half.upper()} {day:%d %b %Y}",
        f"{day:%Y-%m-%d} {hour:02}:{minute:02}:59+01:00",
        f"{day:%a %b %d} {hour:02}:{minute:02}:07 {day.year}",
    ):
        assert read_date(words) == ChronologyDate(day, day, Precision.DAY, words, wanted), words


@given(DAYS, st.integers(0, 400))
def test_a_range_of_two_whole_dates_covers_both_however_it_is_joined(day: date, days: int) -> None:
    end = day + timedelta(days)
    for joint in (" - ", "-", " to ", " – ", " until "):
        for left, right in zip(styles(day)[:5], styles(end)[:5], strict=True):
            words = f"{left}{joint}{right}"
            found = read_date(words)
            assert isinstance(found, ChronologyDate), words
            assert (found.earliest, found.latest) == (day, end), words
    assert told(f"between {day:%d/%m/%Y} and {end:%d/%m/%Y}").startswith(str(day))
    if days:
        assert told(f"{end:%d/%m/%Y} - {day:%d/%m/%Y}") == "the range ends before it begins"


@given(DAYS)
def test_a_week_runs_from_monday_to_sunday(day: date) -> None:
    monday = day - timedelta(day.weekday())
    for words in (f"w/c {monday:%d/%m/%Y}", f"W/C Mon {monday:%d.%m.%Y}", f"week commencing {monday:%d %B %Y}",
                  f"wk beg {monday:%d/%m/%Y}", f"week ending {monday + timedelta(6):%d/%m/%Y}"):  # fmt: skip
        assert told(words) == f"{monday}..{monday + timedelta(6)} week", words
    found = read_date(f"w/e {day:%d/%m/%Y}")
    assert isinstance(found, ChronologyDate)
    assert (found.earliest, found.latest) == (day - timedelta(6), day)


PIECES = st.sampled_from(
    ["3", "14", "31", "06", "00", "2014", "'14", "1990s", "2012/13", "3rd", "June", "Sept", "May", "Mon", "summer",
     "winter", "Xmas hols", "Easter", "term", "half-term", "school year", "early", "mid-", "late", "w/c", "w/e", "week",
     "first", "last", "before", "after", "since", "by", "c.", "circa", "approx", "?", "??", "-", "–", "/", ".", ",",
     "to", "and", "&", "between", "from", "until", "ongoing", "onwards", "undated", "of", "the", "14:30", "2pm", "at",
     "noon", "(", ")"]
)  # fmt: skip


@given(st.text(max_size=40) | st.lists(PIECES, max_size=8).map(" ".join) | st.lists(PIECES, max_size=6).map("".join))
def test_any_text_at_all_gives_a_date_in_order_or_a_reason(words: str) -> None:
    for order in ("dmy", "mdy", "ymd"):
        found = read_date(words, order)
        if isinstance(found, Problem):
            assert found.reason and found.reason == found.reason.strip()
            continue
        assert found.words == words
        assert (found.earliest is None) == (found.precision is Precision.BEFORE)
        assert (found.latest is None) == (found.precision is Precision.AFTER)
        assert found.earliest is None or found.latest is None or found.earliest <= found.latest
        assert found.time is None or ("00:00" < found.time <= "23:59" and len(found.time) == 5)
        if found.precision is Precision.WEEK:
            assert found.earliest and found.earliest.weekday() == 0
            assert found.latest == found.earliest + timedelta(6)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        # a month, a season, a year and their parts
        ("Mar 2011", "2011-03-01..2011-03-31 month"), ("03/2011", "2011-03-01..2011-03-31 month"),
        ("Nov 07", "2007-11-01..2007-11-30 month"), ("Feb '12", "2012-02-01..2012-02-29 month"),
        ("Medi 2012", "2012-09-01..2012-09-30 month"), ("2011-03", "2011-03-01..2011-03-31 month"),
        ("spring 2011", "2011-03-01..2011-05-31 season"), ("Autumn 2011", "2011-09-01..2011-11-30 season"),
        ("Winter 2011", "2011-12-01..2012-02-29 season"), ("winter 2012/13", "2012-12-01..2013-02-28 season"),
        ("early 2011", "2011-01-01..2011-04-30 season"), ("mid-2011", "2011-05-01..2011-08-31 season"),
        ("end of 2011", "2011-09-01..2011-12-31 season"), ("2011", "2011-01-01..2011-12-31 year"),
        ("early Feb 2012", "2012-02-01..2012-02-10 range"), ("mid March 2011", "2011-03-11..2011-03-20 range"),
        ("late February 2012", "2012-02-21..2012-02-29 range"), ("1980s", "1980-01-01..1989-12-31 range"),
        ("first week of March 2011", "2011-03-01..2011-03-07 range"),
        ("last week in March 2011", "2011-03-25..2011-03-31 range"),
        # terms, holidays and feasts
        ("Christmas holidays 2010", "2010-12-22..2011-01-04 range"),
        ("Xmas hols 2010/11", "2010-12-22..2011-01-04 range"),
        ("Autumn term 2010", "2010-09-01..2010-12-21 range"), ("spring term 2010/11", "2011-01-03..2011-04-12 range"),
        ("Feb half-term 2011", "2011-02-10..2011-02-25 range"), ("Good Friday 2011", "2011-04-22 day"),
        ("Boxing Day 2011", "2011-12-26 day"), ("school year 2010/11", "2010-09-01..2011-08-31 range"),
        # years in pairs: wide enough for every reading
        ("2010/11", "2010-04-01..2011-08-31 range"), ("2010-11", "2010-01-01..2011-12-31 range"),
        ("1999/00", "1999-04-01..2000-08-31 range"), ("2004-2006", "2004-01-01..2006-12-31 range"),
        # unknown, doubtful, open
        ("??/03/11", "2011-03-01..2011-03-31 month"), ("Mar ?? 2011", "2011-03-01..2011-03-31 month"),
        ("xx.03.2011", "2011-03-01..2011-03-31 month"), ("??/??/2011", "2011-01-01..2011-12-31 year"),
        ("? 9 Mar 2011", "2011-03-09 circa"), ("9/3/11?", "2011-03-09 circa"),
        ("c. 2011", "2011-01-01..2011-12-31 circa"),
        ("approx March 2011", "2011-03-01..2011-03-31 circa"), ("on or about 9th March 2011", "2011-03-09 circa"),
        ("before 2011", "..2010-12-31 before"), ("prior to 9/3/11", "..2011-03-08 before"),
        ("before the end of March 2011", "..2011-03-31 before"), ("after early 2011", "2011-01-01.. after"),
        ("from mid-March 2011", "2011-03-11.. after"), ("from 9 to 11 March 2011", "2011-03-09..2011-03-11 range"),
        ("date 9/3/11", "2011-03-09 day"), ("before c. 2011", "..2010-12-31 before"),
        ("by 9/3/11", "..2011-03-09 before"), ("until March 2011", "..2011-03-31 before"),
        ("after 9/3/11", "2011-03-10.. after"), ("since March 2011", "2011-03-01.. after"),
        ("from 9 March 2011", "2011-03-09.. after"), ("March 2011 onwards", "2011-03-01.. after"),
        ("9/3/11 - ongoing", "2011-03-09.. after"), ("2011 to date", "2011-01-01.. after"),
        ("after the Christmas holidays 2011", "2011-01-02.. after"),
        # ranges that leave out what the other side says
        ("9-11.3.11", "2011-03-09..2011-03-11 range"), ("9th to 11th March 2011", "2011-03-09..2011-03-11 range"),
        ("28 Feb - 2 March 2011", "2011-02-28..2011-03-02 range"), ("30.03.-02.04.11", "2011-03-30..2011-04-02 range"),
        ("29 Dec - 2 Jan 2011", "2010-12-29..2011-01-02 range"), ("28/12/10 - 3/1", "2010-12-28..2011-01-03 range"),
        ("between 9 and 11 March 2011", "2011-03-09..2011-03-11 range"),
        ("9/10 March 2011", "2011-03-09..2011-03-10 range"),
        ("9, 10 and 11 March 2011", "2011-03-09..2011-03-11 range"),
        ("March 9-11, 2011", "2011-03-09..2011-03-11 range"),
        ("March 3-5 2011", "2011-03-03..2011-03-05 range"), ("9/3/11 2015", "2011-03-09 day 20:15"),
        ("March 12 - March 14 2011", "2011-03-12..2011-03-14 range"), ("Mar-May 2011", "2011-03-01..2011-05-31 range"),
        ("Nov - Feb 2011", "2010-11-01..2011-02-28 range"), ("March/April 2011", "2011-03-01..2011-04-30 range"),
        ("between March and mid-May 2011", "2011-03-01..2011-05-20 range"),
        ("mid to late March 2011", "2011-03-11..2011-03-31 range"),
        ("late 2010/early 2011", "2010-09-01..2011-04-30 range"),
        # weeks that are not Monday to Sunday
        ("w/c 9/3/11", "2011-03-07..2011-03-13 week"), ("w/c Sunday 6/3/11", "2011-03-06..2011-03-12 range"),
        # times
        ("9/3/11 2pm", "2011-03-09 day 14:00"), ("9/3/11 10.15-11am", "2011-03-09 day 10:15"),
        ("9/3/11 11-1pm", "2011-03-09 day 11:00"), ("9/3/11 10:15am-11am", "2011-03-09 day 10:15"),
        ("9/3/11 14:30 - 15", "2011-03-09 day 14:30"), ("14:30 - 9 March 2011", "2011-03-09 day 14:30"),
        ("9/3/11 from 2pm to 3pm", "2011-03-09 day 14:00"), ("9/3/11 about 2pm", "2011-03-09 day 14:00"),
        ("noon on 9 March 2011", "2011-03-09 day 12:00"), ("12:30am 9/3/11", "2011-03-09 day 00:30"),
        ("9/3/11 22:00 - 10/3/11 06:00", "2011-03-09..2011-03-10 range 22:00"),
        # brackets and numbers
        ("review of plan (March 2011)", "2011-03-01..2011-03-31 month"),
        ("9/3/11 (typed up 11/3/11)", "2011-03-09 day"),
        ("9th March (2011)", "2011-03-09 day"), ("Undated (2004-2006)", "2004-01-01..2006-12-31 range"),
        ("40611", "2011-03-09 day"), ("Tues 9 March 2011", "2011-03-09 day"),
    ],
)  # fmt: skip
def test_styles(words: str, wanted: str) -> None:
    assert told(words) == wanted
    found = read_date(words)
    assert isinstance(found, ChronologyDate)
    assert found.words == words


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "no date"), ("  -  ", "no date"), ("??", "no date"), ("n/a", "no date"),
        ("Undated", "no date: marked as undated"), ("n.d.", "no date: marked as undated"),
        ("TBC", "no date: still to be confirmed"), ("date unknown", "no date: marked as not known"),
        ("ongoing", "no date: only that it went on, or came more than once"),
        ("as above", "no date of its own: points to another row"),
        ("aged 6 weeks", "no calendar date: an age, or a time counted from something else"),
        ("three days later", "no calendar date: an age, or a time counted from something else"),
        ("14:30", "a time of day without a date"), ("about 2pm", "a time of day without a date"),
        ("see the paper file", "not a date"), ("Date", "not a date"), ("C3", "not a date"), ("7", "not a date"),
        ("9 March", "the year is missing"), ("9/3", "the year is missing"),
        ("between 3 and 9 March", "the year is missing"),
        ("Easter term", "the year is missing"), ("Mon June 14", "the year is missing"),
        ("June 14 2pm", "a time of day, but no day"),
        ("30/02/2011", "impossible date: 30 February 2011 does not exist"),
        ("29 Feb 2011", "impossible date: 29 February 2011 does not exist"),
        ("31st of September 2011", "impossible date: 31 September 2011 does not exist"),
        ("29 Feb - 2 March 2011", "impossible date: 29 February 2011 does not exist"),
        ("00/00/0000", "impossible date: zeros"), ("32/01/2011", "impossible date: there is no day 32"),
        ("9/3/0211", "impossible date: the year 211 cannot be right"),
        ("11 - 9 March 2011", "the range ends before it begins"), ("2011 - 2004", "the range ends before it begins"),
        ("10-12 2011", "could be one day or a run of months"), ("2011/2", "could be a month or two years"),
        ("summer 2010/11", "two years, and it is not said which is meant"),
        ("9/3/11 (10/3/11)", "two dates that do not agree"), ("9/3/11 25:00", "not a date"),
        ("9 March 20119 March 2011", "not a date"), ("090311", "not a date"),
        ("visited (9/3/11) and " + "x" * 70, "not a date"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_its_reason(words: str, reason: str) -> None:
    assert told(words) == reason


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(28, 31), st.sampled_from("/.- "))
def test_a_day_that_the_calendar_lacks_is_always_refused(year: int, month: int, day: int, separator: str) -> None:
    if day <= calendar.monthrange(year, month)[1]:
        month, day = 2, 30 + day % 2
    assert "does not exist" in told(separator.join([str(day), str(month), str(year)]))
    assert "does not exist" in told(f"{day} {calendar.month_name[month]} {year}")
    assert "does not exist" in told(f"{year}-{month:02}-{day:02}")


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 12, 31)))
def test_a_cell_with_a_real_date_or_a_day_number_gives_that_day(moment: datetime) -> None:
    at = moment.strftime("%H:%M")
    wanted = (moment.date(), moment.date(), None if at == "00:00" else at)
    number = (moment.replace(microsecond=0) - datetime(1899, 12, 30)) / timedelta(1)
    abroad = moment.replace(tzinfo=timezone(timedelta(hours=-11)))
    for cell in (moment, abroad, number):
        found = read_cell(cell)
        assert isinstance(found, ChronologyDate)
        assert (found.earliest, found.latest, found.time) == wanted
    late = read_cell(number - 1462, epoch_1904=True)
    if number - 1462 > 18264:
        assert isinstance(late, ChronologyDate)
        assert late.earliest == moment.date()
    assert read_cell(moment.date()) == ChronologyDate(
        moment.date(), moment.date(), Precision.DAY, moment.date().isoformat()
    )


@pytest.mark.parametrize("cell", [None, "", " ", float("nan")])
def test_an_empty_cell_has_no_date(cell: object) -> None:
    assert read_cell(cell) == Problem("no date")


@pytest.mark.parametrize("cell", [time(9, 30), timedelta(hours=2), datetime(1899, 12, 31, 9, 30), 0.4])
def test_a_cell_with_a_bare_time_is_no_date(cell: object) -> None:
    assert read_cell(cell) == Problem("a time of day without a date")


@given(st.integers() | st.floats() | st.booleans() | st.binary(max_size=4) | st.lists(st.integers(), max_size=2))
def test_no_cell_makes_it_stumble(cell: object) -> None:
    assert isinstance(read_cell(cell), (ChronologyDate, Problem))


def test_small_numbers_and_truth_values_are_no_dates() -> None:
    for cell in (True, 0, 3, -40611, 1_000_000, 10**400, float("inf")):
        assert read_cell(cell) == Problem("not a date")


def test_a_year_typed_as_a_number_is_a_year_and_not_a_day_of_1905() -> None:
    for cell in (2011, 2011.0, "2011"):
        found = read_cell(cell)
        assert isinstance(found, ChronologyDate)
        assert found.precision is Precision.YEAR
        assert found.earliest == date(2011, 1, 1)


def test_a_day_number_in_text_follows_the_calendar_of_its_workbook() -> None:
    found = read_cell("39149", epoch_1904=True)
    assert isinstance(found, ChronologyDate)
    assert (found.earliest, found.words) == (date(2011, 3, 9), "39149")


def test_only_a_date_that_lies_wholly_ahead_is_in_the_future() -> None:
    today = date(2011, 3, 9)
    for words, ahead in (("10/03/2011", True), ("09/03/2011", False), ("March 2011", False), ("before 2051", False),
                         ("after 2051", True), ("2051", True)):  # fmt: skip
        found = read_date(words)
        assert isinstance(found, ChronologyDate)
        assert is_future(found, today) is ahead, words


def test_easter_falls_on_the_sundays_of_the_church_calendar() -> None:
    known = {2008: (3, 23), 2011: (4, 24), 2012: (4, 8), 2014: (4, 20), 2016: (3, 27), 2038: (4, 25), 1818: (3, 22)}
    for year, (month, day) in known.items():
        assert easter(year) == date(year, month, day)
