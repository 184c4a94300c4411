"""The class role: the roles, and the permissions that they are made of."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.messages import message
from xapid.model.objects import XenObject
from xapid.model.roles import READ_ONLY
from xapid.model.types import BOOL, STRING, refs
from xapid.objects.context import Context


class Role(XenObject, name="role"):
    """A role of people, or a single permission."""

    uuid = field(STRING, "follows from the name")
    name_label = field(STRING, "name; for a permission the message in lower case", default="", given=True)
    name_description = field(STRING, "what it is for", default="", given=True)
    subroles = field(refs("role"), "the permissions of a role; none of a permission", default=(), given=True)
    is_internal = field(BOOL, "whether it is never given to people", default=False)


def permissions_of(role: Role) -> list[Role]:
    """The permissions that a role consists of; a permission consists of itself."""
    return role.subroles or [role]


@message(Role, role=READ_ONLY, asynchronous=False)
async def get_permissions(ctx: Context, self: Role) -> list[Role]:
    """The permissions that the role consists of."""
    return permissions_of(self)


@message(Role, role=READ_ONLY, asynchronous=False)
async def get_permissions_name_label(ctx: Context, self: Role) -> list[str]:
    """The names of the permissions that the role consists of."""
    return [permission.name_label for permission in permissions_of(self)]


@message(Role, role=READ_ONLY, asynchronous=False)
async def get_by_permission(ctx: Context, permission: Role) -> list[Role]:
    """The roles that hold the permission."""
    return [role for role in ctx.store.all(Role) if permission.ref in role.raw("subroles")]


@message(Role, role=READ_ONLY, asynchronous=False)
async def get_by_permission_name_label(ctx: Context, label: str) -> list[Role]:
    """The roles that hold the permission of that name; none when there is no such permission."""
    wanted = {permission.ref for permission in ctx.store.table(Role).by_name_label(label)}
    return [role for role in ctx.store.all(Role) if not wanted.isdisjoint(role.raw("subroles"))]
