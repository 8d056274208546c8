"""Words for people that stand outside the catalogue: `python -m tests.language.outside [PATHS]`.

A string counts as words when it holds a letter and a space, begins with a capital and a small letter, or has a letter
and ends in "…", ":" or ".". Comments, docstrings, what only machines or programmers read, and lines or statements
that say `# not words: why` are passed over. One word in small letters cannot be told from an identifier here;
test_window_in_pseudo.py sees those on the screen.
"""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from tests.conftest import ROOT

FOLDERS = ("app", "importers", "widgets")
LOOK_UPS = {"tr": 1, "trn": 2, "trc": 2}
"""The functions of app.language, and how many of their first arguments are words."""

_LETTER = re.compile(r"[^\W\d_]")
_TAG = re.compile(r"</?[a-z][^<>]*>|^[^<>]*\">|\\\d")
_MACHINES = re.compile(
    r"^(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|DROP|ALTER|ATTACH|DETACH|BEGIN|VACUUM|WITH|FROM|WHERE)\b"
    r"|^(Ctrl|Alt|Shift|Meta)\+"  # key sequences
    r"|\(\?[:P<=!i]|\\[bsdwS]|\[[\^a-zA-Z]-?[^\]]*\][+*?{]"  # regular expressions
    r"|^[\w\s:#>,.*-]+\{\{?[^}]*[\w-]+:"  # style sheets
    r"|^[a-z-]+: [^;]+;"  # a style
)
_OWN_FAULTS = {
    "ValueError", "KeyError", "TypeError", "AssertionError", "RuntimeError", "NotImplementedError", "IndexError",
    "LookupError", "AttributeError",
}  # fmt: skip
_MACHINE_CALLS = {
    "setObjectName", "objectName", "TypeVar", "NewType", "cast", "execute", "executemany", "executescript",
    "startswith", "endswith", "removeprefix", "removesuffix", "split", "rsplit", "partition", "rpartition",
    "strptime", "getattr", "hasattr", "setattr", "setProperty", "property", "find", "index", "count", "fullmatch",
    "import_module", "findChild", "ParamSpec", "encode",
}  # fmt: skip
_LOGGERS = {"log", "logger", "logging", "_log", "_logger", "LOG", "_LOG"}
_LOG_CALLS = {"debug", "info", "warning", "error", "exception", "critical", "log", "getLogger"}
_SAYS_SO = re.compile(r"#.*\bnot words: \S")
_FROM_DATA = re.compile(r"#.*\bfrom resources\b")

Above: TypeAlias = tuple[ast.AST, ...]


@dataclass(frozen=True)
class Outside:
    """A string of a file (line from 1) that a person may read, and what is amiss with it."""

    file: str
    line: int
    words: str
    why: str = "not in the catalogue"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.why}: {self.words!r}"


@dataclass
class _Text:
    file: str
    code: str
    comments: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        tokens = tokenize.generate_tokens(io.StringIO(self.code).readline)
        self.comments = {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}

    def says(self, pattern: re.Pattern[str], node: ast.AST, above: Above) -> bool:
        """Whether a line of the node, or a line on which what encloses it in its statement begins or ends, has it."""
        spans = [(getattr(node, "lineno", 0), getattr(node, "end_lineno", 0))]
        for parent in reversed(above):
            if isinstance(parent, ast.expr | ast.keyword | ast.stmt):
                ends = getattr(parent, "end_lineno", 0)
                spans += [(parent.lineno, parent.lineno)]
                spans += [] if hasattr(parent, "body") and isinstance(parent, ast.stmt) else [(ends, ends)]
            if isinstance(parent, ast.stmt):
                break
        return any(
            pattern.search(self.comments.get(line, "")) for first, last in spans for line in range(first, last + 1)
        )


def looks_like_words(text: str) -> bool:
    """Whether a person may be meant to read this; a placeholder of an f-string stands in it as `{}`."""
    text = _TAG.sub("", text) if _TAG.search(text) else text
    if not _LETTER.search(text.replace("{}", "")) or _MACHINES.search(text):
        return False
    return " " in text or bool(re.match(r"[A-Z][a-z]", text)) or text.endswith(("…", ":", "."))


def outside(code: str, file: str) -> list[Outside]:
    """What of this module's code people may read and the catalogue lacks, or what it could not be given."""
    text = _Text(file, code)
    return [found for node, above in _strings(ast.parse(code), ()) for found in _judged(node, above, text)]


