"""Every error that the source raises is one that clients know, with as many parameters as they expect."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from xapid.model.error_table import ERRORS

ROOT = Path(__file__).parents[2]
FILES = sorted(path for top in ("xapid", "xe") for path in (ROOT / top).rglob("*.py"))


def raised(tree: ast.AST) -> Iterator[tuple[int, str, int | None]]:
    """Line, code and number of parameters of every XenError("CODE", ...); None: cannot be counted."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        code = node.args[0]
        if name != "XenError" or not isinstance(code, ast.Constant) or not isinstance(code.value, str):
            continue
        starred = any(isinstance(arg, ast.Starred) for arg in node.args)
        yield node.lineno, code.value, None if starred else len(node.args) - 1


def fault(code: str, count: int | None) -> str | None:
    """What is wrong with raising ``code`` with ``count`` parameters, if anything."""
    if code not in ERRORS:
        return f"no such error: {code}"
    names = ERRORS[code]
    if names is None or count is None:
        return None
    least = sum(not name.endswith(("...", "?")) for name in names)
    most = None if any(name.endswith("...") for name in names) else len(names)
    if count < least or (most is not None and count > most):
        return f"{code} takes {', '.join(names) or 'nothing'}; given are {count} parameters"
    return None


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_errors_are_known(path: Path) -> None:
    found = raised(ast.parse(path.read_text()))
    wrong = [f"line {line}: {text}" for line, code, count in found if (text := fault(code, count))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ('XenError("HANDLE_INVALID", "VM", ref)', False),
        ('XenError("HANDLE_INVALID", "VM")', True),
        ('XenError("HANDLE_INVALID", *parts)', False),
        ('errors.XenError("HANDLE_WRONG", "VM", ref)', True),
        ('XenError("HOSTS_FAILED_TO_ENABLE_CACHING", a, b, c)', False),
        ('XenError("CLIENT_ERROR")', False),
        ('XenError("CLIENT_ERROR", a, b)', True),
        ('XenError("SR_NOT_SHARED", a)', False),
        ("XenError(code, a)", False),
    ],
)
def test_the_rule_itself(source: str, wrong: bool) -> None:
    faults = [fault(code, count) for _, code, count in raised(ast.parse(source))]
    assert any(faults) is wrong
