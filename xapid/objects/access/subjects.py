"""From what a directory says of somebody to what they may do: the subjects that concern them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xapid.model.types import NULL_REF
from xapid.objects import rights
from xapid.objects.access.external import Identity
from xapid.objects.context import Context
from xapid.objects.session import Session, life
from xapid.objects.subject import Subject
from xapid.store.store import Store


@dataclass(frozen=True)
class Standing:
    """What somebody is here: the first subject that concerns them, and the roles of all of these."""

    subject: Subject
    roles: frozenset[str]


@dataclass(frozen=True)
class ExternalAccount:
    """A user of the directory who may log in; see ``life.Holder``."""

    name: str
    sid: str
    roles: frozenset[str]
    subject: str
    identifiers: tuple[str, ...]
    superuser: bool = False


def by_identifier(store: Store) -> dict[str, Subject]:
    """All subjects, by what the directory calls them."""
    return {subject.subject_identifier: subject for subject in store.all(Subject)}


def standing(subjects: Mapping[str, Subject], identifiers: Iterable[str]) -> Standing | None:
    """What a user with these identifiers is, the own before those of groups; None: may not log in."""
    concerned = [subjects[identifier] for identifier in identifiers if identifier in subjects]
    roles = frozenset(role.name_label for subject in concerned for role in subject.roles)
    return Standing(concerned[0], roles) if roles else None


def is_external(session: Session) -> bool:
    """Whether a directory vouches for the user."""
    return bool(session.raw("subject") != NULL_REF)


def external_sessions(store: Store) -> list[Session]:
    """The sessions of all users of the directory."""
    return [session for session in store.all(Session) if is_external(session)]


def apply(ctx: Context) -> None:
    """Give every session of an external user the rights that the subjects say now; end it if there are none.

    The session of the call itself stays, so that it gets its answer.
    """
    subjects = by_identifier(ctx.store)
    for session in external_sessions(ctx.store):
        found = standing(subjects, session.identifiers)
        if found is not None:
            with ctx.change():
                session.subject = found.subject
                ctx.store.write(session, Session.rbac_permissions, rights.permissions_of(found.roles))
        elif session is not ctx.session:
            life.end(ctx.store, session)


def account_of(store: Store, name: str, identity: Identity) -> ExternalAccount | None:
    """The account of a user of the directory; None when no subject lets the user in."""
    found = standing(by_identifier(store), identity.identifiers)
    if found is None:
        return None
    return ExternalAccount(name, identity.identifier, found.roles, found.subject.ref, identity.identifiers)
