"""The suggested codes of a view of a case: what its own rows come to, whatever was suggested with all rows at hand.

What a row comes to rests on more than its words. Its level may be held back by what rows say that the view does not
hold: a report that others outweigh, the end of a step that is not in force. Names, sexes and numbers of children, and
whether its sheet says of any row whom it is about, are told by other rows as well. Read from its rows alone, a view
tells of none of these.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.case.codes import has_suggestion
from app.case.difference import Column
from app.case.edit_parts import recoded
from app.case.event_table import UNSCORED, CodeFrom
from app.case.model import Case
from app.coding.case_words import lexicon_of, words_standing_in
from app.coding.coder import suggest
from app.coding.following import levels_afresh
from app.coding.lexicon import Lexicon
from app.progress import Progress

_OPEN = (CodeFrom.NOBODY, CodeFrom.LEXICON)


def codes_in_view(
    whole: Case, lexicon: Lexicon | None = None, progress: Progress | None = None
) -> Callable[[Case], Case]:
    """What codes a view of a case from its rows alone, by the own words of the whole case too.

    The view gets those of them that stand in its rows, and nothing else of them: they may quote other rows.
    """

    def coded(view: Case) -> Case:
        return codes_of_own_rows(replace(view, own_words=words_standing_in(view, whole)), lexicon, progress)

    return coded


def codes_of_own_rows(case: Case, lexicon: Lexicon | None = None, progress: Progress | None = None) -> Case:
    """The case with every suggested severity, category and level as its rows alone would have it.

    What a sheet states or a reviewer gave stays, and so do markers, which follow from a row's words. A case for which
    nothing was suggested is left as it is.

    Raises:
        Cancelled: when ``progress`` was asked to stop.
    """
    if not bool(has_suggestion(case.events).any()):
        return case
    known = lexicon or lexicon_of(case)
    found = suggest(case, known, progress)
    levelled = levels_afresh(case, known)
    events = levelled.events
    scored, named = (np.isin(given, _OPEN) for given in (events.severity_from, events.categories_from))
    by_child = np.where(scored[:, None], found.child_severity, events.child_severity)
    columns: dict[str, Column] = {
        "severity": np.where(scored, found.severity, events.severity).astype(np.int8),
        "severity_from": np.where(scored, _origin(found.severity > UNSCORED), events.severity_from).astype(np.uint8),
        "child_severity": by_child.astype(np.int8),
        "categories": np.where(named, found.categories, events.categories),
        "categories_from": np.where(named, _origin(found.categories != 0), events.categories_from).astype(np.uint8),
    }
    return recoded(levelled, columns)[0]


def _origin(given: NDArray[np.bool_]) -> NDArray[np.uint8]:
    return np.where(given, np.uint8(CodeFrom.LEXICON), np.uint8(CodeFrom.NOBODY))
