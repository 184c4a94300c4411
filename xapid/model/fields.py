"""A field of a class: one line in the class body, and the attribute that reads and writes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from xapid.model.roles import Role
from xapid.model.types import ApiType, MapType, RefType, SetType

if TYPE_CHECKING:
    from xapid.model.objects import XenObject

#: Says that a field has no default: a constructor must be given it.
REQUIRED: Any = object()


class Field:
    """One declared field.

    On an object, reading a reference gives the object itself (or None), a set of
    references a list of objects, anything else the plain value. Assigning works
    inside ``store.change()`` only and takes objects or references alike.
    """

    name: str
    index: int

    def __init__(self, type: ApiType, doc: str, *, default: Any = REQUIRED, given: bool = False,
                 writable: bool = False, inverse: str | None = None, persist: bool = True,
                 internal: bool = False, removed: bool = False, secret: bool = False,
                 read_role: Role | None = None, write_role: Role | None = None,
                 key_roles: Mapping[str, str] | None = None) -> None:  # fmt: skip
        self.type = type
        self.doc = doc
        self.default = default
        self.given = given or writable
        self.writable = writable
        self.inverse = inverse
        self.persist = persist
        self.internal = internal
        self.removed = removed
        self.secret = secret
        self.read_role = read_role
        self.write_role = write_role
        self.key_roles = dict(key_roles or {})
        self.is_ref = isinstance(type, RefType)
        self.is_ref_set = isinstance(type, SetType) and isinstance(type.item, RefType)
        self.is_map = isinstance(type, MapType)
        self.is_set = isinstance(type, SetType)
        self.is_inverse_set = self.is_ref_set and inverse is not None

    @property
    def required(self) -> bool:
        """Whether a create record must hold it."""
        return self.given and self.default is REQUIRED

    @property
    def target(self) -> str | None:
        """The class that a reference, or a set of references, points to."""
        if isinstance(self.type, RefType):
            return self.type.class_name
        if isinstance(self.type, SetType) and isinstance(self.type.item, RefType):
            return self.type.item.class_name
        return None

    def initial(self) -> Any:
        """The value before anybody sets it."""
        if self.default is REQUIRED:
            return self.type.zero()
        return self.type.accept(self.default)

    def __get__(self, obj: XenObject | None, owner: type | None = None) -> Any:
        if obj is None:
            return self
        value = obj.values[self.index]
        if self.is_ref:
            return obj.store.get(value)
        if self.is_ref_set:
            get = obj.store.get
            return [target for target in map(get, value) if target is not None]
        return value

    def __set__(self, obj: XenObject, value: Any) -> None:
        obj.store.write(obj, self, self.plain(value))

    def plain(self, value: Any) -> Any:
        """The stored form: references for objects, a tuple for any iterable of a set, a map of its own."""
        if self.is_ref:
            return value if isinstance(value, str) else getattr(value, "ref", self.type.zero())
        if self.is_set:
            return tuple(v if isinstance(v, str) else getattr(v, "ref", v) for v in _iterate(value))
        if self.is_map:
            return {getattr(k, "ref", k): getattr(v, "ref", v) for k, v in value.items()}
        return value


def _iterate(value: Any) -> Iterable[Any]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise TypeError(f"a set field takes an iterable, not {value!r}")
    return value


def field(type: ApiType, doc: str, *, default: Any = REQUIRED, given: bool = False, writable: bool = False,
          inverse: str | None = None, persist: bool = True, internal: bool = False, removed: bool = False,
          secret: bool = False, read_role: Role | None = None, write_role: Role | None = None,
          key_roles: Mapping[str, str] | None = None) -> Any:  # fmt: skip
    """Declare a field of the class body that this stands in.

    ``given``: part of the create record. ``writable``: that, and it has setters.
    ``inverse``: the field at the other end of the relation. ``persist=False``: not
    kept over a restart. ``internal``: in the database only, no getter. ``removed``:
    still in records, no longer written. ``write_role``: role of the setters, else
    that of the class. ``key_roles``: the role that a particular map key needs (a
    trailing ``*`` matches any ending).
    """
    return Field(type, doc, default=default, given=given, writable=writable, inverse=inverse,
                 persist=persist, internal=internal, removed=removed, secret=secret, read_role=read_role,
                 write_role=write_role, key_roles=key_roles)  # fmt: skip
