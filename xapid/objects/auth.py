"""The class auth: questions to the external directory."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.objects import XenObject
from xapid.model.roles import READ_ONLY
from xapid.objects.context import Context


class Auth(XenObject, name="auth", events=False, persist=False, in_database=False):
    """The service that knows users who are not local ones."""


@message(Auth, role=READ_ONLY, asynchronous=False)
async def get_subject_identifier(ctx: Context, subject_name: str) -> str:
    """The identifier of the user or group with that name.

    Raises AUTH_IS_DISABLED without a directory, SUBJECT_CANNOT_BE_RESOLVED for an
    unknown name, AUTH_SERVICE_ERROR when the directory cannot be asked.
    """
    return await ctx.services.external.ask(lambda directory: directory.find(subject_name))


@message(Auth, role=READ_ONLY, asynchronous=False, params={"return": "(string -> string) map"})
async def get_subject_information_from_identifier(ctx: Context, subject_identifier: str) -> dict[str, str]:
    """What the directory knows of a user or group, under keys such as ``subject-name``."""
    return await ctx.services.external.ask(lambda directory: directory.describe(subject_identifier))


@message(Auth, role=READ_ONLY, asynchronous=False)
async def get_group_membership(ctx: Context, subject_identifier: str) -> list[str]:
    """The identifiers of the groups that a user is in, through other groups too."""
    return await ctx.services.external.ask(lambda directory: directory.groups(subject_identifier))