def _judged(node: ast.AST, above: Above, text: _Text) -> Iterator[Outside]:
    if isinstance(node, ast.Call):
        yield from _unsayable(node, above, text)
        return
    words = _words(node)
    line = getattr(node, "lineno", 0)
    if looks_like_words(words) and not _for_machines(node, above) and not text.says(_SAYS_SO, node, above):
        yield Outside(text.file, line, words)


def _words(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _unsayable(call: ast.Call, above: Above, text: _Text) -> Iterator[Outside]:
    wanted = LOOK_UPS[_called(call)]
    given = [arg for arg in call.args[:wanted] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if len(given) < wanted and not text.says(_FROM_DATA, call, ()):
        yield Outside(text.file, call.lineno, ast.unparse(call), "cannot be extracted")


def _strings(node: ast.AST, above: Above) -> Iterator[tuple[ast.AST, Above]]:
    """Every string and every look-up of the tree, with what encloses it from the module down."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node, above
        return
    if isinstance(node, ast.JoinedStr):
        yield node, above
        inner = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
    elif isinstance(node, ast.Call) and _called(node) in LOOK_UPS:
        yield node, above
        words = node.args[: LOOK_UPS[_called(node)]]
        inner = [child for child in ast.iter_child_nodes(node) if child not in words]
        inner += [word for word in words if not isinstance(word, ast.Constant | ast.JoinedStr)]
    else:
        inner = list(ast.iter_child_nodes(node))
    for child in inner:
        yield from _strings(child, (*above, node))


def _for_machines(node: ast.AST, above: Above) -> bool:
    child: ast.AST = node
    for parent in reversed(above):
        if _machine_place(child, parent):
            return True
        if isinstance(parent, ast.stmt):
            return _machine_statement(child, parent, above)
        child = parent
    return False


def _machine_place(child: ast.AST, parent: ast.AST) -> bool:
    """Whether what stands at this place of that expression is read by machines or programmers only."""
    if isinstance(parent, ast.Call):
        return _machine_call(parent) and child is not parent.func
    if isinstance(parent, ast.Dict):
        return child in parent.keys
    if isinstance(parent, ast.Subscript):
        return child is parent.slice
    if isinstance(parent, ast.keyword):
        return parent.arg in {"rename", "tag", "encoding", "tag_field", "objectName"}
    if isinstance(parent, ast.arg):
        return child is parent.annotation
    return isinstance(parent, ast.Compare | ast.pattern)


def _machine_call(call: ast.Call) -> bool:
    name = _called(call)
    if name in _MACHINE_CALLS or name in _OWN_FAULTS:
        return True
    if not isinstance(call.func, ast.Attribute):
        return False
    owner = ast.unparse(call.func.value)
    return owner == "re" or (name in _LOG_CALLS and owner.split("(")[0].split(".")[-1] in _LOGGERS | {"getLogger"})


def _machine_statement(child: ast.AST, parent: ast.stmt, above: Above) -> bool:
    if any(isinstance(node, ast.FunctionDef) and node.name == "__repr__" for node in above):
        return True
    if isinstance(parent, ast.Expr):
        return isinstance(child, ast.Constant)  # a docstring, of whatever
    if isinstance(parent, ast.AnnAssign) and child is parent.annotation:
        return True
    if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef):
        return child is parent.returns
    if isinstance(parent, ast.Assert):
        return child is parent.msg
    if isinstance(parent, ast.Assign):
        names = {target.id for target in parent.targets if isinstance(target, ast.Name)}
        return bool(names & {"__all__", "__slots__", "__match_args__"}) or _in_enum(above)
    return False


def _in_enum(above: Above) -> bool:
    classes = [node for node in above if isinstance(node, ast.ClassDef)]
    return bool(classes) and any("Enum" in ast.unparse(base) for base in classes[-1].bases)


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def outside_of(*paths: Path) -> list[Outside]:
    """The same of files, and of all Python files in folders."""
    files = [file for path in paths for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path])]
    return [
        found
        for file in files
        for found in outside(file.read_text(encoding="utf-8"), file.resolve().relative_to(ROOT).as_posix())
    ]


def main(arguments: list[str]) -> int:
    """Print what is outside; 1 where anything is."""
    found = outside_of(*(Path(given) for given in arguments or FOLDERS))
    sys.stdout.writelines(f"{one}\n" for one in found)
    sys.stdout.write(f"{len(found)} strings outside the catalogue\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
