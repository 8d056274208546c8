"""The lanes chart: painting a LanesScene, and the gestures made on it."""
