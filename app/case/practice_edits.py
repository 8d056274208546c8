"""Key practice episodes and bookmarks: marked, changed, taken away."""

from dataclasses import replace

from app.case.model import Case, Changes, Edit
from app.case.practice import Bookmark, Episode
from app.errors import UserError


def mark_episode(episode: Episode, instead: Episode | None = None) -> Edit:
    """Mark an episode; ``instead`` is the one that it takes the place of.

    Raises:
        UserError: without a title, or when the first day comes after the last.
    """
    kept = replace(episode, title=" ".join(episode.title.split()), note=episode.note.strip())
    if not kept.title:
        raise UserError("An episode needs a title.")
    if kept.first > kept.last:
        raise UserError("The first day of an episode comes after its last.", "Give the days in their order.")

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
        raise UserError("A bookmark needs a name.")

    def edit(case: Case) -> tuple[Case, Changes]:
        if kept in case.bookmarks:
            return case, Changes()
        names = [known.name.casefold() for known in case.bookmarks]
        marks = [*case.bookmarks, kept]
        if kept.name.casefold() in names:
            marks = [kept if known.name.casefold() == kept.name.casefold() else known for known in case.bookmarks]
        return replace(case, bookmarks=tuple(marks)), Changes(bookmarks=True)

    return edit


def forget_bookmark(name: str) -> Edit:
    """Keep the bookmark of that name no longer; nothing happens where there is none."""

    def edit(case: Case) -> tuple[Case, Changes]:
        left = tuple(known for known in case.bookmarks if known.name != name)
        same = left == case.bookmarks
        return (case, Changes()) if same else (replace(case, bookmarks=left), Changes(bookmarks=True))

    return edit
