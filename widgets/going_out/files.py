"""Writing a file whole or not at all."""

import os
from pathlib import Path
from uuid import uuid4

from app.errors import UserError
from app.language import tr


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, in place of one that may be there. What was there stays until all of the new one is on the disk.

    Raises:
        UserError: when it cannot be written; nothing is left behind then.
    """
    started = path.with_name(f".{path.stem[:40]}-{uuid4().hex[:8]}.part")
    try:
        try:
            with started.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            started.replace(path)
        finally:
            started.unlink(missing_ok=True)
    except FileNotFoundError as error:
        raise UserError(
            tr("{file} could not be saved: there is no folder {folder}.").format(file=path.name, folder=path.parent)
        ) from error
    except OSError as error:
        why = error.strerror or tr("the disk reported a fault")
        raise UserError(
            tr("{file} could not be saved: {why}.").format(file=path.name, why=why), tr("Save it elsewhere.")
        ) from error
