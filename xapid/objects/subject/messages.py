"""The messages of the class subject. What they change counts at once, for sessions that exist too."""

from __future__ import annotations

from typing import Any

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN, READ_ONLY
from xapid.objects.access.subjects import apply
from xapid.objects.context import Context
from xapid.objects.implicit import constructor_values
from xapid.objects.role import Role, permissions_of
from xapid.objects.subject.declaration import Subject

LONGEST_IDENTIFIER = 1024


@message(Subject, role=POOL_ADMIN, params={"args": "subject record"})
async def create(ctx: Context, args: dict[str, Any]) -> Subject:
    """Let a user or a group in."""
    values = constructor_values(Subject.info, args)
    identifier = values.get("subject_identifier", "")
    if not identifier or len(identifier) > LONGEST_IDENTIFIER:
        raise XenError("INVALID_VALUE", "subject_identifier", identifier[:100])
    if any(known.subject_identifier == identifier for known in ctx.store.all(Subject)):
        raise XenError("SUBJECT_ALREADY_EXISTS")
    with ctx.change():
        made = ctx.store.create(Subject, **values)
    apply(ctx)
    return made


@message(Subject, role=POOL_ADMIN)
async def destroy(ctx: Context, self: Subject) -> None:
    """Let a user or a group in no longer, and end the sessions that there are."""
    with ctx.change():
        ctx.store.destroy(self)
    apply(ctx)


@message(Subject, role=POOL_ADMIN, asynchronous=False)
async def add_to_roles(ctx: Context, self: Subject, role: Role) -> None:
    """Give a role; a permission cannot be given by itself."""
    if not role.subroles or role.is_internal:
        raise XenError("ROLE_NOT_FOUND")
    if role in self.roles:
        raise XenError("ROLE_ALREADY_EXISTS")
    with ctx.change():
        self.roles = [*self.roles, role]
    apply(ctx)


@message(Subject, role=POOL_ADMIN, asynchronous=False)
async def remove_from_roles(ctx: Context, self: Subject, role: Role) -> None:
    """Take a role away."""
    if role not in self.roles:
        raise XenError("ROLE_NOT_FOUND")
    with ctx.change():
        self.roles = [r for r in self.roles if r is not role]
    apply(ctx)


@message(Subject, role=READ_ONLY, asynchronous=False)
async def get_permissions_name_label(ctx: Context, self: Subject) -> list[str]:
    """The names of all permissions that its roles give."""
    return list(dict.fromkeys(p.name_label for role in self.roles for p in permissions_of(role)))
