"""Reads what a client sends, by the declared types: strictly, and tells all that is wrong at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xapid.model.errors import XenError
from xapid.model.messages import Param
from xapid.model.objects import ClassInfo
from xapid.model.types import (
    BOOL,
    FLOAT,
    INT,
    NULL_REF,
    STRING,
    ApiType,
    EnumType,
    MapType,
    OptionType,
    RecordType,
    RefType,
    SetType,
)
from xapid.rpc.rest.problem import Issue, invalid
from xapid.store.store import Store

#: What a value of a plain type is in JSON, and how that is called.
_PLAIN: dict[ApiType, tuple[tuple[type, ...], str]] = {
    STRING: ((str,), "a string"), BOOL: ((bool,), "true or false"),
    INT: ((int,), "an integer"), FLOAT: ((int, float), "a number"),
}  # fmt: skip


def reference(store: Store, class_name: str, text: str) -> str:
    """The reference that a reference or a uuid of the class means; any other text stays what it is."""
    if text in store.objects or class_name not in store.tables:
        return text
    found = store.tables[class_name].by_uuid(text)
    return text if found is None else str(found.ref)


class Reader:
    """Turns JSON into values as the dispatcher takes them, and collects what is wrong."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.issues: list[Issue] = []

    def check(self) -> None:
        """Raise a problem (422) that tells of everything found to be wrong."""
        if self.issues:
            raise invalid(self.issues)

    def wrong(self, pointer: str, detail: str) -> None:
        """Note that something is wrong."""
        self.issues.append(Issue(pointer or "#", detail))

    def params(self, params: Iterable[Param], body: dict[str, Any]) -> list[Any]:
        """The parameters of a message, in their order; those that may be left out at the end stay out."""
        known = {p.name: p for p in params}
        self._unknown(body, known, "parameter")
        for name, param in known.items():
            if param.required and name not in body:
                self.wrong(f"/{name}", "is missing")
        last = max((i for i, name in enumerate(known) if name in body), default=-1)
        return [
            self.value(p.type, body[p.name], f"/{p.name}") if p.name in body else _default(p)
            for p in list(known.values())[: last + 1]
        ]

    def record(self, info: ClassInfo, body: dict[str, Any], pointer: str = "") -> dict[str, Any]:
        """The fields of an object to be made."""
        given = {f.name: f for f in info.public_fields if f.given}
        self._unknown(body, given, "field that can be given", pointer)
        for name, field in given.items():
            if field.required and name not in body:
                self.wrong(f"{pointer}/{name}", "is missing")
        return {
            n: self.value(given[n].type, v, f"{pointer}/{_escape(n)}") for n, v in body.items() if n in given
        }

    def value(self, kind: ApiType, value: Any, pointer: str) -> Any:
        """A value of a type, as the dispatcher takes it."""
        if isinstance(kind, OptionType):
            return None if value is None else self.value(kind.item, value, pointer)
        if isinstance(kind, RefType):
            return self._reference(kind, value, pointer)
        if isinstance(kind, SetType):
            return self._set(kind, value, pointer)
        if isinstance(kind, MapType | RecordType):
            if not isinstance(value, dict):
                self.wrong(pointer, "has to be an object")
                return {}
            return self._map(kind, value, pointer)
        if isinstance(kind, EnumType):
            if value not in list(kind.enum):
                self.wrong(pointer, f"has to be one of {', '.join(kind.enum)}")
            return value
        return self._plain(kind, value, pointer)

    def _plain(self, kind: ApiType, value: Any, pointer: str) -> Any:
        types, words = _PLAIN.get(kind, ((str,), "a date and time such as 20300131T10:00:00Z"))
        if not isinstance(value, types) or (isinstance(value, bool) and kind != BOOL):
            self.wrong(pointer, f"has to be {words}")
            return value
        try:
            kind.accept(value)
        except XenError as error:
            self.wrong(pointer, ": ".join(error.params[:1]) if kind == STRING else f"has to be {words}")
        return value

    def _reference(self, kind: RefType, value: Any, pointer: str) -> str:
        if value is None:
            return NULL_REF
        if not isinstance(value, str):
            self.wrong(pointer, f"has to be a reference or uuid of a {kind.class_name}, or null")
            return NULL_REF
        return reference(self.store, kind.class_name, str(self._plain(STRING, value, pointer)))

    def _set(self, kind: SetType, value: Any, pointer: str) -> list[Any]:
        if not isinstance(value, list):
            self.wrong(pointer, "has to be an array")
            return []
        return [self.value(kind.item, item, f"{pointer}/{i}") for i, item in enumerate(value)]

    def _map(self, kind: MapType | RecordType, value: dict[str, Any], pointer: str) -> dict[Any, Any]:
        if isinstance(kind, RecordType):
            info = self.store.registry.classes.get(kind.class_name)
            return value if info is None else self.record(info, value, pointer)
        return {
            self._key(kind.key, k, f"{pointer}/{_escape(k)}"): self.value(
                kind.value, v, f"{pointer}/{_escape(k)}"
            )
            for k, v in value.items()
        }

    def _key(self, kind: ApiType, key: str, pointer: str) -> Any:
        if kind == INT and key.removeprefix("-").isdigit():
            return self.value(kind, int(key), pointer)
        return self.value(kind, key, pointer)

    def _unknown(self, body: dict[str, Any], known: dict[str, Any], what: str, pointer: str = "") -> None:
        for name in body.keys() - known.keys():
            self.wrong(f"{pointer}/{_escape(name)}", f"is no {what}")


def _default(param: Param) -> Any:
    """What stands for a parameter that was left out before one that was given."""
    if param.required:
        return None
    try:
        return param.type.accept(param.default)
    except XenError:
        return param.type.zero()


def _escape(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
