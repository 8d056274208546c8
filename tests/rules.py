"""The house rules as functions: each looks at one source file and tells what breaks a rule.

A rule is a function of a ``Source`` that yields complaints, sentences that begin with the file and line.
``test_house_rules.py`` runs them over the tree, and over planted violations to see that they can fail.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

FILE_LINES = 400
FUNCTION_LINES = 60
CLASS_LINES = 250
CLASS_METHODS = 25
WIDGET_INIT_LINES = 40

VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc", "stuff"}
MISLEADING_NAMES = {"csv", "logging", "calendar"}

NETWORK = {
    "socket", "socketserver", "ssl", "ftplib", "http", "imaplib", "poplib", "smtplib", "telnetlib", "xmlrpc",
    "urllib.request", "webbrowser", "aiohttp", "httpx", "requests", "urllib3", "websockets",
    "PySide6.QtNetwork", "PySide6.QtNetworkAuth", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore",
}  # fmt: skip

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root with forward slashes, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All of the parsed file; nearly every rule walks it."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def imports(self) -> tuple["Import", ...]:
        """All that the file imports; relative imports by their full name. ``from a import b`` gives a.b."""
        return tuple(_imports(self))

    @cached_property
    def functions(self) -> tuple[tuple[str, FunctionNode], ...]:
        """Every function with its name as ``Class.method`` or ``outer.inner``."""
        return tuple(_functions(self.tree, ""))

    @property
    def module(self) -> str:
        """The name it is imported by."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _functions(node: ast.AST, inside: str) -> Iterator[tuple[str, FunctionNode]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FunctionNode | ast.ClassDef):
            name = f"{inside}{child.name}"
            if isinstance(child, FunctionNode):
                yield name, child
            yield from _functions(child, f"{name}.")
        else:
            yield from _functions(child, inside)


def _length(node: FunctionNode | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def too_long(source: Source) -> Iterator[str]:
    """Files, functions, classes and widget constructors over their limits."""
    lines = source.text.count("\n")
    if lines > FILE_LINES:
        yield f"{source.path}: {lines} lines, the limit is {FILE_LINES}"
    for name, function in source.functions:
        widget_init = source.path.startswith("widgets/") and name.endswith("__init__")
        limit = WIDGET_INIT_LINES if widget_init else FUNCTION_LINES
        if _length(function) > limit:
            yield f"{source.path}:{function.lineno}: {name} has {_length(function)} lines, the limit is {limit}"
    for node in source.nodes:
        if isinstance(node, ast.ClassDef):
            methods = sum(isinstance(part, FunctionNode) for part in node.body)
            if _length(node) > CLASS_LINES:
                yield f"{source.path}:{node.lineno}: class {node.name} has {_length(node)} lines, limit {CLASS_LINES}"
            if methods > CLASS_METHODS:
                yield f"{source.path}:{node.lineno}: class {node.name} has {methods} methods, limit {CLASS_METHODS}"


def swallowed_faults(source: Source) -> Iterator[str]:
    """An ``except`` without a type, one that does nothing, and ``suppress(Exception)``."""
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler):
            if node.type is None:
                yield f"{source.path}:{node.lineno}: except without a type"
            if all(_does_nothing(part) for part in node.body):
                yield f"{source.path}:{node.lineno}: the fault is caught and forgotten"
        if isinstance(node, ast.Call) and _called(node).endswith("suppress"):
            for caught in node.args:
                if ast.unparse(caught) in {"Exception", "BaseException"}:
                    yield f"{source.path}:{node.lineno}: every fault is suppressed"


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _does_nothing(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


_EXCEPTION_TO_TYPES = re.compile(r"(type|pyright):\s*ignore")
_WITH_CODE_AND_REASON = re.compile(r"(type|pyright):\s*ignore\[[\w, -]+\]\W*\w+")


def unexplained_ignores(source: Source) -> Iterator[str]:
    """A ``type: ignore`` or ``pyright: ignore`` that lacks its code or its reason."""
    if not _EXCEPTION_TO_TYPES.search(source.text):
        return
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type != tokenize.COMMENT or not _EXCEPTION_TO_TYPES.search(token.string):
            continue
        if not _WITH_CODE_AND_REASON.search(token.string):
            yield f"{source.path}:{token.start[0]}: an ignore needs its [code] and a reason after it"


@dataclass(frozen=True)
class Import:
    """One imported name: ``module`` is what is loaded, ``inside`` the function around it or ""."""

    module: str
    inside: str
    line: int


def _imports(source: Source) -> Iterator[Import]:
    inside = {id(part): name for name, function in source.functions for part in ast.walk(function)}
    package = source.module if source.path.endswith("__init__.py") else source.module.rpartition(".")[0]
    for node in source.nodes:
        where = inside.get(id(node), "")
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, where, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, *([base] if base else [])])
            yield from (Import(f"{base}.{alias.name}", where, node.lineno) for alias in node.names)


