"""What REST makes of each declared class: which messages are methods, and which fields can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from xapid.model.errors import DeclarationError
from xapid.model.fields import Field
from xapid.model.messages import Message
from xapid.model.objects import ClassInfo
from xapid.model.registry import Registry
from xapid.model.types import RecordType, RefType

ROOT = "/rest/v1"

#: The session is the credential itself: it is made, read and ended by a resource of its own.
LOGIN = "session"

#: Members that every object has beside its fields.
OWN_MEMBERS = ("ref", "href")

#: Messages that other methods stand for: GET, POST to the class, DELETE.
COVERED = ("get_record", "get_by_uuid", "get_by_name_label", "get_all", "get_all_where", "get_all_records",
            "get_all_records_where", "create", "destroy")  # fmt: skip


@dataclass(frozen=True)
class Resource:
    """A class as REST shows it; None for what it has not."""

    info: ClassInfo
    record: Message | None
    everything: Message | None
    #: Like ``everything``, for those that an expression selects.
    selected: Message | None
    create: Message | None
    destroy: Message | None
    #: By field.
    setters: dict[str, Message]
    #: Messages to one object, and to the class, by name.
    of_object: dict[str, Message]
    of_class: dict[str, Message]

    @property
    def name(self) -> str:
        return self.info.name

    @property
    def path(self) -> str:
        """Where the objects of the class are."""
        return f"{ROOT}/{self.name}"

    @property
    def created_from_record(self) -> bool:
        """Whether ``create`` takes the fields of the object, not parameters of its own."""
        return self.create is not None and [p.type for p in self.create.params] == [RecordType(self.name)]


@lru_cache(maxsize=8)
def resources(registry: Registry) -> dict[str, Resource]:
    """All that REST shows, by the names of the classes."""
    by_class: dict[str, dict[str, Message]] = {}
    for message in registry.messages.values():
        by_class.setdefault(message.class_name, {})[message.name] = message
    made = (_resource(info, by_class.get(name, {})) for name, info in registry.classes.items())
    return {each.name: each for each in made if _shown(each)}


def _shown(resource: Resource) -> bool:
    return not resource.info.removed and bool(
        resource.record or resource.everything or resource.of_class or resource.of_object
    )


def _resource(info: ClassInfo, messages: dict[str, Message]) -> Resource:
    for name in OWN_MEMBERS:
        if info.in_database and name in info.fields:
            raise DeclarationError(f"{info.name} has a field {name}, which REST has for itself")
    known = {n: m for n, m in messages.items() if m.session and not (m.removed or m.pool_internal)}
    login = info.name == LOGIN
    # Answers of the store alone are hidden in the specification, and well-known all the same.
    hidden = {} if login else {n: known.get(n) for n in COVERED}
    setters = {} if login else {f.name: m for f, m in _setters(info, known)}
    rest = {
        n: m for n, m in known.items()
        if not (m.hidden or n in COVERED or m in setters.values() or _is_getter(info, m))
    }  # fmt: skip
    of_object = {} if login else {n: m for n, m in rest.items() if is_of_object(m)}
    return Resource(
        info, hidden.get("get_record"), hidden.get("get_all_records"), hidden.get("get_all_records_where"),
        hidden.get("create"), hidden.get("destroy"), setters,
        of_object, {n: m for n, m in rest.items() if not is_of_object(m)},
    )  # fmt: skip


def _setters(info: ClassInfo, messages: dict[str, Message]) -> Iterator[tuple[Field, Message]]:
    for field in info.public_fields:
        setter = messages.get(f"set_{field.name}")
        if setter is None or field.removed or setter.hidden:
            continue
        types = [str(p.type) for p in setter.params]
        if types == [str(RefType(info.name)), str(field.type)]:
            yield field, setter


def is_of_object(message: Message) -> bool:
    """Whether the first parameter is an object of the message's class."""
    return bool(message.params) and message.params[0].type == RefType(message.class_name)


def _is_getter(info: ClassInfo, message: Message) -> bool:
    field = info.fields.get(message.name.removeprefix("get_"))
    return message.name.startswith("get_") and field is not None and message.implicit
