"""Key practice episodes and bookmarks: marked, changed, taken away."""

from dataclasses import replace

from app.case.model import Case, Changes, Edit
from app.case.practice import Bookmark, Episode
from app.case.pseudonyms import StopChoice, StopKind
from app.errors import UserError
from app.language import tr


def mark_episode(episode: Episode, instead: Episode | None = None) -> Edit:
    """Mark an episode; ``instead`` is the one that it takes the place of.

    Raises:
        UserError: without a title, or when the first day comes after the last.
    """
    kept = replace(episode, title=" ".join(episode.title.split()), note=episode.note.strip())
    if not kept.title:
        raise UserError(tr("An episode needs a title."))
    if kept.first > kept.last:
        raise UserError(tr("The first day of an episode comes after its last."), tr("Give the days in their order."))

    def edit(case: Case) -> tuple[Case, Changes]:
        if kept in case.episodes:
            return case, Changes()
        others = [known for known in case.episodes if known != instead]
        ordered = sorted([*others, kept], key=lambda item: (item.first, item.last, item.title.casefold()))
        return replace(case, episodes=tuple(ordered)), Changes(episodes=True)

    return edit


def forget_episode(episode: Episode) -> Edit:
    """Mark this episode no longer; nothing happens where it is not marked."""

    def edit(case: Case) -> tuple[Case, Changes]:
        left = tuple(known for known in case.episodes if known != episode)
        return (case, Changes()) if left == case.episodes else (replace(case, episodes=left), Changes(episodes=True))

    return edit


def keep_bookmark(bookmark: Bookmark) -> Edit:
    """Keep a bookmark, in place of one that has its name already (whatever its case); they stay in their order.

    Raises:
        UserError: without a name.
    """
    kept = replace(bookmark, name=" ".join(bookmark.name.split()))
    if not kept.name:
        raise UserError(tr("A bookmark needs a name."))

    def edit(case: Case) -> tuple[Case, Changes]:
        if kept in case.bookmarks:
            return case, Changes()
        names = [known.name.casefold() for known in case.bookmarks]
        marks = [*case.bookmarks, kept]
        if kept.name.casefold() in names:
            marks = [kept if known.name.casefold() == kept.name.casefold() else known for known in case.bookmarks]
        return replace(case, bookmarks=tuple(marks)), Changes(bookmarks=True)

    return edit


def change_bookmark(name: str, to: Bookmark) -> Edit:
    """Keep ``to`` where the bookmark of that name stands: with another name, another note.

    Raises:
        UserError: without a name; and where the edit is run, when another bookmark has it already, or none is left
            to change.
    """
    kept = replace(to, name=" ".join(to.name.split()), note=to.note.strip())
    if not kept.name:
        raise UserError(tr("A bookmark needs a name."))

    def edit(case: Case) -> tuple[Case, Changes]:
        others = [known.name.casefold() for known in case.bookmarks if known.name != name]
        if len(others) == len(case.bookmarks):
            raise UserError(tr("The bookmark “{name}” is no longer there.").format(name=name))
        if kept.name.casefold() in others:
            raise UserError(tr("Another bookmark is called “{name}” already.").format(name=kept.name))
        marks = tuple(kept if known.name == name else known for known in case.bookmarks)
        if marks == case.bookmarks:
            return case, Changes()
        panel = replace(case.panel, stops=_renamed_stops(case.panel.stops, name, kept.name))
        return replace(case, bookmarks=marks, panel=panel), Changes(bookmarks=True, panel=panel != case.panel)

    return edit


def _renamed_stops(stops: tuple[StopChoice, ...], name: str, to: str) -> tuple[StopChoice, ...]:
    mine = (StopKind.BOOKMARK, name)
    return tuple(replace(stop, key=to) if (stop.kind, stop.key) == mine else stop for stop in stops)


def move_bookmark(name: str, step: int) -> Edit:
    """Move the bookmark of that name so many places down (up where it is less than 0); at an end it stays there."""

    def edit(case: Case) -> tuple[Case, Changes]:
        marks = list(case.bookmarks)
        at = next((place for place, known in enumerate(marks) if known.name == name), None)
        if at is None:
            return case, Changes()
        marks.insert(min(max(at + step, 0), len(marks) - 1), marks.pop(at))
        same = tuple(marks) == case.bookmarks
        return (case, Changes()) if same else (replace(case, bookmarks=tuple(marks)), Changes(bookmarks=True))

    return edit


def forget_bookmark(name: str) -> Edit:
    """Keep the bookmark of that name no longer; nothing happens where there is none."""

    def edit(case: Case) -> tuple[Case, Changes]:
        left = tuple(known for known in case.bookmarks if known.name != name)
        same = left == case.bookmarks
        return (case, Changes()) if same else (replace(case, bookmarks=left), Changes(bookmarks=True))

    return edit
