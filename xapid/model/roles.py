"""The roles, most privileged first, and what "this role or above" means."""

from __future__ import annotations

from xapid.model.errors import DeclarationError

POOL_ADMIN = "pool-admin"
POOL_OPERATOR = "pool-operator"
VM_POWER_ADMIN = "vm-power-admin"
VM_ADMIN = "vm-admin"
VM_OPERATOR = "vm-operator"
CLIENT_CERT = "client-cert"
READ_ONLY = "read-only"

#: Only the local superuser, pool members and the daemon itself.
NOBODY = "none"

ROLE_ORDER = (POOL_ADMIN, POOL_OPERATOR, VM_POWER_ADMIN, VM_ADMIN, VM_OPERATOR, CLIENT_CERT, READ_ONLY)

#: The uuids under which clients know the roles.
ROLE_UUIDS = {
    POOL_ADMIN: "0165f154-ba3e-034e-6b27-5d271af109ba",
    POOL_OPERATOR: "b9ce9791-0604-50cd-0649-09b3284c7dfd",
    VM_POWER_ADMIN: "7955168d-7bec-10ed-105f-c6a7e6e63249",
    VM_ADMIN: "aaa00ab5-7340-bfbc-0d1b-7cf342639a6e",
    VM_OPERATOR: "fb8d4ff9-310c-a959-0613-54101535d3d5",
    CLIENT_CERT: "2c42debf-c64a-2ecd-f674-3350f06409f7",
    READ_ONLY: "7233b8e3-eacb-d7da-2c95-f2e581cdbf4e",
}

Role = str | tuple[str, ...]


def allowed_roles(role: Role) -> frozenset[str]:
    """The roles that hold a permission declared for ``role``.

    A name means that role and every more privileged one; a tuple means exactly
    those; NOBODY means none. Raises DeclarationError for an unknown name.
    """
    names = role if isinstance(role, tuple) else (role,)
    for name in names:
        if name not in ROLE_ORDER and name != NOBODY:
            raise DeclarationError(f"unknown role {name!r}")
    if isinstance(role, tuple):
        return frozenset(role)
    if role == NOBODY:
        return frozenset()
    return frozenset(ROLE_ORDER[: ROLE_ORDER.index(role) + 1])
