"""The messages of the class host about the directory that knows users."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.access import enabling
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host


@message(Host, role=POOL_ADMIN, asynchronous=False)
async def enable_external_auth(
    ctx: Context, host: Host, config: dict[str, str], service_name: str, auth_type: str
) -> None:
    """Have the host check users against a directory of the type LDAP or PAM, once it has answered.

    Raises AUTH_ALREADY_ENABLED, AUTH_UNKNOWN_TYPE, and AUTH_ENABLE_FAILED and its
    family with what is wrong.
    """
    await enabling.enable(ctx, host, config, service_name, auth_type)


@message(Host, role=POOL_ADMIN, asynchronous=False)
async def disable_external_auth(
    ctx: Context,
    host: Host,
    config: dict[str, str] = {},  # noqa: B006
    force: bool = False,
) -> None:
    """Have the host check users against no directory any more; its users are logged out.

    Nothing is left behind at the directory, so ``config`` and ``force`` are not needed.
    """
    await enabling.disable(ctx, host)


@message(Host, role=POOL_ADMIN, asynchronous=False)
async def external_auth_set_ldaps(ctx: Context, host: Host, ldaps: bool, force: bool = False) -> None:
    """Choose whether the directory's ldaps servers are asked, or its ldap servers.

    Raises AUTH_IS_DISABLED without an LDAP directory, AUTH_SET_LDAPS_FAILED [host,
    text] when those do not answer; ``force``: they are not asked first.
    """
    await enabling.set_ldaps(ctx, host, ldaps, force)
