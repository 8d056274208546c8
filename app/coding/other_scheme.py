"""Going over to another scheme: levels that were only suggested are suggested anew by its own levels."""

import numpy as np

from app.case.edit_parts import recoded
from app.case.event_table import CodeFrom
from app.case.model import Case, Changes, Edit
from app.case.scheme import Scheme
from app.case.scheme_edits import set_scheme
from app.coding.coder import suggest_rows
from app.coding.lexicon import Lexicon


def use_scheme(scheme: Scheme, lexicon: Lexicon | None = None) -> Edit:
    """The edit that goes over to a scheme (see ``set_scheme``), suggestions included.

    A scheme of more levels tells apart what another holds in one: an interim care order from a placement by agreement.
    What a sheet states or a reviewer gave is carried over by its name alone.

    Raises:
        UserError: when the case has a code for which the scheme has no place.
    """
    carried = set_scheme(scheme)

    def edit(case: Case) -> tuple[Case, Changes]:
        after, changes = carried(case)
        if after is case:
            return case, changes
        events = after.events
        suggested = (events.level >= 0) & (events.level_from == CodeFrom.LEXICON)
        rows = suggested.any(axis=1)
        if not rows.any():
            return after, changes
        anew = suggest_rows(after, events.id[rows].tolist(), lexicon).level
        level = events.level.copy()
        level[rows] = np.where(suggested[rows] & (anew >= 0), anew, level[rows])
        done, told = recoded(after, {"level": level})
        return done, changes | told

    return edit
