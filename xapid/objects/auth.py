"""The class auth: questions to the external authentication service, of which there is none yet."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.objects import XenObject
from xapid.model.roles import READ_ONLY
from xapid.objects.context import Context


class Auth(XenObject, name="auth", events=False, persist=False, in_database=False):
    """The service that knows users who are not local ones."""


def _disabled() -> XenError:
    """No pool can have an external service so far, so this is the plain truth."""
    return XenError("AUTH_IS_DISABLED")


@message(Auth, role=READ_ONLY, asynchronous=False)
async def get_subject_identifier(ctx: Context, subject_name: str) -> str:
    """The identifier of the user or group with that name."""
    raise _disabled()


@message(Auth, role=READ_ONLY, asynchronous=False, params={"return": "(string -> string) map"})
async def get_subject_information_from_identifier(ctx: Context, subject_identifier: str) -> dict[str, str]:
    """What the service knows of a user or group."""
    raise _disabled()


@message(Auth, role=READ_ONLY, asynchronous=False)
async def get_group_membership(ctx: Context, subject_identifier: str) -> list[str]:
    """The identifiers of the groups that a user is in."""
    raise _disabled()
