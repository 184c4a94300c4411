"""The messages of the class pool about the directory that knows users: the same on every host."""

from __future__ import annotations

from xapid.model.error_table import ERRORS
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN, POOL_OPERATOR
from xapid.objects.access import enabling
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host
from xapid.objects.pool.declaration import Pool


@message(Pool, role=POOL_ADMIN, asynchronous=False)
async def enable_external_auth(
    ctx: Context, pool: Pool, config: dict[str, str], service_name: str, auth_type: str
) -> None:
    """Have every host check users against a directory of the type LDAP or PAM, or none if one cannot.

    Raises POOL_AUTH_ALREADY_ENABLED [host], AUTH_UNKNOWN_TYPE, and
    POOL_AUTH_ENABLE_FAILED [host, text] and its family.
    """
    enabled: list[Host] = []
    try:
        for host in ctx.store.all(Host):
            await enabling.enable(ctx, host, config, service_name, auth_type)
            enabled.append(host)
    except XenError as error:
        for done in enabled:
            await enabling.disable(ctx, done)
        raise _for_pool(error, host) from None


@message(Pool, role=POOL_ADMIN, asynchronous=False)
async def disable_external_auth(ctx: Context, pool: Pool, config: dict[str, str] = {}) -> None:  # noqa: B006
    """Have no host check users against a directory any more; its users are logged out."""
    for host in ctx.store.all(Host):
        await enabling.disable(ctx, host)


@message(Pool, role=POOL_ADMIN, asynchronous=False)
async def external_auth_set_ldaps(ctx: Context, pool: Pool, ldaps: bool, force: bool = False) -> None:
    """Choose on every host whether the directory's ldaps servers are asked, or its ldap servers."""
    for host in ctx.store.all(Host):
        await enabling.set_ldaps(ctx, host, ldaps, force)


@message(Pool, role=POOL_OPERATOR, asynchronous=False)
async def detect_nonhomogeneous_external_auth(ctx: Context, pool: Pool) -> None:
    """Raise HOSTS_NOT_HOMOGENEOUS if hosts use different directories."""
    used = {(host.external_auth_type, host.external_auth_service_name) for host in ctx.store.all(Host)}
    if len(used) > 1:
        raise XenError("HOSTS_NOT_HOMOGENEOUS", "external authentication")


def _for_pool(error: XenError, host: Host) -> XenError:
    """What failed on one host, as a failure of the pool."""
    if error.code == "AUTH_ALREADY_ENABLED":
        return XenError("POOL_AUTH_ALREADY_ENABLED", host.ref)
    if error.code == "AUTH_SETUP_TLS_CONNECTION":
        return XenError("POOL_AUTH_ENABLE_FAILED_SETUP_TLS_CONNECTION", host.ref, *error.params)
    code = f"POOL_{error.code}"
    return XenError(code, host.ref, *error.params) if code in ERRORS else error
