"""Times of day inside a date text: "14:30", "1430hrs", "2pm", "9.05am", "10.30-11.15am", "at 14.30", "noon"."""

import re
from functools import cache

_HOUR = r"(?P<hour>[01]?\d|2[0-3])"
_HALF = r"(?P<half>[ap])\.?m(?![^\W\d_])\.?"
_FROM = r"(?:(?<![\d/.:-])(?P<from_hour>\d{1,2})(?:[:.](?P<from_minute>[0-5]\d))?\s*(?:-|to)\s*)?"
_SECONDS = r"(?::[0-5]\d(?:[.,]\d+)?)?"
_ZONES = "gmt|bst|utc|cet|cest|eet|cst|cdt|edt|pst|pdt|mdt|aest|aedt|nzst|nzdt"
_ZONE = rf"(?:\s*(?:z|{_ZONES}|est|hrs|hours|h)(?![^\W\d_])\.?|\s*[+-]\d\d:?\d\d(?!\d))?"
_CLOCKS = (
    rf"(?<![\d.:/]){_FROM}{_HOUR}[:.](?P<minute>[0-5]\d){_SECONDS}\s*{_HALF}{_ZONE}",
    rf"(?<![\d:]){_FROM}{_HOUR}:(?P<minute>[0-5]\d){_SECONDS}(?![\d:]){_ZONE}",
    rf"(?<![\d.:/-]){_FROM}{_HOUR}\s*{_HALF}{_ZONE}",
    rf"(?<![\d.:/-]){_HOUR}[:.]?(?P<minute>[0-5]\d)\s*(?:hrs|hours|hr|h)(?![^\W\d_])\.?",
    rf"(?:(?<![^\W\d_])at|@)\s*{_HOUR}\.?(?P<minute>[0-5]\d)(?![\d./-])",
    r"(?<![^\W\d_])(?:12 )?(?P<noon>noon|midday|midnight)(?![^\W\d_])",
)
_ABOUT = re.compile(r"(?:(?<=\s)|^)(?:(?:at|@|approx\.?|about|around|circa|c\.|ca\.?|~|\?)\s*)+$")
_FROM_WORD = re.compile(r"(?:(?<=\s)|^)(?:from|between)\s*$")
_UNTIL = re.compile(r"\s*(?:-|to|until|till|and|&)\s*(?=\d)")
_UNTIL_HOUR = re.compile(r"(?:[01]?\d|2[0-4])(?=\s*(?:$|[),]))")
_LAST_ZONE = re.compile(rf"(?<=\d)\s+\(?(?:{_ZONES})\)?$")
_MAY_HOLD_A_TIME = re.compile(r":|@|\d\s?[aph]|\sat\s|^at\s|noon|midday|midnight")


@cache
def _clocks() -> tuple[re.Pattern[str], ...]:
    return tuple([re.compile(form) for form in _CLOCKS])


def clock(hour: int, minute: int) -> str | None:
    """A time as "HH:MM", "" for midnight (which stands for no time), None where no clock shows it."""
    if hour > 23 or minute > 59:
        return None
    return f"{hour:02}:{minute:02}" if hour or minute else ""


def without_time(text: str) -> tuple[str, str | None]:
    """A text (in small letters) without its times of day, and the earliest written of them.

    The time is "" for midnight and None where the text holds none. Words such as "about" that belong to
    a time go with it.
    """
    if text[-1:].isalpha() or text[-1:] == ")":
        text = _LAST_ZONE.sub("", text)
    if not _MAY_HOLD_A_TIME.search(text):
        return text, None
    first: str | None = None
    while found := min(
        filter(None, [form.search(text) for form in _clocks()]), key=lambda match: match.start(), default=None
    ):
        first = _told(found) if first is None else first
        before, after = _ABOUT.sub("", text[: found.start()]), text[found.end() :]
        rest = _without_end(after)
        if rest != after:
            before = _FROM_WORD.sub("", before)
        text = f"{before} {rest}"
    return text, first


def _without_end(after: str) -> str:
    """What follows a time, without the time at which it ended: "-11am", "to 16:00", "- 15"."""
    until = _UNTIL.match(after)
    if until is None:
        return after
    rest = after[until.end() :]
    for form in (*_clocks(), _UNTIL_HOUR):
        if end := form.match(rest):
            return rest[end.end() :]
    return after


def _told(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if noon := groups.get("noon"):
        return "" if noon == "midnight" else "12:00"
    hour, minute, half = int(match["hour"]), int(groups.get("minute") or 0), groups.get("half")
    start = groups.get("from_hour")
    if start is not None and int(start) <= 23:
        begun = int(start), int(groups.get("from_minute") or 0)
        # "11-1pm" begins in the morning, "2-3pm" does not.
        if (begun[0] % 12, begun[1]) > (hour % 12, minute):
            half = "a"
        hour, minute = begun
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return clock(hour, minute) or ""
