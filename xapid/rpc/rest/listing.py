"""Lists of objects: which are wanted, in which order, and how many at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from xapid.model.fields import Field
from xapid.model.objects import ClassInfo, XenObject
from xapid.model.types import NULL_REF
from xapid.objects.where import as_text
from xapid.rpc.rest.problem import Issue, Problem, invalid
from xapid.rpc.rest.values import reference
from xapid.store.store import Store

Query = dict[str, list[str]]
Test = Callable[[XenObject], bool]

#: Keys of the query with a meaning of their own; all others are fields.
OWN_KEYS = ("fields", "filter", "limit", "after")

MAX_LIMIT = 100_000


@dataclass(frozen=True)
class Page:
    """What is wanted of a list."""

    tests: tuple[Test, ...]
    limit: int | None
    #: Only objects that come later than this one; by when they were made, and the reference.
    after: tuple[int, str] | None

    def cut(self, objects: Iterable[XenObject]) -> tuple[list[XenObject], int, str | None]:
        """The objects of the page, how many there are on all pages, and where the next page begins."""
        found = [obj for obj in objects if all(test(obj) for test in self.tests)]
        total = len(found)
        if self.limit is None and self.after is None:
            return found, total, None
        found.sort(key=_place)
        if self.after is not None:
            after = self.after
            found = [obj for obj in found if _place(obj) > after]
        if self.limit is None or len(found) <= self.limit:
            return found, total, None
        found = found[: self.limit]
        return found, total, "{}.{}".format(*_place(found[-1]))


def _place(obj: XenObject) -> tuple[int, str]:
    return obj.created, obj.ref


def page(store: Store, info: ClassInfo, query: Query) -> Page:
    """What a query asks for. Raises a problem (400) for what cannot be understood."""
    issues: list[Issue] = []
    fields = {f.name: f for f in info.public_fields}
    tests = []
    for key, values in query.items():
        if key in OWN_KEYS:
            if len(values) > 1:
                issues.append(Issue(f"?{key}", "comes more than once"))
            continue
        name, dot, member = key.partition(".")
        field = fields.get(name)
        if field is None or field.is_map is not bool(dot):
            issues.append(Issue(f"?{key}", _why_not(info, field)))
        else:
            tests.append(_test(store, field, member, values))
    if issues:
        raise invalid(issues, 400)
    return Page(tuple(tests), _limit(query), _after(query))


def _why_not(info: ClassInfo, field: Field | None) -> str:
    if field is None:
        return f"is no parameter, and no field of {info.name}"
    return f"is a map: ask for {field.name}.KEY" if field.is_map else "is no map"


def _test(store: Store, field: Field, member: str, values: list[str]) -> Test:
    """Whether a field has one of the values, a set one of them among its members, a map at that key."""
    index, wanted = field.index, {_meant(store, field, v) for v in values}
    if field.is_map:
        return lambda obj: any(
            as_text(k) == member and as_text(v) in wanted for k, v in obj.values[index].items()
        )
    if field.is_set:
        return lambda obj: any(as_text(item) in wanted for item in obj.values[index])
    return lambda obj: as_text(obj.values[index]) in wanted


def _meant(store: Store, field: Field, text: str) -> str:
    if field.target is None:
        return text
    return reference(store, field.target, text) or NULL_REF


def _limit(query: Query) -> int | None:
    if "limit" not in query:
        return None
    text = query["limit"][0]
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= MAX_LIMIT or len(text) > 9:
        raise invalid([Issue("?limit", f"has to be a number from 1 to {MAX_LIMIT}")], 400)
    return int(text)


def _after(query: Query) -> tuple[int, str] | None:
    if "after" not in query:
        return None
    made, dot, ref = query["after"][0].partition(".")
    if not (made.isascii() and made.isdigit() and len(made) <= 20 and dot and ref):
        raise invalid([Issue("?after", "has to be taken from the link to the next page")], 400)
    return int(made), ref


def one(query: Query, allowed: Iterable[str]) -> dict[str, str]:
    """A query of which every key is known and comes once. Raises a problem (400)."""
    known = tuple(allowed)
    issues = [Issue(f"?{k}", "is no parameter here") for k in query if k not in known]
    issues += [Issue(f"?{k}", "comes more than once") for k, v in query.items() if k in known and len(v) > 1]
    if issues:
        raise invalid(issues, 400)
    return {k: v[0] for k, v in query.items()}


def flag(query: dict[str, str], name: str) -> bool:
    """A parameter that is true or false. Raises a problem (400)."""
    text: Any = query.get(name, "false")
    if text not in ("true", "false"):
        raise Problem(400, f"{name} is true or false", issues=[Issue(f"?{name}", "has to be true or false")])
    return bool(text == "true")
