"""How far two readers agree, as JSON, as lines for a person and as sheets of a workbook."""

from collections.abc import Iterator, Mapping, Sequence

from app.agreement.chance import Coefficient
from app.agreement.fields import Agreement, CategoryAgreement, FlagAgreement, RankAgreement, Shared, SubjectAgreement
from app.agreement.labels import Label, Labels, RowKey
from app.export.import_report import ReportSheet
from app.export.json_documents import Json
from app.language import tr, trn

AGREEMENT_SCHEMA = "lifelanes.agreement/1"
Figure = tuple[str, str, int, float | None, float | None, float | None]
"""A field, what is measured, on how many rows, its value and its range; None where it has no meaning."""


def agreement_document(told: Agreement, differing: Sequence[RowKey], left: Labels, right: Labels) -> dict[str, Json]:
    """The document of ``lifelanes agreement --json``; ``differing`` are the rows that are labelled otherwise."""
    fields: dict[str, dict[str, Json]] = {}
    for field, measure, rows, value, low, high in figures(told):
        entry = fields.setdefault(field, {"rows": rows})
        entry[measure] = _round(value)
        if low is not None and high is not None:
            entry[f"{measure}_range"] = [_round(low), _round(high)]
    if told.categories is not None:
        fields["categories"]["by_category"] = {
            key: {"both": shared.both, "left": shared.left, "right": shared.right, "f1": _round(shared.f1)}
            for key, shared in told.categories.by_category
        }
    return {
        "schema": AGREEMENT_SCHEMA,
        "left": told.left,
        "right": told.right,
        "rows": told.rows,
        "left_only": told.left_only,
        "right_only": told.right_only,
        "codes": "reviewer" if told.confirmed else "all",
        "fields": fields,
        "differences": [_difference(key, left.rows[key], right.rows[key]) for key in differing],
    }


def figures(told: Agreement) -> Iterator[Figure]:
    """Every measure of every field that both readers labelled."""
    yield from _of_ranks("severity", told.severity)
    yield from _of_categories(told.categories)
    yield from _of_flag("health", told.health)
    yield from _of_flag("states_level", told.states_level)
    yield from _of_ranks("level", told.level)
    yield from _of_subjects(told.subjects)


def _plain(field: str, measure: str, rows: int, value: float | None) -> Figure:
    return field, measure, rows, value, None, None


def _ranged(field: str, measure: str, rows: int, value: Coefficient) -> Figure:
    return field, measure, rows, value.value, value.low, value.high


def _of_ranks(field: str, told: RankAgreement | None) -> Iterator[Figure]:
    if told is not None:
        yield _plain(field, "same", told.rows, told.same)
        yield _plain(field, "within_one", told.rows, told.within_one)
        yield _ranged(field, "weighted_kappa", told.rows, told.kappa)
        yield _ranged(field, "alpha", told.rows, told.alpha)


def _of_categories(told: CategoryAgreement | None) -> Iterator[Figure]:
    if told is not None:
        yield _plain("categories", "f1_micro", told.rows, told.micro)
        yield _plain("categories", "f1_macro", told.rows, told.macro)
        yield _ranged("categories", "alpha", told.rows, told.alpha)


def _of_flag(field: str, told: FlagAgreement | None) -> Iterator[Figure]:
    if told is not None:
        yield _plain(field, "same", told.rows, told.same)
        yield _plain(field, "f1", told.rows, told.said.f1)
        yield _ranged(field, "alpha", told.rows, told.alpha)


def _of_subjects(told: SubjectAgreement | None) -> Iterator[Figure]:
    if told is not None:
        yield _plain("subjects", "same", told.rows, told.same)
        yield _ranged("subjects", "alpha", told.rows, told.alpha)


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _difference(key: RowKey, one: Label, other: Label) -> dict[str, Json]:
    file, sheet, row, part = key
    said: dict[str, Json] = {field: [left, right] for field, left, right in _said(one, other)}
    return {"file": file, "sheet": sheet, "row": row, "part": part, **said}


