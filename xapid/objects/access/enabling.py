"""Taking a directory into use on this host, and letting go of it."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from xapid.directory import errors
from xapid.directory.kinds import KINDS, SECRET_KEYS, Make
from xapid.directory.protocol import Directory
from xapid.directory.unusable import Unusable
from xapid.model.errors import XenError
from xapid.objects.access.subjects import external_sessions
from xapid.objects.certificate.enums import CertificatePurpose
from xapid.objects.context import Context
from xapid.objects.secret import Secret
from xapid.objects.session import life

if TYPE_CHECKING:
    from xapid.objects.host import Host

log = logging.getLogger(__name__)

#: What a configuration may hold, and how the name of a secret's key ends.
MOST_KEYS, LONGEST_VALUE, OF_SECRET = 64, 65_536, "_secret"

#: Marks secrets that were made here, and go with the directory.
_MARK = {"made_for": "external authentication"}

#: What a failure is called when a directory is taken into use; the first that fits counts.
_CODES: tuple[tuple[type[errors.DirectoryError], str], ...] = (
    (errors.BadAuthorities, "AUTH_ENABLE_FAILED_INVALID_TRUSTED_CERTS"),
    (errors.WrongCredentials, "AUTH_ENABLE_FAILED_WRONG_CREDENTIALS"),
    (errors.NotAllowed, "AUTH_ENABLE_FAILED_PERMISSION_DENIED"),
    (errors.NoSuchPlace, "AUTH_ENABLE_FAILED_INVALID_OU"),
    (errors.TlsFailed, "AUTH_SETUP_TLS_CONNECTION"),
    (errors.Unreachable, "AUTH_ENABLE_FAILED_UNAVAILABLE"),
    (errors.DirectoryError, "AUTH_ENABLE_FAILED"),
)


async def enable(ctx: Context, host: Host, config: dict[str, str], service_name: str, auth_type: str) -> None:
    """Have the host ask a directory for users it does not know, once that directory has answered.

    Raises AUTH_ALREADY_ENABLED, AUTH_UNKNOWN_TYPE, or what kept the directory from being used.
    """
    async with ctx.services.external.changing:
        if host.external_auth_type:
            raise XenError("AUTH_ALREADY_ENABLED", host.external_auth_type, host.external_auth_service_name)
        make = KINDS.get(auth_type)
        if make is None:
            raise XenError("AUTH_UNKNOWN_TYPE", auth_type)
        _check_size(config, service_name)
        directory = await _verified(ctx, make, _with_secrets(ctx, config), service_name)
        with ctx.change():
            host.external_auth_type, host.external_auth_service_name = auth_type, service_name
            host.external_auth_configuration = _without_secrets(ctx, config)
        await ctx.durable()
        ctx.services.external.use(directory)


async def disable(ctx: Context, host: Host) -> None:
    """Have the host ask no directory any more; sessions of its users end. Fine when there was none."""
    async with ctx.services.external.changing:
        secrets = [_secret(ctx, uuid) for key, uuid in host.external_auth_configuration.items()
                   if key.endswith(OF_SECRET)]  # fmt: skip
        with ctx.change():
            host.external_auth_type = host.external_auth_service_name = ""
            host.external_auth_configuration = {}
            for secret in secrets:
                if secret is not None and secret.other_config == _MARK:
                    ctx.store.destroy(secret)
        await ctx.durable()
        ctx.services.external.use(None)
        for session in external_sessions(ctx.store):
            if session is not ctx.session:
                life.end(ctx.store, session)


async def set_ldaps(ctx: Context, host: Host, ldaps: bool, force: bool) -> None:
    """Choose between the servers with and without TLS from the start.

    Raises AUTH_IS_DISABLED, and AUTH_SET_LDAPS_FAILED [host, text] when the others do
    not answer; ``force``: changes over all the same.
    """
    async with ctx.services.external.changing:
        if host.external_auth_type != "LDAP":
            raise XenError("AUTH_IS_DISABLED")
        config = {**host.external_auth_configuration, "ldaps": str(ldaps).lower()}
        make, given = KINDS["LDAP"], (_with_secrets(ctx, config), host.external_auth_service_name)
        try:
            directory = make(*given, _trust(ctx))
            if not force:
                await ctx.services.external.run(lambda d: d.verify(), directory)
        except errors.DirectoryError as error:
            raise XenError("AUTH_SET_LDAPS_FAILED", host.ref, str(error)) from None
        with ctx.change():
            host.external_auth_configuration = config
        await ctx.durable()
        ctx.services.external.use(directory)


def resume(ctx: Context, host: Host) -> None:
    """Use the directory that was in use before the daemon ended; it is not asked anything yet."""
    kind = host.external_auth_type
    if not kind:
        return
    try:
        config = _with_secrets(ctx, host.external_auth_configuration)
        directory: Directory = KINDS[kind](config, host.external_auth_service_name, _trust(ctx))
    except (KeyError, XenError, errors.DirectoryError) as error:
        # Still a directory: without one, names of the machine's accounts would count for more.
        log.error("no external user can log in: the directory's configuration: %r", error)
        directory = Unusable(f"the configuration of {kind} cannot be used; see the log")
    ctx.services.external.use(directory)


async def _verified(ctx: Context, make: Make, config: dict[str, str], service_name: str) -> Directory:
    try:
        directory = make(config, service_name, _trust(ctx))
        await ctx.services.external.run(lambda asked: asked.verify(), directory)
    except errors.DirectoryError as error:
        code = next(code for kind, code in _CODES if isinstance(error, kind))
        raise XenError(code, str(error)) from None
    return directory


def _trust(ctx: Context) -> Callable[[], ssl.SSLContext]:
    """Whom to believe where the configuration does not say: what the pool trusts for this, and the system."""
    return partial(ctx.services.authorities.context, CertificatePurpose.ldaps.value, public=True)


def _check_size(config: dict[str, str], service_name: str) -> None:
    if len(config) > MOST_KEYS or len(service_name) > 255:
        raise XenError("AUTH_ENABLE_FAILED", "The configuration is larger than any can be")
    for key, value in config.items():
        if len(value) > LONGEST_VALUE:
            raise XenError("AUTH_ENABLE_FAILED", f"{key[:64]}: longer than {LONGEST_VALUE} characters")


def _with_secrets(ctx: Context, config: dict[str, str]) -> dict[str, str]:
    """The configuration with each ``X_secret``, the uuid of a secret, as ``X``: what it says."""
    told = {}
    for key, value in config.items():
        name = key.removesuffix(OF_SECRET)
        if name == key or name not in SECRET_KEYS:
            told[key] = value
            continue
        secret = _secret(ctx, value)
        if secret is None:
            raise XenError("AUTH_ENABLE_FAILED", f"{key}: there is no such secret")
        told[name] = secret.value
    return told


def _without_secrets(ctx: Context, config: dict[str, str]) -> dict[str, str]:
    """The configuration for the host's record, inside a change: passwords become secrets."""
    shown = {}
    for key, value in config.items():
        if key in SECRET_KEYS:
            shown[key + OF_SECRET] = ctx.store.create(Secret, value=value, other_config=_MARK).uuid
        else:
            shown[key] = value
    return shown


def _secret(ctx: Context, uuid: str) -> Secret | None:
    return ctx.store.by_uuid(Secret, uuid)
