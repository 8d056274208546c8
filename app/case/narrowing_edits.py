"""Filters that are kept with the case under a name."""

from dataclasses import replace

from app.case.model import Case, Changes, Edit
from app.case.narrowing import Filter, NamedFilter
from app.errors import UserError
from app.language import tr


def keep_filter(name: str, wanted: Filter) -> Edit:
    """Keep a filter under a name, in place of one that has the name already (whatever its case).

    Raises:
        UserError: without a name, or for a filter that lets everything pass.
    """
    words = " ".join(name.split())
    if not words:
        raise UserError(tr("A filter needs a name."))
    if wanted.empty:
        raise UserError(tr("Nothing is filtered, so there is nothing to keep."), tr("Choose a filter first."))
    kept = NamedFilter(words, wanted)

    def edit(case: Case) -> tuple[Case, Changes]:
        if kept in case.filters:
            return case, Changes()
        others = [known for known in case.filters if known.name.casefold() != words.casefold()]
        ordered = sorted([*others, kept], key=lambda item: item.name.casefold())
        return replace(case, filters=tuple(ordered)), Changes(filters=True)

    return edit


def forget_filter(name: str) -> Edit:
    """Keep the filter of that name no longer; nothing happens where there is none."""

    def edit(case: Case) -> tuple[Case, Changes]:
        left = tuple(known for known in case.filters if known.name != name)
        return (case, Changes()) if left == case.filters else (replace(case, filters=left), Changes(filters=True))

    return edit
