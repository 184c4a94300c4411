"""What each role may do, and whether a session may do this: one set look-up, none for superusers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xapid.model.errors import XenError
from xapid.model.fields import Field
from xapid.model.messages import Message
from xapid.model.objects import XenObject
from xapid.model.registry import registry
from xapid.model.roles import POOL_OPERATOR, Role, allowed_roles
from xapid.objects.session.declaration import Session

#: To cancel, change and destroy the tasks of others.
ANY_TASK = "task.destroy/any"

#: Permissions that belong to no message, by their names in original spelling.
_others: dict[str, frozenset[str]] = {ANY_TASK: allowed_roles(POOL_OPERATOR)}

#: Permission names of a set of roles, and the same as sets, by the identity of the (never changed) tuple.
_held: dict[frozenset[str], tuple[str, ...]] = {}
_sets: dict[int, frozenset[str]] = {}

#: Of each message: its permission, and for each key with a role of its own the pattern and permission.
_names: dict[Message, tuple[str, tuple[tuple[str, str], ...]]] = {}


def declare(name: str, role: Role) -> None:
    """Add a permission that is no message, such as ``http/get_export``; before the daemon serves."""
    _others[name] = allowed_roles(role)
    _held.clear()
    _sets.clear()


def all_permissions() -> dict[str, frozenset[str]]:
    """Every permission in its original spelling, with the roles that hold it; the unheld are left out."""
    found: dict[str, frozenset[str]] = {}
    for message in registry.messages.values():
        found[message.full_name] = allowed_roles(message.role)
        for pattern, role in message.key_roles.items():
            found[f"{message.full_name}/key:{pattern}"] = allowed_roles(role)
    found |= _others
    return {name: roles for name, roles in found.items() if roles}


def permissions_of(roles: frozenset[str]) -> tuple[str, ...]:
    """The lower-case names of the permissions that any of ``roles`` holds: one tuple for all sessions."""
    known = _held.get(roles)
    if known is None:
        known = tuple(sorted(n.lower() for n, holders in all_permissions().items() if holders & roles))
        _held[roles] = known
        _sets[id(known)] = frozenset(known)
    return known


def holds(session: Session, permission: str) -> bool:
    """Whether the session has the permission, given in lower case."""
    if session.is_local_superuser or session.pool:
        return True
    listed = session.raw("rbac_permissions")
    return permission in _sets.get(id(listed), listed)


def require(session: Session, permission: str) -> None:
    """Raise RBAC_PERMISSION_DENIED unless the session has the permission, given in lower case."""
    if not holds(session, permission):
        raise XenError("RBAC_PERMISSION_DENIED", permission, "No role of this session has the permission")


def allowed(session: Session | None, message: Message, args: Sequence[Any]) -> None:
    """Raise RBAC_PERMISSION_DENIED unless the session may call the message with these arguments.

    A key of a map that has a role of its own asks for that role instead; see
    ``require_for_keys`` for maps that are set as a whole. None is the daemon itself.
    """
    if session is None or session.is_local_superuser or session.pool:
        return
    permission, keys = _names.get(message) or _remember(message)
    key = _argument(message, args, "key") if keys else None
    require(session, permission if key is None else key_permission(permission, key, keys))


def require_for_keys(session: Session | None, field: Field, obj: XenObject, value: Mapping[str, Any]) -> None:
    """Raise RBAC_PERMISSION_DENIED if ``value``, as a whole map, changes a key that the session may not."""
    if session is None or not field.key_roles:
        return
    permission, old = f"{obj.info.name}.add_to_{field.name}".lower(), obj.raw(field.name)
    keys = [(pattern, f"{permission}/key:{pattern}".lower()) for pattern in field.key_roles]
    for changed in (k for k in {**old, **value} if old.get(k) != value.get(k)):
        require(session, key_permission(permission, changed, keys))


def _remember(message: Message) -> tuple[str, tuple[tuple[str, str], ...]]:
    permission = message.full_name.lower()
    keys = tuple((p, f"{permission}/key:{p}".lower()) for p in message.key_roles)
    _names[message] = permission, keys
    return permission, keys


def key_permission(permission: str, key: str, keys: Sequence[tuple[str, str]]) -> str:
    """The permission for one key; a pattern that ends with ``*`` means every key that begins so."""
    for pattern, own in keys:
        if key == pattern or (pattern.endswith("*") and key.startswith(pattern[:-1])):
            return own
    return permission


def _argument(message: Message, args: Sequence[Any], name: str) -> Any:
    return next((a for p, a in zip(message.params, args, strict=False) if p.name == name), None)
