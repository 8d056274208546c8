"""Who the children of a case are."""

from dataclasses import replace

from app.case.edit_parts import must_know_child
from app.case.model import Case, Changes, Child, Edit
from app.errors import UserError


def add_child(child: Child) -> Edit:
    """Add a child, whom no event is about yet. It gets the next number, whatever ``child.id`` says.

    Raises:
        UserError: for a name that is empty or another child's.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        added = replace(child, id=len(case.children), name=_free_name(case, child.name, None))
        children = (*case.children, added)
        return replace(case, children=children, events=case.events.widened(len(children))), Changes(people=True)

    return edit


def change_child(child: Child) -> Edit:
    """Put this in place of what is known of the child with its id.

    Raises:
        UserError: for an unknown child, or a name that is empty or another child's.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        must_know_child(case, child.id)
        changed = replace(child, name=_free_name(case, child.name, child.id))
        if changed == case.children[child.id]:
            return case, Changes()
        children = list(case.children)
        children[child.id] = changed
        return replace(case, children=tuple(children)), Changes(people=True)

    return edit


def _free_name(case: Case, name: str, own: int | None) -> str:
    wanted = name.strip()
    if not wanted:
        raise UserError("A child needs a name.")
    if any(child.name.casefold() == wanted.casefold() and child.id != own for child in case.children):
        raise UserError(f"There is already a child called {wanted}.")
    return wanted
