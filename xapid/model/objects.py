"""Objects of the API: the base class, and what is known of each class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from xapid.model.errors import DeclarationError, XenError
from xapid.model.fields import Field
from xapid.model.registry import registry
from xapid.model.roles import POOL_ADMIN, READ_ONLY, Role, allowed_roles


class ObjectStore(Protocol):
    """What an object needs of the store that holds it."""

    def get(self, ref: str) -> Any: ...

    def write(self, obj: XenObject, field: Field, value: Any) -> None: ...


@dataclass(frozen=True)
class ClassInfo:
    """A declared class: its name, its fields in order, and how it behaves as a whole."""

    name: str
    python: type[XenObject]
    doc: str
    fields: dict[str, Field]
    events: bool
    persist: bool
    in_database: bool
    creatable: bool
    listable: bool
    implicit: bool
    named: bool
    removed: bool
    read_role: Role
    write_role: Role

    @property
    def has_name_label(self) -> bool:
        """Whether objects can be looked up by name."""
        return self.named and "name_label" in self.fields

    @property
    def public_fields(self) -> list[Field]:
        """The members of a record, in the order of the declaration."""
        return [f for f in self.fields.values() if not f.internal]


class _Body(dict[str, Any]):
    """What stands in a declaration; a field stands there once."""

    def __setitem__(self, name: str, value: Any) -> None:
        if isinstance(value, Field) and isinstance(self.get(name), Field):
            raise DeclarationError(f"field {name} is declared twice")
        super().__setitem__(name, value)


class Declaring(type):
    """Makes objects of a declared class hold their fields and nothing else: a misspelt name fails."""

    @classmethod
    def __prepare__(mcs, name: str, bases: tuple[type, ...], /, **options: Any) -> dict[str, Any]:
        return _Body(__slots__=())

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any], /,
                **options: Any) -> Declaring:  # fmt: skip
        return super().__new__(mcs, name, bases, dict(body), **options)


class XenObject(metaclass=Declaring):
    """An object of the API. Subclasses are declarations; see ``xapid.model.fields.field``.

    Class options: ``name`` on the wire (else the Python name); ``events``: whether
    changes are told; ``persist``: whether objects outlive the daemon;
    ``in_database``: False for pure record types; ``creatable``: has create and
    destroy; ``listable``: has get_all and its kin; ``implicit``: has messages by its
    declaration alone; ``named``: has get_by_name_label, if it has that field;
    ``removed``: look-ups and records answer MESSAGE_REMOVED;
    ``write_role``: role of setters, create and destroy; ``read_role``.
    """

    __slots__ = (
        "__weakref__",
        "alive",
        "created",
        "fragments",
        "modified",
        "ref",
        "store",
        "transient",
        "values",
    )

    info: ClassVar[ClassInfo]

    ref: str
    store: ObjectStore
    values: list[Any]
    #: Generations at which the object was made and last changed.
    created: int
    modified: int
    #: Encoded records by codec name; emptied by every change.
    fragments: dict[str, bytes]
    #: Not written to the database.
    transient: bool
    alive: bool

    def __init_subclass__(cls, *, name: str | None = None, events: bool = True, persist: bool = True,
                          in_database: bool = True, creatable: bool = False, listable: bool | None = None,
                          implicit: bool = True, named: bool = True, removed: bool = False,
                          read_role: Role = READ_ONLY, write_role: Role = POOL_ADMIN) -> None:  # fmt: skip
        super().__init_subclass__()
        # A trailing underscore keeps a name of the API apart from a word of Python, or one used here.
        for taken in vars(cls).keys() & (set(XenObject.__slots__) | {"info", "raw", "record"}):
            if isinstance(vars(cls)[taken], Field):
                raise DeclarationError(f"{cls.__name__}.{taken} has to be declared as {taken}_")
        found = [(n.rstrip("_"), f) for n, f in vars(cls).items() if isinstance(f, Field)]
        fields = dict(found)
        if len(fields) < len(found):
            raise DeclarationError(f"{cls.__name__} has two fields of the same name")
        for index, (field_name, declared) in enumerate(fields.items()):
            declared.name, declared.index = field_name, index
        doc = (cls.__doc__ or "").strip()
        class_name = name or cls.__name__
        check_declaration(class_name, doc, fields, (read_role, write_role))
        cls.info = ClassInfo(class_name, cls, doc, fields, events, persist and in_database, in_database,
                             creatable, in_database if listable is None else listable, implicit,
                             named, removed, read_role, write_role)  # fmt: skip
        registry.add_class(cls.info)

    def raw(self, field_name: str) -> Any:
        """The stored value: references as text, sets as tuples."""
        value = self.values[self.info.fields[field_name].index]
        return tuple(value) if isinstance(value, dict) and self.info.fields[field_name].is_set else value

    def record(self) -> dict[str, Any]:
        """The record as plain values, by field name, in the order of the declaration."""
        return {f.name: self.raw(f.name) for f in self.info.public_fields}

    def __repr__(self) -> str:
        return f"<{self.info.name} {self.ref}>"


def check_declaration(class_name: str, doc: str, fields: dict[str, Field], roles: tuple[Role, ...]) -> None:
    """DeclarationError when a class or one of its fields cannot be right by itself."""
    if not doc:
        raise DeclarationError(f"class {class_name} has no description")
    for role in roles:
        allowed_roles(role)
    for name, declared in fields.items():
        if not declared.doc.strip():
            raise DeclarationError(f"{class_name}.{name} has no description")
        given = (declared.read_role, declared.write_role, *declared.key_roles.values())
        for given_role in given:
            if given_role is not None:
                allowed_roles(given_role)
        try:
            declared.initial()
        except XenError as error:
            raise DeclarationError(f"{class_name}.{name} has a wrong default: {error}") from None


class RecordView:
    """A whole record as a result; codecs join its ready-made bytes."""

    __slots__ = ("obj",)

    def __init__(self, obj: XenObject) -> None:
        self.obj = obj
