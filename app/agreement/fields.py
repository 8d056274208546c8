"""How far two readers agree, field by field, on the rows that both have labelled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.agreement.chance import Coefficient, alpha, apart, masi, squared, weighted_kappa
from app.agreement.labels import Label, Labels, RowKey

Pairs = Sequence[tuple[Label, Label]]


@dataclass(frozen=True, slots=True)
class Shared:
    """Agreement on a yes or no: how many said it of both, of the left alone, of the right alone, and their F1.

    ``f1`` is None where nobody said it.
    """

    both: int
    left: int
    right: int

    @property
    def f1(self) -> float | None:
        """2 × both / (2 × both + left alone + right alone)."""
        whole = 2 * self.both + self.left + self.right
        return 2 * self.both / whole if whole else None

    def __add__(self, other: "Shared") -> "Shared":
        return Shared(self.both + other.both, self.left + other.left, self.right + other.right)


@dataclass(frozen=True, slots=True)
class RankAgreement:
    """Agreement on a rank: rows compared, shares the same and within one rank, kappa (quadratic), alpha (interval)."""

    rows: int
    same: float
    within_one: float
    kappa: Coefficient
    alpha: Coefficient


@dataclass(frozen=True, slots=True)
class CategoryAgreement:
    """Agreement on categories: rows compared, F1 over all (micro) and the mean of the categories' own (macro), alpha.

    ``alpha`` is Krippendorff's over sets of categories with MASI distance.
    """

    rows: int
    micro: float | None
    macro: float | None
    by_category: tuple[tuple[str, Shared], ...]
    alpha: Coefficient


@dataclass(frozen=True, slots=True)
class FlagAgreement:
    """Agreement on a yes or no over rows: who said yes, the share the same, and Krippendorff's nominal alpha."""

    rows: int
    said: Shared
    same: float
    alpha: Coefficient


@dataclass(frozen=True, slots=True)
class SubjectAgreement:
    """Agreement on whom rows are about: rows compared, the share with the very same children, alpha with MASI."""

    rows: int
    same: float
    alpha: Coefficient


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two readers agree. A field is None where no row was labelled by both.

    ``states_level`` is whether a row states a level at all; ``level`` the ranks where both state one for a child.
    ``left_only`` and ``right_only`` count rows that only one of them has.
    """

    left: str
    right: str
    rows: int
    left_only: int
    right_only: int
    confirmed: bool
    severity: RankAgreement | None
    categories: CategoryAgreement | None
    health: FlagAgreement | None
    states_level: FlagAgreement | None
    level: RankAgreement | None
    subjects: SubjectAgreement | None


def agreement(left: Labels, right: Labels) -> Agreement:
    """How far two readers agree on the rows that both have."""
    keys = [key for key in left.rows if key in right.rows]
    pairs = [(left.rows[key], right.rows[key]) for key in keys]
    return Agreement(
        left.name,
        right.name,
        len(keys),
        len(left.rows) - len(keys),
        len(right.rows) - len(keys),
        left.confirmed and right.confirmed,
        _ranks([(one.severity, other.severity) for one, other in pairs]),
        _categories(pairs),
        _flags([(one.health, other.health) for one, other in pairs]),
        _flags([(_states(one), _states(other)) for one, other in pairs]),
        _ranks(
            [
                (one.levels[child], other.levels[child])
                for one, other in pairs
                if one.levels and other.levels
                for child in one.levels.keys() & other.levels.keys()
            ]
        ),
        _subjects(pairs),
    )


def _states(label: Label) -> bool | None:
    return None if label.levels is None else bool(label.levels)


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits)


def _ranks(pairs: Sequence[tuple[int | None, int | None]]) -> RankAgreement | None:
    both = [(one, other) for one, other in pairs if one is not None and other is not None]
    if not both:
        return None
    return RankAgreement(
        len(both),
        _share([one == other for one, other in both]),
        _share([abs(one - other) <= 1 for one, other in both]),
        weighted_kappa(both, squared),
        alpha(both, squared),
    )


def _categories(pairs: Pairs) -> CategoryAgreement | None:
    both = [
        (one.categories, other.categories)
        for one, other in pairs
        if one.categories is not None and other.categories is not None
    ]
    if not both:
        return None
    known = sorted({key for pair in both for said in pair for key in said})
    told = [(key, _said([(key in one, key in other) for one, other in both])) for key in known]
    whole = Shared(0, 0, 0)
    for _, shared in told:
        whole += shared
    each = [shared.f1 for _, shared in told if shared.f1 is not None]
    macro = sum(each) / len(each) if each else None
    return CategoryAgreement(len(both), whole.f1, macro, tuple(told), alpha(both, masi))


def _flags(pairs: Sequence[tuple[bool | None, bool | None]]) -> FlagAgreement | None:
    both = [(one, other) for one, other in pairs if one is not None and other is not None]
    if not both:
        return None
    return FlagAgreement(len(both), _said(both), _share([one == other for one, other in both]), alpha(both, apart))


def _said(pairs: Sequence[tuple[bool, bool]]) -> Shared:
    return Shared(
        sum(one and other for one, other in pairs),
        sum(one and not other for one, other in pairs),
        sum(other and not one for one, other in pairs),
    )


def _subjects(pairs: Pairs) -> SubjectAgreement | None:
    both = [
        (_names(one.subjects), _names(other.subjects))
        for one, other in pairs
        if one.subjects is not None and other.subjects is not None
    ]
    if not both:
        return None
    return SubjectAgreement(len(both), _share([one == other for one, other in both]), alpha(both, masi))


def _names(subjects: frozenset[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in subjects)


def gravity(one: Label, other: Label) -> tuple[int, int, int, int]:
    """How grave a difference is, for sorting with the gravest first when negated: ranks apart, level, whom, which."""
    severity = 0 if one.severity is None or other.severity is None else abs(one.severity - other.severity)
    levels = 0
    if one.levels is not None and other.levels is not None:
        levels = max(
            (
                abs(one.levels.get(child, -1) - other.levels.get(child, -1))
                for child in one.levels.keys() | other.levels.keys()
            ),
            default=0,
        )
    subjects = int(one.subjects is not None and other.subjects is not None and one.subjects != other.subjects)
    categories = 0
    if one.categories is not None and other.categories is not None:
        categories = len(one.categories ^ other.categories)
    return severity, levels, subjects, categories


def rows_apart(left: Labels, right: Labels) -> list[RowKey]:
    """The rows that two readers label otherwise, grave differences first: ranks apart, then levels, then the rest."""
    keys = [key for key in left.rows if key in right.rows]
    grave: Callable[[RowKey], tuple[int, int, int, int]] = lambda key: gravity(left.rows[key], right.rows[key])  # noqa: E731
    apart_by = {key: grave(key) for key in keys}
    return sorted((key for key in keys if any(apart_by[key])), key=lambda key: ([-far for far in apart_by[key]], key))
