"""Users and groups of LDAP servers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import ldap
from ldap.dn import is_dn

from xapid.directory.errors import (
    DirectoryError,
    NoSuchPlace,
    NotAllowed,
    NotFound,
    TooLarge,
    WrongCredentials,
    WrongPassword,
)
from xapid.directory.ldap_link import Entry, Link, Servers
from xapid.directory.ldap_settings import LdapSettings
from xapid.directory.protocol import LONGEST_TEXT, MOST_GROUPS
from xapid.directory.wire import Trust

#: Members that one search asks for the groups of.
_TOGETHER = 200

#: What is told of a subject, by the attribute that it is read from.
_TOLD = {"displayName": "subject-displayname", "mail": "subject-mail", "gecos": "subject-gecos",
         "uidNumber": "subject-uid", "gidNumber": "subject-gid",
         "userPrincipalName": "subject-upn"}  # fmt: skip


@dataclass(frozen=True)
class _Found:
    """A user or a group."""

    dn: str
    identifier: str
    name: str
    is_group: bool
    values: dict[str, str] = field(repr=False)


class LdapDirectory:
    """A directory on LDAP servers; see ``Directory``. Each call opens a connection of its own."""

    def __init__(self, settings: LdapSettings, trust: Trust) -> None:
        self.settings = settings
        self._servers = Servers(settings, trust)

    def verify(self) -> None:
        """Log in, and look at the places where users and groups are searched for."""
        settings = self.settings
        with self._servers.linked() as link:
            for is_group in (False, True):
                list(link.search(settings.base(is_group), ldap.SCOPE_BASE, "(objectClass=*)", ["1.1"]))
                self._named(link, "?", is_group)

    def authenticate(self, name: str, password: str) -> str:
        """The identifier of the user. Names and passwords that are empty never reach a server."""
        if not name or not password or max(len(name), len(password)) > LONGEST_TEXT:
            raise WrongPassword("no such name or password can be")
        with self._servers.linked() as link:
            found = self._named(link, name, False)
        if found is None:
            raise WrongPassword("no such user")
        try:
            with self._servers.linked(found.dn, password):
                return found.identifier
        except (WrongCredentials, NotAllowed, NoSuchPlace) as error:
            raise WrongPassword(str(error)) from None

    def find(self, name: str) -> str:
        """The identifier of the user, else of the group, with that name."""
        with self._servers.linked() as link:
            found = self._named(link, name, False) or self._named(link, name, True)
        if found is None:
            raise NotFound(f"no user or group is called {name[:100]!r}")
        return found.identifier

    def describe(self, identifier: str) -> dict[str, str]:
        """Name, kind, and whatever else the entry tells."""
        with self._servers.linked() as link:
            found = self._identified(link, identifier)
        told = {key: found.values[a.lower()] for a, key in _TOLD.items() if a.lower() in found.values}
        return {"subject-name": found.name, "subject-displayname": found.name, "subject-sid": identifier,
                "subject-dn": found.dn, "subject-is-group": str(found.is_group).lower(), **told}  # fmt: skip

    def groups(self, identifier: str) -> list[str]:
        """All groups, breadth first; a group that contains itself is visited once."""
        with self._servers.linked() as link:
            start = self._identified(link, identifier)
            seen: dict[str, str] = {}
            found = self._direct(link, [start.dn], "" if start.is_group else start.name)
            while found:
                fresh = {f.dn: f.identifier for f in found if f.dn not in seen and f.dn != start.dn}
                seen |= fresh
                if len(seen) > MOST_GROUPS:
                    raise TooLarge(f"{start.name!r} is in more than {MOST_GROUPS} groups")
                found = self._direct(link, list(fresh), "") if fresh and self.settings.nested_groups else []
        return list(seen.values())

    # Searching

    def _named(self, link: Link, name: str, is_group: bool) -> _Found | None:
        """The only user or group of that name. DirectoryError when there are several: nobody is guessed."""
        base, query = self.settings.base(is_group), self.settings.named(name, is_group)
        entries = list(self._search(link, base, ldap.SCOPE_SUBTREE, query))
        if len(entries) > 1:
            raise DirectoryError(f"{len(entries)} entries match {query[:200]}")
        return self._read(entries[0], is_group) if entries else None

    def _identified(self, link: Link, identifier: str) -> _Found:
        for is_group in (False, True):
            entries = self._with_identifier(link, identifier, is_group)
            if len(entries) == 1:
                return self._read(entries[0], is_group)
        raise NotFound(f"no user or group has the identifier {identifier[:100]!r}")

    def _with_identifier(self, link: Link, identifier: str, is_group: bool) -> list[Entry]:
        settings = self.settings
        if not settings.by_dn:
            query = settings.identified(identifier, is_group)
            return list(self._search(link, settings.base(is_group), ldap.SCOPE_SUBTREE, query))
        if not is_dn(identifier):
            return []
        try:
            return list(self._search(link, identifier, ldap.SCOPE_BASE, settings.kind(is_group)))
        except NoSuchPlace:
            return []

    def _direct(self, link: Link, members: list[str], name: str) -> list[_Found]:
        """The groups that have one of these entries as a member."""
        found, base = [], self.settings.base(True)
        for i in range(0, len(members), _TOGETHER):
            query = self.settings.groups_of(members[i : i + _TOGETHER], name)
            found += [self._read(e, True) for e in self._search(link, base, ldap.SCOPE_SUBTREE, query)]
        return found

    def _search(self, link: Link, base: str, scope: int, query: str) -> Iterator[Entry]:
        settings = self.settings
        wanted = [*_TOLD, settings.user_name_attribute, settings.group_name_attribute]
        if not settings.by_dn:
            wanted.append(settings.id_attribute)
        return link.search(base, scope, query, list(dict.fromkeys(wanted)))

    def _read(self, entry: Entry, is_group: bool) -> _Found:
        dn, raw = entry
        settings = self.settings
        values = {key.lower(): found[0].decode("utf-8", "replace") for key, found in raw.items() if found}
        attribute = settings.group_name_attribute if is_group else settings.user_name_attribute
        identifier = dn if settings.by_dn else values.get(settings.id_attribute.lower(), "")
        if not identifier:
            raise DirectoryError(f"{dn} has no attribute {settings.id_attribute}")
        return _Found(dn, identifier, values.get(attribute.lower(), dn), is_group, values)
