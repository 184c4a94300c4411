"""Setters that the specification spells out, and which do what implicit ones do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xapid.model.messages import Message, Param
from xapid.model.objects import XenObject
from xapid.model.registry import registry
from xapid.model.roles import Role
from xapid.model.types import MapType, RefType
from xapid.objects.implicit import Function, adder, remover, setter

#: Raises what speaks against a new value of the object's field.
Check = Callable[[Any, Any], None]


def declare_setters(cls: type[XenObject], name: str, what: str, *, role: Role, asynchronous: bool = True,
                    check: Check | None = None, hidden: bool = False) -> None:  # fmt: skip
    """Declare set_NAME of a field, and for a map add_to_NAME and remove_from_NAME.

    ``what`` says what the field is, after "Set". ``check`` sees the object and the whole new value.
    """
    field, this = cls.info.fields[name], Param("self", RefType(cls.info.name))

    def declare(message: str, params: tuple[Param, ...], function: Function, doc: str, **more: Any) -> None:
        registry.add_message(Message(cls.info.name, message, (this, *params), None, role, function, doc,
                                     asynchronous=asynchronous, hidden=hidden, **more))  # fmt: skip

    set_whole = setter(field)

    async def set_checked(ctx: Any, obj: Any, value: Any) -> None:
        if check is not None:
            check(obj, value)
        await set_whole(ctx, obj, value)

    declare(f"set_{name}", (Param("value", field.type),), set_checked, f"Set {what}.")
    if isinstance(field.type, MapType):
        key, keys = Param("key", field.type.key), {"key_roles": field.key_roles}
        declare(f"add_to_{name}", (key, Param("value", field.type.value)), adder(name),
                f"Add an entry to {what}; MAP_DUPLICATE_KEY when there is one.", **keys)  # fmt: skip
        declare(f"remove_from_{name}", (key,), remover(name),
                f"Remove an entry from {what}; an absent one is fine.", **keys)  # fmt: skip
