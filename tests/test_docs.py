"""What the documents say is there, is there."""

import re
import subprocess

import click
import pytest

from app.cli import commands
from tests.conftest import ROOT

DOCUMENTS = sorted(path.name for path in ROOT.glob("*.md"))
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_shows_every_command_and_no_other() -> None:
    shown = set(re.findall(r"^lifelanes ([a-z]+)", README, re.MULTILINE))
    assert shown == set(commands.list_commands(click.Context(commands)))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_calls_of_run_are_calls_that_run_knows(name: str) -> None:
    usage = subprocess.run([ROOT / "run"], capture_output=True, text=True, check=True).stdout
    known = set(re.findall(r"^  ([a-z]+) ", usage, re.MULTILINE))
    called = set(re.findall(r"\./run ([a-z]+)", (ROOT / name).read_text(encoding="utf-8")))
    assert called <= known


@pytest.mark.parametrize("name", DOCUMENTS)
def test_modules_that_are_named_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    paths = re.findall(r"`((?:app|importers|widgets|resources|tests)/[\w./-]*)`", text)
    assert [path for path in paths if not (ROOT / path).exists()] == []
    modules = re.findall(r"python -m (tests[\w.]+)", text)
    assert [module for module in modules if not (ROOT / (module.replace(".", "/") + ".py")).exists()] == []
