"""The settings now in force, and the way to change one and keep it."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.settings import Settings, save


class KeptSettings(QObject):
    """Holds the settings. ``changed`` after each change; ``failed`` (UserError) where one could not be kept."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = settings

    @property
    def now(self) -> Settings:
        """The settings in force."""
        return self._now

    @property
    def folder(self) -> Path:
        """Where files were opened or saved last; the person's own folder where that is no longer there."""
        kept = Path(self._now.last_folder or Path.home())
        return kept if kept.is_dir() else Path.home()

    def become(self, settings: Settings) -> None:
        """Put these settings in force and keep them; they hold for this sitting even where that fails."""
        if settings == self._now:
            return
        self._now = settings
        self.changed.emit()
        try:
            save(settings)
        except UserError as error:
            self.failed.emit(error)

    def change(self, **fields: object) -> None:
        """Put these fields in place of what they were."""
        self.become(replace(self._now, **fields))
