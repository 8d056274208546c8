"""Key practice episodes and bookmarks in the window: marked from what is shown, gone through, changed, taken away."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.case.dates import day_number, known_date, spoken_month
from app.case.edits import Reviewer
from app.case.practice import Bookmark, Episode
from app.case.practice_edits import forget_bookmark, forget_episode, keep_bookmark, mark_episode
from app.language import tr
from widgets import late
from widgets.applying import Applying, MakeEdit
from widgets.case_bridge import CaseBridge
from widgets.dialogs import ask_bookmark_name
from widgets.lanes.lanes_view import LanesView
from widgets.parts.message_bar import Tone

Tell = Callable[[str, Tone], None]

ALIGNED = tr("Lanes are aligned, so the chart has no dates. Put them back by date first.")


class Practising(QObject):
    """``failed`` (UserError) for what could not be kept; ``tell`` says what was done."""

    failed = Signal(object)

    def __init__(
        self,
        bridge: CaseBridge,
        reviewer: Callable[[], Reviewer | None],
        chart: LanesView,
        tell: Tell,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bridge, self._chart, self._tell, self._window = bridge, chart, tell, window
        self._reviewer = reviewer
        self._applying = Applying(bridge, reviewer)
        self._at = -1

    @property
    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What each of its commands does."""
        return {
            "chart.episode": self.mark,
            "chart.change_episode": self.change,
            "chart.bookmark": self.keep,
            "chart.next_bookmark": lambda: self.step(1),
            "chart.previous_bookmark": lambda: self.step(-1),
            "chart.forget_bookmark": self.forget,
        }

    def mark(self) -> None:
        """Ask for a new episode; the days shown, or those of the chosen finding, are offered."""
        days = self._days()
        if days is None:
            self._tell(ALIGNED, Tone.NOTE)
            return
        finding = self._bridge.finding(self._bridge.looking.finding)
        first, last = (finding.start, finding.end) if finding else days
        self._ask(Episode("", first, last), None)

    def change(self) -> None:
        """Ask what the episode in view is to be; where several are, the one that begins nearest to the middle."""
        episode = self._nearest()
        if episode is None:
            self._tell(tr("No key practice episode is marked yet."), Tone.NOTE)
        else:
            self._ask(episode, episode)

    def _nearest(self) -> Episode | None:
        days, episodes = self._days(), self._bridge.case.episodes
        if days is None or not episodes:
            return episodes[0] if episodes else None
        middle = (day_number(days[0]) + day_number(days[1])) / 2
        inside = [item for item in episodes if item.first <= days[1] and item.last >= days[0]]

        def away(item: Episode) -> float:
            return abs((day_number(item.first) + day_number(item.last)) / 2 - middle)

        return min(inside or episodes, key=away)

    def _ask(self, episode: Episode, known: Episode | None) -> None:
        by = self._reviewer()
        if by is None:
            return
        offered = episode if known else replace(episode, by=by.name)

        def keep(given: Episode) -> None:
            label = tr("Mark the episode “{title}”").format(title=given.title)
            self._applying.apply(lambda _by: mark_episode(given, known), label)

        def forget() -> None:
            self._try(
                lambda _by: forget_episode(episode), tr("Take away the episode “{title}”").format(title=episode.title)
            )

        names = [child.name for child in self._bridge.case.children]
        deeds = late.episode_form.Deeds(keep, forget if known else None)
        form = late.episode_form.EpisodeForm(offered, names, deeds, self._window)
        form.exec()
        form.deleteLater()

    def keep(self) -> None:
        """Ask for a name, and keep what is looked at as a bookmark."""
        now, by = self._bridge.looking, self._reviewer()
        if by is None:
            return
        name = ask_bookmark_name(self._window, self._offered_name())
        if name is not None:
            first, last = (None if day is None else known_date(day) for day in (now.view.first_day, now.view.last_day))
            # The chart shows no day before the record begins or after it ends, whatever it was asked for.
            first, last = (self._days() if first is not None else None) or (first, last)
            mark = Bookmark(name, first, last, now.event, now.finding, by.name)
            if self._try(lambda _by: keep_bookmark(mark), tr("Keep the bookmark “{name}”").format(name=name)):
                self._tell(tr("The bookmark “{name}” is kept. F9 goes to it.").format(name=name), Tone.NOTE)

    def _offered_name(self) -> str:
        finding = self._bridge.finding(self._bridge.looking.finding)
        if finding is not None:
            return f"{self._bridge.case.children[finding.child].name}, {spoken_month(finding.start)}"
        days = self._days()
        if days is None:
            return ""
        return tr("{first} to {last}").format(first=spoken_month(days[0]), last=spoken_month(days[1]))

    def step(self, step: int) -> None:
        """Go to the next bookmark or the one before, round and round, in the order in which they were kept."""
        marks = self._bridge.case.bookmarks
        if not marks:
            self._tell(tr("No bookmark is kept yet. Ctrl+B keeps one of what is shown."), Tone.NOTE)
            return
        self._at = (self._at + step) % len(marks) if 0 <= self._at < len(marks) else (0 if step > 0 else len(marks) - 1)
        self.go_to(marks[self._at])

    def go_to(self, mark: Bookmark) -> None:
        """Show what a bookmark was kept of."""
        events, workspace = self._bridge.case.events, self._bridge.workspace
        workspace.choose_finding(mark.finding if self._bridge.finding(mark.finding) else None)
        workspace.choose_event(mark.event if mark.event is not None and events.has(mark.event) else None)
        workspace.show_days(*(None if day is None else day_number(day) for day in (mark.first, mark.last)))
        count = len(self._bridge.case.bookmarks)
        if self._at >= 0:
            words = tr("Bookmark {place} of {count}: {name}").format(place=self._at + 1, count=count, name=mark.name)
        else:
            words = tr("Bookmark {name}").format(name=mark.name)
        self._tell(words, Tone.NOTE)

    def forget(self) -> None:
        """Keep the bookmark that was gone to last no longer."""
        marks = self._bridge.case.bookmarks
        if 0 <= self._at < len(marks):
            name = marks[self._at].name
            self._try(lambda _by: forget_bookmark(name), tr("Take away the bookmark “{name}”").format(name=name))
            self._tell(tr("The bookmark “{name}” is gone. Undo brings it back.").format(name=name), Tone.NOTE)
        else:
            self._tell(tr("Go to the bookmark first that is to go."), Tone.NOTE)

    def _days(self) -> tuple[date, date] | None:
        """The first and last day shown; None where lanes are aligned."""
        layout = self._chart.layout_now()
        if layout is None or self._chart.aligned:
            return None
        return known_date(int(layout.first)), known_date(int(layout.last))

    def _try(self, make: MakeEdit, label: str) -> bool:
        return self._applying.attempt(make, label, self.failed.emit)
