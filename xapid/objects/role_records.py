"""The records of the roles and their permissions, made at every start from the declarations."""

from __future__ import annotations

import hashlib
from uuid import UUID

from xapid.model.roles import CLIENT_CERT, ROLE_ORDER
from xapid.objects.rights import all_permissions
from xapid.objects.role import Role
from xapid.store.store import Store

_DESCRIPTIONS = {
    "pool-admin": "May do everything, the rights of others included",
    "pool-operator": "May do everything but change who has which rights",
    "vm-power-admin": "May do everything with virtual machines",
    "vm-admin": "May make, change and delete virtual machines, but not move them",
    "vm-operator": "May start, stop and see virtual machines, but not change them",
    "client-cert": "Whoever shows the certificate of a known client, for replication between pools",
    "read-only": "May look at everything and change nothing",
}


def uuid_of(name: str) -> str:
    """The uuid of a role or a permission: the MD5 sum of its name."""
    return str(UUID(bytes=hashlib.md5(name.encode(), usedforsecurity=False).digest()))


def install(store: Store) -> None:
    """Make the records of all roles and permissions; once, after the store was loaded."""
    held: dict[str, list[str]] = {role: [] for role in ROLE_ORDER}
    made = []
    with store.change():
        for name, holders in all_permissions().items():
            uuid = uuid_of(name)
            ref = f"OpaqueRef:{uuid}"
            made.append(store.create(Role, transient=True, ref=ref, uuid=uuid, name_label=name.lower()))
            for role in holders:
                held[role].append(ref)
        for role in ROLE_ORDER:
            made.append(_make_role(store, role, held[role]))
    _make_old(store, made)


def _make_role(store: Store, name: str, permissions: list[str]) -> Role:
    uuid = uuid_of(name)
    return store.create(
        Role, transient=True, ref=f"OpaqueRef:{uuid}", uuid=uuid, name_label=name,
        name_description=_DESCRIPTIONS[name], subroles=permissions, is_internal=name == CLIENT_CERT,
    )  # fmt: skip


def _make_old(store: Store, roles: list[Role]) -> None:
    """Roles are always the same: who holds an events token from before the restart hears nothing of them."""
    for role in reversed(roles):
        role.created = role.modified = 0
        store.by_change.move_to_end(role.ref, last=False)
