"""A made-up case of any number of rows, told evenly over sixteen years, quick to make even with a million."""

import numpy as np

from app.case.event_columns import EventColumns, table_of
from app.case.event_table import UNSCORED, CodeFrom
from app.case.model import Agency, Case, Child, Source
from app.case.scheme import default_scheme

FIRST_DAY, DAYS = 11000, 6000
MARKERS = (
    *((),) * 40,
    ("child_seen",),
    ("child_seen",),
    ("referral:accepted",),
    ("referral:nfa",),
    ("referral:unclear",),
    ("strategy_discussion:held",),
    ("conference", "child_seen"),
    ("tool_use:used",),
)
WORDS = "Telephone call from school about attendance and presentation on arrival this morning."


def a_busy_case(rows: int, children: int = 4) -> Case:
    """So many rows about four children: half of them scored, low severities far more often than high ones, a
    tenth suggested, a fiftieth known to the month only; each child's level changes some fifteen times."""
    random = np.random.default_rng(7)
    scheme = default_scheme()
    day = np.sort(random.integers(FIRST_DAY, FIRST_DAY + DAYS, rows))
    scored = random.random(rows) < 0.5
    severity = np.where(scored, random.choice(6, rows, p=(0.25, 0.3, 0.25, 0.15, 0.045, 0.005)), UNSCORED)
    whole_month = random.random(rows) < 0.02
    subjects = random.random((rows, children)) < 0.15
    subjects[np.arange(rows), random.integers(0, children, rows)] = True
    bits = np.array([1 << place for place in range(len(scheme.categories))], np.int64)
    categories = np.where(scored, random.choice(bits, rows), 0)
    level = np.full((rows, children), UNSCORED, np.int8)
    for child in range(children):
        changes = np.flatnonzero(subjects[:, child])[:: max(1, rows // (children * 12))]
        level[changes, child] = random.integers(0, 5, len(changes))
    marked = random.integers(0, len(MARKERS), rows).tolist()
    columns = EventColumns(
        source=[0] * rows,
        row=range(2, rows + 2),
        start=day.tolist(),
        end=np.where(whole_month, day + 30, day).tolist(),
        precision=np.where(whole_month, 2, 0).tolist(),
        text=[WORDS] * rows,
        date_words=["a day"] * rows,
        subjects=subjects,
        agency=random.integers(0, 3, rows).tolist(),
        severity=severity.tolist(),
        severity_from=np.where(
            scored, np.where(random.random(rows) < 0.1, CodeFrom.LEXICON, CodeFrom.STATED), 0
        ).tolist(),
        categories=categories.tolist(),
        categories_from=np.where(scored, CodeFrom.STATED, CodeFrom.NOBODY).tolist(),
        markers=[MARKERS[item] for item in marked],
        level=level,
        level_from=np.where(level >= 0, CodeFrom.STATED, CodeFrom.NOBODY).astype(np.uint8),
    )
    return Case(
        scheme,
        name="A busy case",
        children=tuple(Child(place, f"Child {place + 1}") for place in range(children)),
        agencies=tuple(Agency(place, name) for place, name in enumerate(("School", "Health", "Police"))),
        sources=(Source(0, "log.csv", "", 1, digest="log"),),
        events=table_of(columns),
    )
