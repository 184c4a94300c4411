"""Files and functions stay small enough to be read at once, unless they are tables."""

import ast
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(
    path
    for top in ("xapid", "xe", "tests", "tools", "bench")
    for path in (ROOT / top).rglob("*.py")
    if "node_modules" not in path.parts
)

FILE_LINES = 400
FUNCTION_LINES, FUNCTION_LINES_ASKED = 60, 40

# Longer files, and why reading them is easy all the same.
LONG_FILES: dict[str, str] = {
    "xapid/model/error_table.py": "a table: one row an error",
}
LONG_FUNCTIONS: dict[str, str] = {}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_are_short(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines <= FILE_LINES or name_of(path) in LONG_FILES, f"{lines} lines: split it by idea"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_functions_are_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        name = f"{name_of(path)}:{node.name}"
        assert lines <= FUNCTION_LINES or name in LONG_FUNCTIONS, f"{name} has {lines} lines"
        if lines > FUNCTION_LINES_ASKED:
            warnings.warn(f"{name} has {lines} lines", stacklevel=1)


def test_exceptions_are_still_needed() -> None:
    for name in LONG_FILES:
        assert len((ROOT / name).read_text().splitlines()) > FILE_LINES, f"{name} is short now"
    for name in LONG_FUNCTIONS:
        assert (ROOT / name.partition(":")[0]).exists(), name
