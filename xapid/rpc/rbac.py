"""Whether a session may: superusers may all, others what their permissions list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xapid.model.errors import XenError

#: The permission sets of sessions lately seen, by the identity of their (never changed) tuples.
_sets: dict[int, tuple[tuple[str, ...], frozenset[str]]] = {}
_SETS_KEPT = 256


def require(session: Any, permission: str) -> None:
    """Raise RBAC_PERMISSION_DENIED unless the session holds the permission (a lower-case name)."""
    if session.is_local_superuser or session.pool or permission in _permissions(session):
        return
    raise XenError("RBAC_PERMISSION_DENIED", permission, "The roles of this session do not allow it")


def _permissions(session: Any) -> frozenset[str]:
    held = session.raw("rbac_permissions")
    known = _sets.get(id(held))
    if known is None or known[0] is not held:
        if len(_sets) >= _SETS_KEPT:
            _sets.clear()
        known = _sets[id(held)] = (held, frozenset(p.lower() for p in held))
    return known[1]


def key_permission(permission: str, key: str, key_roles: Mapping[str, str]) -> str:
    """The permission to touch one key of a map: an own one where the key has an own role."""
    for pattern in key_roles:
        if key == pattern or (pattern.endswith("*") and key.startswith(pattern[:-1])):
            return f"{permission}/key:{pattern.lower()}"
    return permission
