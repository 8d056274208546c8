"""Reads what a PDF of ours holds, without another program: the words of each page, how large, how thick its lines are.

It knows no more of the format than Qt writes: whole objects, fonts with a table to Unicode, glyphs in hexadecimal.
"""

import re
import zlib
from dataclasses import dataclass, field
from math import hypot

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s*(.*?)\s*endobj", re.DOTALL)
_TOKEN = re.compile(rb"<[0-9A-Fa-f]*>|\[[^\]]*\]|\([^)]*\)|[^\s<\[(]+")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<[0-9A-Fa-f]+>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")


@dataclass
class PdfPage:
    """``words`` are what was written in one go each; sizes of words and widths of lines are in points."""

    size: tuple[float, float]
    words: list[str] = field(default_factory=list)
    word_sizes: set[float] = field(default_factory=set)
    line_widths: set[float] = field(default_factory=set)
    pictures: int = 0


def read_pdf(data: bytes) -> tuple[dict[str, str], list[PdfPage]]:
    """What the file says of itself (Title, Creator), and its pages in order."""
    objects = {int(found.group(1)): found.group(2) for found in _OBJECT.finditer(data)}
    trailer = data[data.rindex(b"trailer") :]
    about = objects[_number(trailer, b"Info")]
    told = {key: _text(about, key.encode()) for key in ("Title", "Author", "Creator")}
    kids = next(body for body in objects.values() if b"/Type /Pages" in body)
    listed = re.search(rb"/Kids\s*\[([^\]]*)\]", kids)
    assert listed
    return told, [_page(objects, int(number)) for number in re.findall(rb"(\d+) 0 R", listed.group(1))]


def _number(body: bytes, key: bytes) -> int:
    found = re.search(rb"/" + key + rb"\s+(\d+) 0 R", body)
    assert found, key
    return int(found.group(1))


def _text(body: bytes, key: bytes) -> str:
    begin = body.find(b"/" + key + b" (")
    if begin < 0:
        return ""
    raw, escaped = bytearray(), False
    for byte in body[begin + len(key) + 3 :]:
        if not escaped and byte == ord(")"):
            break
        escaped = not escaped and byte == ord("\\")
        if not escaped:
            raw.append(byte)
    return raw.decode("utf-16") if raw[:2] == b"\xfe\xff" else raw.decode("latin-1")


def _stream(body: bytes) -> bytes:
    raw = body[body.index(b"stream") + 6 :].lstrip(b"\r\n")
    return zlib.decompressobj().decompress(raw) if b"/FlateDecode" in body[: body.index(b"stream")] else raw


def _page(objects: dict[int, bytes], number: int) -> PdfPage:
    body = objects[number]
    box = re.search(rb"/MediaBox \[([^\]]*)\]", body)
    assert box
    _, _, wide, high = (float(value) for value in box.group(1).split())
    resources = objects[_number(body, b"Resources")]
    fonts = {
        name.decode(): _letters(objects, objects[int(font)])
        for name, font in re.findall(rb"/(F\d+) (\d+) 0 R", resources)
    }
    page = PdfPage((wide, high))
    page.pictures = len(re.findall(rb"/Im\d+ \d+ 0 R", resources))
    drawn = re.search(rb"/Contents\s+(\[[^\]]*\]|\d+ 0 R)", body)
    assert drawn
    _read(b"\n".join(_stream(objects[int(one)]) for one in re.findall(rb"(\d+) 0 R", drawn.group(1))), fonts, page)
    return page


def _letters(objects: dict[int, bytes], font: bytes) -> dict[int, str]:
    table = _stream(objects[_number(font, b"ToUnicode")])
    letters: dict[int, str] = {}
    for first, one, several in _RANGE.findall(table[table.index(b"endcodespacerange") :]):
        for step, letter in enumerate(re.findall(rb"[0-9A-Fa-f]+", one or several)):
            letters[int(first, 16) + step] = chr(int(letter, 16)).replace("\t", " ")
    return letters


def _read(content: bytes, fonts: dict[str, dict[int, str]], page: PdfPage) -> None:
    """Follow the drawing: its scale, fonts and pens."""
    scale, kept, pen = 1.0, list[float](), 1.0
    operands: list[bytes] = []
    font, said = "", ""
    for token in _TOKEN.findall(content):
        word = token.decode("latin-1")
        if word == "q":
            kept.append(scale)
        elif word == "Q":
            scale = kept.pop()
        elif word == "cm":
            scale *= hypot(float(operands[-6]), float(operands[-5]))
        elif word == "w":
            pen = float(operands[-1])
        elif word in ("S", "B", "B*", "s", "b", "b*"):
            page.line_widths.add(round(pen * scale, 3))
        elif word == "Tf":
            font = operands[-2].decode()[1:]
            page.word_sizes.add(round(float(operands[-1]) * scale, 2))
        elif word == "Tj":
            said += fonts[font].get(int(operands[-1][1:-1], 16), "")
        elif word == "ET":
            page.words.append(said)
            said = ""
        else:
            operands.append(token)
            continue
        operands.clear()
