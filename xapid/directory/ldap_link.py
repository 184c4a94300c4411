"""One connection to an LDAP server: opened within bounded time, its failures in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import ldap
from ldap.controls import SimplePagedResultsControl
from ldap.ldapobject import SimpleLDAPObject

from xapid.directory import wire
from xapid.directory.errors import (
    DirectoryError,
    NoSuchPlace,
    NotAllowed,
    TlsFailed,
    TooLarge,
    Unreachable,
    WrongCredentials,
)
from xapid.directory.ldap_settings import LdapSettings

#: Entries that are asked for at once, and the most that any answer may have.
_PAGE, _MOST_ENTRIES = 1000, 50_000

_OPTIONS = {ldap.OPT_PROTOCOL_VERSION: ldap.VERSION3, ldap.OPT_REFERRALS: 0}

Entry = tuple[str, dict[str, list[bytes]]]


class Link:
    """A connection that is bound: as the daemon's own account, or as a user."""

    def __init__(self, connection: SimpleLDAPObject, timeout: float) -> None:
        self._connection = connection
        self._timeout = timeout

    def search(self, base: str, scope: int, query: str, attributes: list[str]) -> Iterator[Entry]:
        """The matching entries, page by page. Raises the family of DirectoryError."""
        paging = SimplePagedResultsControl(False, size=_PAGE, cookie="")
        count = 0
        with failures():
            while True:
                asked = self._connection.search_ext(base, scope, query, attributes, serverctrls=[paging])
                _, entries, _, controls = self._connection.result3(asked, 1, self._timeout)
                for dn, values in entries:
                    if dn is not None:  # None: a reference to another server
                        yield dn, values
                count += len(entries)
                cookies = [c.cookie for c in controls if isinstance(c, SimplePagedResultsControl)]
                if not cookies or not cookies[0]:
                    return
                if count > _MOST_ENTRIES:
                    raise TooLarge(f"more than {_MOST_ENTRIES} entries match")
                paging.cookie = cookies[0]


class Servers:
    """The servers of one directory: the one that answered last is asked first."""

    def __init__(self, settings: LdapSettings, trust: wire.Trust) -> None:
        self._settings = settings
        self._trust = wire.trusting(settings.ca) if settings.ca else trust
        self._order = settings.servers

    @contextmanager
    def linked(self, user: str = "", password: str = "") -> Iterator[Link]:
        """A connection to the first server that answers, bound as ``user``, else as the daemon's account.

        Raises WrongCredentials, TlsFailed, Unreachable and their family.
        """
        connection = self._connect_to_any(user, password)
        try:
            yield Link(connection, self._settings.timeout)
        finally:
            with suppress(ldap.LDAPError):
                connection.unbind_s()

    def _connect_to_any(self, user: str, password: str) -> SimpleLDAPObject:
        errors: list[DirectoryError] = []
        for uri in self._order:
            try:
                connection = self._connect(uri, user, password)
            except (Unreachable, TlsFailed) as error:
                errors.append(error)
                continue
            if errors:
                self._order = (uri, *(other for other in self._settings.servers if other != uri))
            return connection
        untrusted = [error for error in errors if isinstance(error, TlsFailed)]
        raise type((untrusted or errors)[0])("; ".join(map(str, errors)))

    def _connect(self, uri: str, user: str, password: str) -> SimpleLDAPObject:
        settings = self._settings
        context = self._trust() if settings.encrypted else None  # anew: whom the pool trusts may change
        descriptor = wire.connect(uri, context, settings.timeout)
        connection = ldap.initialize("ldap://", fileno=descriptor)
        try:
            with failures(uri):
                for option, value in _OPTIONS.items():
                    connection.set_option(option, value)
                connection.set_option(ldap.OPT_TIMEOUT, settings.timeout)
                if user:
                    connection.simple_bind_s(user, password)
                else:
                    connection.simple_bind_s(settings.bind_dn, settings.bind_password)
        except BaseException:
            with suppress(ldap.LDAPError):
                connection.unbind_s()
            raise
        return connection


@contextmanager
def failures(where: str = "") -> Iterator[None]:
    """The library's errors become ours."""
    prefix = f"{where}: " if where else ""
    try:
        yield
    except (ldap.SERVER_DOWN, ldap.TIMEOUT, ldap.TIMELIMIT_EXCEEDED, ldap.CONNECT_ERROR, ldap.BUSY,
            ldap.UNAVAILABLE) as error:  # fmt: skip
        raise Unreachable(f"{prefix}no answer: {_text(error)}") from None
    except (ldap.INVALID_CREDENTIALS, ldap.INAPPROPRIATE_AUTH) as error:
        raise WrongCredentials(f"{prefix}{_text(error)}") from None
    except (ldap.INSUFFICIENT_ACCESS, ldap.STRONG_AUTH_REQUIRED, ldap.CONFIDENTIALITY_REQUIRED,
            ldap.UNWILLING_TO_PERFORM, ldap.CONSTRAINT_VIOLATION) as error:  # fmt: skip
        raise NotAllowed(f"{prefix}{_text(error)}") from None
    except (ldap.NO_SUCH_OBJECT, ldap.INVALID_DN_SYNTAX) as error:
        raise NoSuchPlace(f"{prefix}{_text(error)}") from None
    except (ldap.SIZELIMIT_EXCEEDED, ldap.ADMINLIMIT_EXCEEDED) as error:
        raise TooLarge(f"{prefix}the server gives no answer that large: {_text(error)}") from None
    except ldap.LDAPError as error:
        raise DirectoryError(f"{prefix}{_text(error)}") from None


def _text(error: ldap.LDAPError) -> str:
    told = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
    parts = [told.get("desc", "") or type(error).__name__, told.get("info", "")]
    return ", ".join(part.strip() for part in parts if part.strip())
