"""What two reviewers gave otherwise, in words."""

from collections.abc import Sequence

import msgspec

from app.agreement.fields import Agreement
from app.analysis.kinds import kinds
from app.case.dates import ChronologyDate
from app.case.disagreements import NOTHING as NO_VALUE
from app.case.disagreements import SeverityValue
from app.case.kept_values import PUT as KEPT
from app.case.model import Case, Child, Disagreement, FindingDecision, Period, Settled, Verdict
from app.case.narrowing import NamedFilter
from app.case.own_words import OwnEntry
from app.case.practice import Bookmark, Episode
from app.case.pseudonyms import Pseudonym, StopChoice
from app.case.scheme import Scheme
from app.language import in_use, tr, trc, trn
from widgets.parts.own_entry_words import own_entry_in_words
from widgets.parts.wording import NOTHING, date_in_words, listed

FEWEST_ROWS = 10
"""Rows that both coded, from which on agreement beyond chance is told. With fewer, the range that the bootstrap
gives (Efron and Tibshirani 1993, on small samples) is as wide as the scale, and one row decides the number."""

FIELDS = {
    "severity": tr("Severity"),
    "categories": tr("Categories"),
    "level": tr("Level"),
    "subjects": tr("Children"),
    "withdrawn": tr("Withdrawn"),
    "date": tr("Date"),
    "text": tr("Words"),
    "response": tr("Response"),
    "author": tr("Author"),
    "agency": tr("Agency"),
    "duplicate": tr("Told twice"),
    "parts": trc("record", "Split"),
    "who is who": tr("Who is who"),
    "finding": tr("Finding"),
    "scope": tr("Time under review"),
    "period": tr("Time a file covers"),
    "name": tr("Name of the case"),
    "marking": tr("Marking"),
    "person": tr("Child"),
    "bookmark": tr("Bookmark"),
    "filter": tr("Filter"),
    "own words": tr("Your own words"),
    "episode": tr("Key practice episode"),
    "pseudonym": tr("Pseudonym"),
    "stops": tr("Stops of the panel’s view"),
    "scheme": tr("Scheme"),
}
"""What a field is called."""

DECISIONS = {
    Settled.WAITING: tr("to decide"),
    Settled.MINE: tr("left taken"),
    Settled.THEIRS: tr("right taken"),
    Settled.OWN: tr("own value"),
    Settled.LATER: tr("settled itself"),
}


_VERDICTS = {
    Verdict.OPEN: trc("finding", "open"),
    Verdict.ACCEPTED: tr("accepted"),
    Verdict.DISMISSED: tr("dismissed"),
}


def field_in_words(item: Disagreement) -> str:
    """The field, and the child or words it is about."""
    return f"{FIELDS[item.field]}: {item.about}" if item.about and item.field != "period" else FIELDS[item.field]


def value_in_words(case: Case, item: Disagreement, value: str) -> str:
    """A value of a disagreement as a person reads it."""
    if value in (NO_VALUE, '""', "[]"):
        return {"level": tr("states no level"), "categories": tr("none"), "subjects": tr("nobody")}.get(
            item.field, NOTHING
        )
    decode = msgspec.json.decode
    if item.field == "severity":
        rank, own = decode(value, type=SeverityValue)
        said = tr("not scored") if rank is None else f"{rank}  {tr(case.scheme.severity[rank].name)}"  # from resources
        return said + "".join(f", {name} {child_rank}" for name, child_rank in own.items())
    if item.field == "level":
        rank = decode(value, type=int)
        return f"{rank}  {tr(case.scheme.levels[rank].name)}"  # from resources
    if item.field == "categories":
        names = case.scheme.category_names
        return ", ".join(tr(names.get(key, key)) for key in decode(value, type=list[str]))  # from resources
    if item.field == "subjects":
        return listed(decode(value, type=list[str]))
    if item.field in ("withdrawn", "date", "duplicate", "parts", "who is who"):
        return _of_row(item.field, value)
    return _of_case(item.field, value)


def _of_row(field: str, value: str) -> str:
    decode = msgspec.json.decode
    if field == "withdrawn":
        return tr("withdrawn") if decode(value, type=bool) else trc("record", "counts")
    if field == "date":
        return date_in_words(decode(value, type=ChronologyDate))
    if field == "duplicate":
        kept, twin, same = decode(value, type=tuple[int, int, bool])
        said = tr("records {kept} and {twin} are one event") if same else tr("records {kept} and {twin} are two events")
        return said.format(kept=kept, twin=twin)
    if field == "parts":
        return tr("split into {count} parts").format(count=len(decode(value, type=list[int])))
    names, _ = decode(value, type=tuple[list[str], bool])
    return listed(names) or tr("none of the children")