def _said(one: Label, other: Label) -> Iterator[tuple[str, Json, Json]]:
    """Every field in which two labels differ, and what each says of it."""
    for field, left, right in (
        ("severity", one.severity, other.severity),
        ("categories", _listed(one.categories), _listed(other.categories)),
        ("health", one.health, other.health),
        ("levels", _ranks(one.levels), _ranks(other.levels)),
        ("subjects", _listed(one.subjects), _listed(other.subjects)),
    ):
        if left is not None and right is not None and left != right:
            yield field, left, right


def _listed(words: frozenset[str] | None) -> list[str] | None:
    return None if words is None else sorted(words)


def _ranks(levels: Mapping[str, int] | None) -> dict[str, int] | None:
    return None if levels is None else dict(sorted(levels.items()))


_FIELDS = {
    "severity": tr("Severity"),
    "categories": tr("Categories"),
    "health": tr("About health"),
    "states_level": tr("Whether a row states a level"),
    "level": tr("The level, where both state one"),
    "subjects": tr("Whom a row is about"),
}
_MEASURES = {
    "same": tr("the same"),
    "within_one": tr("within one rank"),
    "weighted_kappa": tr("kappa, quadratic weights"),
    "alpha": tr("Krippendorff's alpha"),
    "f1": "F1",
    "f1_micro": tr("F1 over all"),
    "f1_macro": tr("F1, mean of the categories"),
}


def agreement_lines(told: Agreement, differing: int) -> list[str]:
    """What a person reads."""
    lines = [
        trn(
            "{left} and {right}: {rows:,} row that both have ({left_only:,} only in the first, "
            "{right_only:,} only in the second).",
            "{left} and {right}: {rows:,} rows that both have ({left_only:,} only in the first, "
            "{right_only:,} only in the second).",
            told.rows,
        ).format(left=told.left, right=told.right, rows=told.rows, left_only=told.left_only, right_only=told.right_only)
    ]
    if told.confirmed:
        lines.append(tr("Only codes that a reviewer gave are compared."))
    for field, measure, rows, value, low, high in figures(told):
        number = tr("no meaning here") if value is None else f"{value:.2f}"
        spread = "" if low is None or high is None else tr(" ({low:.2f} to {high:.2f})").format(low=low, high=high)
        lines.append(
            trn(
                "{field}, {measure}: {number}{spread}, {rows:,} row",
                "{field}, {measure}: {number}{spread}, {rows:,} rows",
                rows,
            ).format(field=_FIELDS[field], measure=_MEASURES[measure], number=number, spread=spread, rows=rows)
        )
    words = trn("{count:,} row is labelled otherwise.", "{count:,} rows are labelled otherwise.", differing)
    lines.append(words.format(count=differing))
    return lines


def agreement_sheets(
    told: Agreement, differing: Sequence[RowKey], left: Labels, right: Labels
) -> tuple[ReportSheet, ...]:
    """The sheets of a workbook: the figures, each category, and the rows that differ."""
    rows = tuple(
        (_FIELDS[field], _MEASURES[measure], count, _in_cell(value), _in_cell(low), _in_cell(high))
        for field, measure, count, value, low, high in figures(told)
    )
    each: tuple[tuple[str, Shared], ...] = told.categories.by_category if told.categories else ()
    apart = tuple(
        (*key[:3], key[3] + 1, _FIELDS.get(field, tr("Levels")), _in_words(mine), _in_words(theirs))
        for key in differing
        for field, mine, theirs in _said(left.rows[key], right.rows[key])
    )
    return (
        ReportSheet(tr("Agreement"), (tr("Field"), tr("Measure"), tr("Rows"), tr("Value"), tr("From"), tr("To")), rows),
        ReportSheet(
            tr("Categories"),
            (
                tr("Category"),
                tr("Both"),
                tr("Only {left}").format(left=told.left),
                tr("Only {right}").format(right=told.right),
                "F1",
            ),
            tuple((key, shared.both, shared.left, shared.right, _in_cell(shared.f1)) for key, shared in each),
        ),
        ReportSheet(
            tr("Differences"),
            (tr("File"), tr("Sheet"), tr("Row"), tr("Part"), tr("Field"), told.left, told.right),
            apart,
        ),
    )


def _in_cell(value: float | None) -> float | str:
    return "" if value is None else round(value, 4)


def _in_words(value: Json) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}={rank}" for name, rank in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(str(item) for item in value)
    return {True: tr("yes"), False: tr("no")}[value] if isinstance(value, bool) else str(value)
