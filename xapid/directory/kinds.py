"""The kinds of directories that there are, by the names that clients give."""

from __future__ import annotations

from collections.abc import Callable

from xapid.directory.host_accounts import HostAccounts, HostAccountsSettings
from xapid.directory.protocol import Directory
from xapid.directory.wire import Trust

#: Makes a directory from its configuration, the service's name, and whom to trust where the configuration
#: does not say. Raises BadSettings.
Make = Callable[[dict[str, str], str, Trust], Directory]


def _ldap(texts: dict[str, str], service_name: str, trust: Trust) -> Directory:
    # Loaded for those who use it alone: the library takes 4 MiB.
    from xapid.directory.ldap_directory import LdapDirectory
    from xapid.directory.ldap_settings import LdapSettings

    return LdapDirectory(LdapSettings.parse(texts, service_name), trust)


def _pam(texts: dict[str, str], service_name: str, trust: Trust) -> Directory:
    return HostAccounts(HostAccountsSettings.parse(texts))


KINDS: dict[str, Make] = {"LDAP": _ldap, "PAM": _pam}

#: Keys of configurations that nobody may read again.
SECRET_KEYS = ("bind_password",)