def _of_case(field: str, value: str) -> str:
    decode = msgspec.json.decode
    if field == "finding":
        told = decode(value, type=FindingDecision)
        parts = (_kind(told.kind), told.start.isoformat(), _VERDICTS[told.state], told.reason, told.note)
        return ", ".join(part for part in parts if part)
    if field in ("scope", "period"):
        period = decode(value, type=Period)
        first, last = period.first or trc("end of a time", "open"), period.last or trc("end of a time", "open")
        return tr("{first} to {last}").format(first=first, last=last)
    if field == "person":
        child = decode(value, type=Child)
        if child.born is None:
            return child.name
        return tr("{child}, born {date}").format(child=child.name, date=date_in_words(child.born))
    return _of_kept(field, value) if field in KEPT else decode(value, type=str)


def _of_kept(field: str, value: str) -> str:
    decode = msgspec.json.decode
    if field == "bookmark":
        mark = decode(value, type=Bookmark)
        days = [day.isoformat() for day in (mark.first, mark.last) if day]
        return ", ".join(part for part in (mark.name, *days, mark.note) if part)
    if field == "episode":
        told = decode(value, type=Episode)
        return ", ".join(
            part for part in (told.title, told.first.isoformat(), told.last.isoformat(), told.note) if part
        )
    if field == "filter":
        return decode(value, type=NamedFilter).name
    if field == "own words":
        return own_entry_in_words(decode(value, type=OwnEntry))
    if field == "pseudonym":
        return decode(value, type=Pseudonym).words
    if field == "stops":
        stops = decode(value, type=list[StopChoice])
        return trn("{count} stop in an order of its own", "{count} stops in an order of their own", len(stops)).format(
            count=len(stops)
        )
    scheme = decode(value, type=Scheme)
    return tr("{scheme}, version {version}").format(scheme=scheme.name, version=scheme.version)


def _kind(kind: str) -> str:
    known = kinds().get(kind)
    # English keeps the short words of the key; no catalogue has them.
    return kind.replace("_", " ") if known is None or in_use() == "en" else tr(known.name)  # from resources


def agreement_in_words(told: Agreement) -> str:
    """How far two reviewers agree on rows that both coded, in one line for each field."""
    lines: list[str] = []
    if told.severity is not None:
        kappa = told.severity.kappa
        lines.append(
            trn(
                "Severity: the same in {same:.0%}, within one rank in {near:.0%} of {rows:,} row; "
                "weighted kappa {kappa}",
                "Severity: the same in {same:.0%}, within one rank in {near:.0%} of {rows:,} rows; "
                "weighted kappa {kappa}",
                told.severity.rows,
            ).format(
                same=told.severity.same,
                near=told.severity.within_one,
                rows=told.severity.rows,
                kappa=_beyond_chance(told.severity.rows, _with_range(_number(kappa.value), (kappa.low, kappa.high))),
            )
        )
    if told.categories is not None:
        micro, rows = told.categories.micro, told.categories.rows
        alpha = _number(told.categories.alpha.value)
        lines.append(
            trn(
                "Categories: F1 {measure} over {rows:,} row; alpha {alpha}",
                "Categories: F1 {measure} over {rows:,} rows; alpha {alpha}",
                rows,
            ).format(measure=_number(micro), rows=rows, alpha=_beyond_chance(rows, alpha))
        )
    if told.level is not None:
        lines.append(
            tr("Levels: the same in {same:.0%} of {rows:,}").format(same=told.level.same, rows=told.level.rows)
        )
    return "  ·  ".join(lines) or tr("No row was coded by both, so there is no agreement to measure.")


def _beyond_chance(rows: int, measure: str) -> str:
    """Agreement beyond chance, or that no number would mean anything."""
    few = tr("not told: too few rows, fewer than {count}").format(count=FEWEST_ROWS)
    return measure if rows >= FEWEST_ROWS else few


def _number(value: float | None) -> str:
    return tr("without meaning here") if value is None else f"{value:.2f}"


def _with_range(value: str, ends: Sequence[float | None]) -> str:
    low, high = ends
    if low is None or high is None:
        return value
    return tr("{value} ({low:.2f} to {high:.2f})").format(value=value, low=low, high=high)
