"""The kinds of directories that there are, by the names that clients give."""

from __future__ import annotations

from collections.abc import Callable

from xapid.directory.host_accounts import HostAccounts, HostAccountsSettings
from xapid.directory.ldap_directory import LdapDirectory
from xapid.directory.ldap_settings import LdapSettings
from xapid.directory.protocol import Directory

#: Makes a directory from its configuration and the service's name. Raises BadSettings.
Make = Callable[[dict[str, str], str], Directory]


def _ldap(texts: dict[str, str], service_name: str) -> Directory:
    return LdapDirectory(LdapSettings.parse(texts, service_name))


def _pam(texts: dict[str, str], service_name: str) -> Directory:
    return HostAccounts(HostAccountsSettings.parse(texts))


KINDS: dict[str, Make] = {"LDAP": _ldap, "PAM": _pam}

#: Keys of configurations that nobody may read again.
SECRET_KEYS = ("bind_password",)