def _is_in(module: str, packages: set[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def network_imports(source: Source) -> Iterator[str]:
    """Anything that could reach the network."""
    for found in source.imports:
        if _is_in(found.module, NETWORK):
            yield f"{source.path}:{found.line}: {found.module} could reach the network; a case never leaves the machine"


def any_types(source: Source) -> Iterator[str]:
    """``Any``: a type that checks nothing."""
    for found in source.imports:
        if found.module in {"typing.Any", "typing_extensions.Any"}:
            yield f"{source.path}:{found.line}: Any; say what it is, or object if it can be all"


def screen_imports(source: Source) -> Iterator[str]:
    """Qt, or widgets, in what could run on a server."""
    for found in source.imports:
        if _is_in(found.module, {"PySide6", "shiboken6", "pyqtgraph", "widgets"}):
            yield f"{source.path}:{found.line}: {found.module}; only widgets and the entry know the screen"


def late_imports(source: Source) -> Iterator[tuple[str, str]]:
    """Imports inside functions: the function as ``path::name``, and a complaint."""
    for found in source.imports:
        if found.inside:
            yield f"{source.path}::{found.inside}", f"{source.path}:{found.line}: {found.module} in {found.inside}"


def meeting_features(source: Source, features: set[str]) -> Iterator[str]:
    """Feature folders of widgets/ that know each other; they meet in main_window, and all may use parts/."""
    mine = source.module.split(".")
    if mine[0] != "widgets" or len(mine) < 2 or mine[1] not in features:
        return
    for found in source.imports:
        theirs = found.module.split(".")
        if theirs[0] == "widgets" and theirs[1] in features - {mine[1], "parts"}:
            yield f"{source.path}:{found.line}: {found.module}; features meet only in main_window"


def features_through_doors(source: Source, features: set[str], doors: Mapping[str, str]) -> Iterator[str]:
    """Feature folders of widgets/ that reach each other by a door of ``widgets.late``, which no import would tell.

    ``doors`` is the module behind each door. ``late`` may go by any name it is imported under.
    """
    mine = source.module.split(".")
    if mine[0] != "widgets" or len(mine) < 2 or mine[1] not in features:
        return
    names = {
        alias.asname or alias.name
        for node in source.nodes
        if isinstance(node, ast.ImportFrom) and node.module == "widgets"
        for alias in node.names
        if alias.name == "late"
    }
    for node in source.nodes:
        if isinstance(node, ast.ImportFrom) and node.module == "widgets.late":
            reached = [alias.name for alias in node.names]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names:
            reached = [node.attr]
        else:
            continue
        for door in reached:
            theirs = doors.get(door, "").split(".")
            if theirs[0] == "widgets" and len(theirs) > 2 and theirs[1] in features - {mine[1], "parts"}:
                yield f"{source.path}:{node.lineno}: late.{door}; features meet only in main_window"


def vague_name(source: Source) -> Iterator[str]:
    """A module whose name says nothing, or hides one of Python's own."""
    for part in source.module.split("."):
        if part in VAGUE_NAMES:
            yield f"{source.path}: {part} says nothing; name it after what it knows"
        if part in MISLEADING_NAMES:
            yield f"{source.path}: {part} hides Python's own module of that name"
