"""A message that no test calls is a message that nobody knows to work."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from xapid.model.messages import Message
from xapid.objects import catalog

TESTS = Path(__file__).parents[1]
SOURCES = sorted(path for kind in ("py", "mjs", "cjs", "js") for path in TESTS.rglob(f"*.{kind}")
                 if "node_modules" not in path.parts and path != Path(__file__))  # fmt: skip

#: Built messages that no test can call, and why.
EXCEPTIONS: dict[str, str] = {}


def built() -> list[Message]:
    """The messages that somebody wrote and that do something."""
    messages = catalog.load().messages.values()
    return [m for m in messages if m.waits_for is None and not m.implicit and not m.removed]


@cache
def called_by_name() -> frozenset[str]:
    """All that looks like ``CLASS.name`` in the tests: of a session, of a text, of a JavaScript call."""
    texts = [path.read_text() for path in SOURCES]
    return frozenset(name for text in texts for name in (*names_said(text), *names_composed(text)))


def names_said(text: str) -> list[str]:
    """``VM.start``, also within ``session.xenapi.VM.start``."""
    return re.findall(r"\b(?=(\w+\.\w+)\b)", text)


def names_composed(text: str) -> list[str]:
    """``VM.start`` of a file that calls ``f"VM.{name}"``, or ``f"VM.st{name}"`` and has the rest as text."""
    prefixes = set(re.findall(r'f"(\w+\.\w*)\{', text))
    return [f"{prefix}{word}" for prefix in prefixes for word in re.findall(r'"(\w+)"', text)]


@cache
def called_as_functions() -> frozenset[tuple[str, str]]:
    """Module and name of every function of ours that the tests import and call."""
    return frozenset(found for path in SOURCES if path.suffix == ".py"
                     for found in functions_called(ast.parse(path.read_text())))  # fmt: skip


def functions_called(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Module and name of what is imported and then called: itself, or as a part of its module."""
    known: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            known |= {each.asname or each.name: (node.module, each.name) for each in node.names}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        for part in (node.func, *node.args):  # a function may be handed to a helper that calls it
            if isinstance(part, ast.Name) and part.id in known:
                yield known[part.id]
            elif (
                isinstance(part, ast.Attribute)
                and isinstance(part.value, ast.Name)
                and part.value.id in known
            ):
                yield ".".join(known[part.value.id]), part.attr


def is_called(message: Message) -> bool:
    function = message.function
    return (
        message.full_name in called_by_name()
        or (function.__module__, function.__name__) in called_as_functions()
    )


def test_every_built_message_is_called_somewhere() -> None:
    missing = [message.full_name for message in built() if not is_called(message)]
    assert sorted(missing) == sorted(EXCEPTIONS)


def test_names_that_are_put_together_count() -> None:
    assert "VM.start" in names_said("lab.api.VM.start(vm)")
    assert names_composed('call = f"VM.{name}"; call("start")') == ["VM.start"]
    assert names_composed('call("start")') == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from a.b import c\nawait c(1)", {("a.b", "c")}),
        ("from a.b import c as d\nd()", {("a.b", "c")}),
        ("from a import b\nb.c(1)", {("a.b", "c")}),
        ("from a.b import c\nfails(c, 1)", {("a.b", "c")}),
        ("from a.b import c", set()),
        ("c(1)", set()),
    ],
)
def test_the_rule_itself(source: str, found: set[tuple[str, str]]) -> None:
    source = "\n".join(line.removeprefix("await ") for line in source.split("\n"))
    assert set(functions_called(ast.parse(source))) == found
