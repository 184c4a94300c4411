"""The filter language of get_all_where: ``field "name__label" = "x" and not (field "size" = "0")``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from xapid.model.errors import XenError
from xapid.model.objects import ClassInfo, XenObject
from xapid.model.registry import registry
from xapid.model.types import format_datetime
from xapid.store.table import Table

#: Longer expressions, and deeper ones, are refused.
MAX_LENGTH = 16_384
MAX_DEPTH = 64

Test = Callable[[XenObject], bool]
Text = Callable[[XenObject], str]

_TOKEN = re.compile(r'\s*(?:(?P<mark>[()=])|"(?P<text>[^"]*)"|(?P<word>[A-Za-z_]+)|(?P<end>\Z))')

#: The two questions about sets that clients ask, both of roles.
_SUBROLES = {"subroles<>[]": True, "subroles=[]": False}


@dataclass(frozen=True)
class Filter:
    """A compiled expression. ``key`` is (index, value) when an index finds all candidates."""

    test: Test
    key: tuple[str, str] | None = None


def select(table: Table, expr: str) -> list[Any]:
    """The objects of ``table`` that ``expr`` is true of, oldest first.

    Raises INVALID_VALUE [expression, reason] when it cannot be read.
    """
    found = compile_filter(table.info.name, expr)
    if found.key is None:
        return [obj for obj in table if found.test(obj)]
    return [obj for obj in _candidates(table, *found.key) if found.test(obj)]


def _candidates(table: Table, index: str, value: str) -> list[Any]:
    if index == "name_label":
        return table.by_name_label(value)
    obj = table.by_uuid(value) if index == "uuid" else table.rows.get(value)
    return [] if obj is None else [obj]


@lru_cache(maxsize=256)
def compile_filter(class_name: str, expr: str) -> Filter:
    """The filter that ``expr`` means for the class; INVALID_VALUE when it means none."""
    info = registry.classes[class_name]
    plain = expr.replace(" ", "")
    if class_name == "role" and plain in _SUBROLES:
        index, wanted = info.fields["subroles"].index, _SUBROLES[plain]
        return Filter(lambda obj: bool(obj.values[index]) is wanted)
    if len(expr) > MAX_LENGTH:
        raise XenError("INVALID_VALUE", f"{expr[:80]}...", f"longer than {MAX_LENGTH} characters")
    return _Parser(info, expr).whole()


class _Parser:
    """Reads an expression from left to right: or, then and, then not, then ``a = b``."""

    def __init__(self, info: ClassInfo, expr: str) -> None:
        self.info = info
        self.expr = expr
        self.position = 0
        self.kind, self.value = "", ""
        self._advance()

    def whole(self) -> Filter:
        """The expression up to its end."""
        read = self._any(0)
        if self.kind != "end":
            raise self._bad(f"unexpected {self.value!r}")
        return read

    def _advance(self) -> None:
        match = _TOKEN.match(self.expr, self.position)
        if match is None:
            raise self._bad(f"cannot read {self.expr[self.position : self.position + 20]!r}")
        self.position = match.end()
        self.kind = match.lastgroup or "end"
        self.value = match.group(self.kind)

    def _bad(self, reason: str) -> XenError:
        return XenError("INVALID_VALUE", self.expr[:1000], f"{reason} before character {self.position}")

    def _take(self, kind: str, value: str) -> bool:
        if (self.kind, self.value) != (kind, value):
            return False
        self._advance()
        return True

    def _any(self, depth: int) -> Filter:
        parts = [self._all(depth)]
        while self._take("word", "or"):
            parts.append(self._all(depth))
        if len(parts) == 1:
            return parts[0]
        tests = [p.test for p in parts]
        return Filter(lambda obj: any(test(obj) for test in tests))

    def _all(self, depth: int) -> Filter:
        parts = [self._one(depth)]
        while self._take("word", "and"):
            parts.append(self._one(depth))
        if len(parts) == 1:
            return parts[0]
        tests = [p.test for p in parts]
        key = next((p.key for p in parts if p.key is not None), None)
        return Filter(lambda obj: all(test(obj) for test in tests), key)

    def _one(self, depth: int) -> Filter:
        if depth > MAX_DEPTH:
            raise self._bad(f"nested deeper than {MAX_DEPTH}")
        if self._take("mark", "("):
            inner = self._any(depth + 1)
            if not self._take("mark", ")"):
                raise self._bad("a closing bracket is missing")
            return inner
        if self._take("word", "not"):
            test = self._one(depth + 1).test
            return Filter(lambda obj: not test(obj))
        if self._take("word", "true"):
            return Filter(lambda obj: True)
        if self._take("word", "false"):
            return Filter(lambda obj: False)
        return self._comparison()

    def _comparison(self) -> Filter:
        left_name, left = self._operand()
        if not self._take("mark", "="):
            raise self._bad("expected =")
        right_name, right = self._operand()
        if isinstance(left, str) and isinstance(right, str):
            same = left == right
            return Filter(lambda obj: same)
        if isinstance(left, str):
            left_name, left, right_name, right = right_name, right, left_name, left
        if isinstance(right, str):
            return _equals(left_name, left, right)
        first, second = left, right
        return Filter(lambda obj: first(obj) == second(obj))

    def _operand(self) -> tuple[str, Any]:
        """A literal as ("", text), or a field as (name, how to read it)."""
        if self.kind == "text":
            text = self.value
            self._advance()
            return "", text
        if not self._take("word", "field") or self.kind != "text":
            raise self._bad('expected "text" or field "name"')
        name = self.value.replace("__", "_") if not self.value.startswith("_") else self.value
        self._advance()
        return name, self._reader(name)

    def _reader(self, name: str) -> Text:
        if name == "_ref":
            return lambda obj: obj.ref
        declared = self.info.fields.get(name)
        if declared is None or declared.internal:
            raise self._bad(f"{self.info.name} has no field {name!r}")
        index = declared.index
        return lambda obj: as_text(obj.values[index])


def _equals(name: str, read: Any, wanted: str) -> Filter:
    key = (name, wanted) if name in ("uuid", "name_label", "_ref") else None
    return Filter(lambda obj: read(obj) == wanted, key)


def as_text(value: Any) -> str:
    """A stored value as the text that expressions compare."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(value, ".16g")
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, dict) and any(v is not None for v in value.values()):
        return "(" + " ".join(f"({_quoted(k)} {_quoted(v)})" for k, v in value.items()) + ")"
    if isinstance(value, tuple | dict):  # the members of a relation are the keys of a dict
        return "(" + " ".join(map(_quoted, value)) + ")"
    return str(value)


def _quoted(item: Any) -> str:
    if isinstance(item, tuple | dict):
        return as_text(item)
    return "'" + as_text(item).replace("\\", "\\\\").replace("'", "\\'") + "'"
