"""A screen for a window that is measured where there is none: without it a window laid out anew shrinks to 800x800."""

import json
import os
import tempfile
from pathlib import Path

WIDTH, HEIGHT = 1920, 1080


def pretend_screen() -> None:
    """Have the application that is made next see one screen of 1920x1080; a platform that was asked for stays."""
    if os.environ.get("QT_QPA_PLATFORM", "offscreen") != "offscreen":
        return
    told = {"name": "measured", "x": 0, "y": 0, "width": WIDTH, "height": HEIGHT, "logicalDpi": 96, "dpr": 1}
    place = Path(tempfile.mkdtemp(prefix="lifelanes-screen-")) / "screen.json"
    place.write_text(json.dumps({"screens": [told]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={place}"
