"""A small model of short texts, in numpy alone: what ``small_model`` holds against the lexicon."""

import re
import zlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

PLACES = 1 << 15
ROUNDS = 120
RIDGE = np.float32(0.1)
BIAS = np.float32(0.1)

Floats = NDArray[np.float32]


class LetterModel:
    """Logistic regressions, one a label, on words, pairs of words and runs of three to five letters.

    They are fitted in the space of the texts, of which there are far fewer than features: to leave some texts out
    means a smaller table, not new features.
    """

    def __init__(self, texts: Sequence[str], labels: Floats) -> None:
        """``labels``: texts by labels, 0 or 1. Features are weighed by how rare they are; no label is looked at."""
        counts = _counts(texts)
        self._labels = labels
        self._rare = np.log((1 + len(texts)) / (1 + (counts > 0).sum(0))).astype(np.float32) + 1
        self._known = self._scaled(counts)
        self._alike = self._known @ self._known.T + BIAS
        self._step = np.float32(1 / (float(np.linalg.eigvalsh(self._alike)[-1]) / 4 + RIDGE))

    def chances(self, texts: Sequence[str], kept: NDArray[np.bool_]) -> Floats:
        """How likely each label is for the texts (texts by labels), as learnt from the ``kept`` texts alone."""
        alike, labels = self._alike[np.ix_(kept, kept)], self._labels[kept]
        weights = ahead = np.zeros_like(labels)
        for turn in range(ROUNDS):
            before = weights
            weights = ahead - self._step * (_chance(alike @ ahead) - labels + RIDGE * ahead)
            ahead = weights + np.float32(turn / (turn + 3)) * (weights - before)
        return _chance((self._scaled(_counts(texts)) @ self._known[kept].T + BIAS) @ weights)

    def _scaled(self, counts: Floats) -> Floats:
        weighed = np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0).astype(np.float32) * self._rare
        return weighed / np.maximum(np.linalg.norm(weighed, axis=1, keepdims=True), np.float32(1e-6))


def features(text: str) -> dict[int, int]:
    """How often each word, pair of words and run of letters stands in a text, by the place that its hash gives."""
    words = re.findall(r"\w+", re.sub(r"\d+", "0", text.lower()))
    apart = [f" {word} " for word in words]
    runs = [word[at : at + size] for size in (3, 4, 5) for word in apart for at in range(max(1, len(word) + 1 - size))]
    counts: dict[int, int] = {}
    for mark, pieces in (("w", words), ("p", list(map(" ".join, pairwise(words)))), ("r", runs)):
        for piece in pieces:
            place = zlib.crc32(f"{mark}{piece}".encode()) % PLACES
            counts[place] = counts.get(place, 0) + 1
    return counts


def _counts(texts: Sequence[str]) -> Floats:
    table = np.zeros((len(texts), PLACES), np.float32)
    for line, text in zip(table, texts, strict=True):
        found = features(text)
        line[list(found)] = list(found.values())
    return table


def _chance(sums: NDArray[np.floating]) -> Floats:
    return (1 / (1 + np.exp(-np.clip(sums, -30, 30)))).astype(np.float32)
