"""The catalogue: it holds what the program says, its words fit their messages, and none is missing."""

import io
from pathlib import Path

import msgspec
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.language import portions
from tests.language.catalogue import (
    LANGUAGES,
    TEMPLATE,
    compiled,
    faults_in,
    key_of,
    messages_of,
    mo_file,
    po_file,
    read_words,
    translated,
    written,
)
from tests.language.messages import labels_in, template

OUT_OF_DATE = "run `python -m tests.language.catalogue`"


@pytest.fixture(scope="module")
def said() -> Catalog:
    """What the program says."""
    return template()


def keys(catalogue: Catalog) -> set[tuple[str | None, str]]:
    return {key_of(message) for message in messages_of(catalogue)}


def test_the_template_holds_what_the_program_says(said: Catalog) -> None:
    assert TEMPLATE.read_bytes() == written(said), OUT_OF_DATE


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_messages_that_are_said_and_no_other(said: Catalog, code: str) -> None:
    assert keys(read_words(code)) == keys(said), OUT_OF_DATE


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_compiled_words_are_those_that_were_written(code: str) -> None:
    assert mo_file(code).read_bytes() == compiled(read_words(code)), OUT_OF_DATE


@pytest.mark.parametrize("code", LANGUAGES)
def test_words_keep_what_their_message_holds(code: str) -> None:
    amiss = [
        f"{message.id!r}: {fault}"
        for message in messages_of(read_words(code))
        if translated(message)
        for form in ([message.string] if isinstance(message.string, str) else message.string or ())
        for fault in faults_in(message, form)
    ]
    assert amiss == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_message_has_its_words(code: str) -> None:
    missing = [message.id for message in messages_of(read_words(code)) if not translated(message)]
    assert not missing, f"{len(missing)} messages have no words in {code}; the first are {missing[:5]}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_says_that_it_is_unreviewed_and_no_message_is_fuzzy(code: str) -> None:
    words = read_words(code)
    assert "unreviewed machine-assisted draft" in words.header_comment
    assert (words.num_plurals, words.fuzzy) == (4, False)
    assert [message.id for message in messages_of(words) if message.fuzzy] == []
    assert "unreviewed machine-assisted draft" in po_file(code).read_text(encoding="utf-8").splitlines()[1]


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (Message("{rows} rows of {file}"), "{rhes} rhes o {file}"),
        (Message("{rows} rows of {file}"), "{rows} rhes"),
        (Message("{rows:,} rows"), "{rows} rhes"),
        (Message("{rows} rows"), "{rows rhes"),
        (Message("&Open"), "Agor"),
        (Message("<b>{name}</b>"), "{name}"),
        (Message(" (suggested)"), "(awgrym)"),
        (Message(("{count} row of {file}", "{count} rows of {file}")), "{count} rhes"),
    ],
)
def test_words_that_do_not_fit_are_found(message: Message, words: str) -> None:
    assert faults_in(message, words)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (Message("{rows} rows of {file}"), "{file}: {rows} rhes"),
        (Message("&Open"), "&Agor"),
        (Message(("{count} row of {file}", "{count} rows of {file}")), "dwy res o {file}"),
    ],
)
def test_words_that_fit_pass(message: Message, words: str) -> None:
    assert faults_in(message, words) == []


def test_labels_of_data_files_are_found() -> None:
    read: dict[str, object] = {"name": "Wales", "levels": [{"label": "help", "shorter": ["H", "Hp"], "rank": 1}]}
    assert list(labels_in(read, ("name", "levels.label", "levels.shorter"))) == ["Wales", "help", "H", "Hp"]


def test_translators_get_portions_and_their_words_are_taken_back(tmp_path: Path) -> None:
    words = read_words("cy")
    words.add("A row of {file}", context="planted")
    words.add(("{count} planted row", "{count} planted rows"))
    words.add("A row that is {amiss}")
    files = portions.hand_out(words, tmp_path, 3)
    assert len(files) == 3
    filled = {
        ("planted", "A row of {file}"): "Rhes o {file}",
        (None, "{count} planted row"): ["{count} rhes", "{count} res", "{count} rhes", "{count} rhes"],
        (None, "A row that is {amiss}"): "Rhes",
    }
    for file in files:
        entries = msgspec.json.decode(file.read_bytes(), type=list[portions.Entry])
        for entry in entries:
            entry.cy = filled.get((entry.context, entry.id), entry.cy)
        file.write_bytes(msgspec.json.encode(entries))
    faults = portions.take_back(words, tmp_path)
    assert len(faults) == 1
    found = {key_of(message): message.string for message in messages_of(words)}
    assert not found[(None, "A row that is {amiss}")]
    assert found[("planted", "A row of {file}")] == "Rhes o {file}"
    assert found[(None, "{count} planted row")] == ("{count} rhes", "{count} res", "{count} rhes", "{count} rhes")


def test_what_is_written_is_read_again_alike() -> None:
    words = read_words("cy")
    words.add("planted", "plannwyd")
    once = written(words)
    assert written(read_po(io.BytesIO(once), locale="cy", charset="utf-8")) == once
