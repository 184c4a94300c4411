"""The class subject: users and groups of an external service, with their roles."""

from __future__ import annotations

from typing import Any

from xapid.model.errors import XenError
from xapid.model.fields import field
from xapid.model.messages import message
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_ADMIN, READ_ONLY, ROLE_UUIDS
from xapid.model.types import STRING, STRING_MAP, refs
from xapid.objects.context import Context
from xapid.objects.implicit import constructor_values
from xapid.objects.role import Role, permissions_of
from xapid.objects.session import Session, life


class Subject(XenObject, name="subject", creatable=True):
    """A user or a group that may log in, and what they may do."""

    uuid = field(STRING, "unique name of the subject")
    subject_identifier = field(STRING, "what the external service calls it", default="", given=True)
    other_config = field(STRING_MAP, "what the external service told of it", default={}, given=True)
    roles = field(refs("role"), "its roles", default=(f"OpaqueRef:{ROLE_UUIDS[POOL_ADMIN]}",))


@message(Subject, role=POOL_ADMIN, params={"args": "subject record"})
async def create(ctx: Context, args: dict[str, Any]) -> Subject:
    """Let a user or a group in."""
    values = constructor_values(Subject.info, args)
    identifier = values.get("subject_identifier", "")
    if any(known.subject_identifier == identifier for known in ctx.store.all(Subject)):
        raise XenError("SUBJECT_ALREADY_EXISTS")
    with ctx.change():
        return ctx.store.create(Subject, **values)


@message(Subject, role=POOL_ADMIN)
async def destroy(ctx: Context, self: Subject) -> None:
    """Let a user or a group in no longer, and end the sessions that there are."""
    sessions = [s for s in ctx.store.all(Session) if s.raw("subject") == self.ref and s is not ctx.session]
    with ctx.change():
        ctx.store.destroy(self)
    for session in sessions:
        life.end(ctx.store, session)


@message(Subject, role=POOL_ADMIN, asynchronous=False)
async def add_to_roles(ctx: Context, self: Subject, role: Role) -> None:
    """Give a role; a permission cannot be given by itself."""
    if not role.subroles or role.is_internal:
        raise XenError("ROLE_NOT_FOUND")
    if role in self.roles:
        raise XenError("ROLE_ALREADY_EXISTS")
    with ctx.change():
        self.roles = [*self.roles, role]


@message(Subject, role=POOL_ADMIN, asynchronous=False)
async def remove_from_roles(ctx: Context, self: Subject, role: Role) -> None:
    """Take a role away."""
    if role not in self.roles:
        raise XenError("ROLE_NOT_FOUND")
    with ctx.change():
        self.roles = [r for r in self.roles if r is not role]


@message(Subject, role=READ_ONLY, asynchronous=False)
async def get_permissions_name_label(ctx: Context, self: Subject) -> list[str]:
    """The names of all permissions that its roles give."""
    return list(dict.fromkeys(p.name_label for role in self.roles for p in permissions_of(role)))
