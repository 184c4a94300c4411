"""Everything that was declared, by name; and the check that it fits together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xapid.model.errors import DeclarationError

if TYPE_CHECKING:
    from xapid.model.messages import Message
    from xapid.model.objects import ClassInfo
    from xapid.model.types import ApiEnum


class Registry:
    """The declared classes and messages. Filled at import, checked once by ``seal``."""

    def __init__(self) -> None:
        self.classes: dict[str, ClassInfo] = {}
        self.messages: dict[str, Message] = {}
        self.enums: dict[str, type[ApiEnum]] = {}
        self.sealed = False

    def add_class(self, info: ClassInfo) -> None:
        """Note a class; its name must be new."""
        if info.name in self.classes:
            raise DeclarationError(f"class {info.name} is declared twice")
        self.classes[info.name] = info

    def add_message(self, message: Message) -> None:
        """Note a message; one written by hand comes before the implicit one of the same name."""
        if message.full_name in self.messages:
            raise DeclarationError(f"message {message.full_name} is declared twice")
        if message.class_name not in self.classes:
            raise DeclarationError(f"message {message.full_name} is of no declared class")
        self.messages[message.full_name] = message

    def seal(self) -> None:
        """Check what spans classes: both ends of every relation. DeclarationError if not."""
        for info in self.classes.values():
            for field in info.fields.values():
                if field.inverse is not None:
                    self._check_inverse(info, field.name)
        self.sealed = True

    def _check_inverse(self, info: ClassInfo, name: str) -> None:
        field = info.fields[name]
        if field.target is None:
            raise DeclarationError(f"{info.name}.{name} is no reference, and cannot have an inverse")
        target = self.classes.get(field.target)
        if target is None:
            return  # the other class is not declared yet: the relation has one end
        other = target.fields.get(field.inverse or "")
        if other is None or other.inverse != name or other.target != info.name:
            raise DeclarationError(f"{info.name}.{name}: {field.inverse} is not its inverse")
        if field.is_ref and other.is_ref:
            raise DeclarationError(f"{info.name}.{name}: one end of a relation has to be a set")


registry = Registry()
