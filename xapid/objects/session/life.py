"""The life of a session: opened by a login, found at every call, ended by logout, idleness or a limit."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID
from weakref import WeakKeyDictionary

from xapid.model.errors import XenError
from xapid.model.types import NULL_REF
from xapid.objects import rights
from xapid.objects.context import Context
from xapid.objects.session.declaration import Session
from xapid.store.store import Store

#: Seconds: how exact last_active is, and the default for how long a session may be unused.
ACTIVE_STEP = 600.0
IDLE = 86_400.0

#: Sessions that may exist: for the pool's own, for each program and each user; and all together.
POOL_LIMIT = 400
ROOT_LIMIT = 400
GROUP_LIMIT = 500
TOTAL_LIMIT = 20_000

_LAST_ACTIVE = Session.last_active.index

#: Called with every session that has just ended.
on_end: list[Callable[[Session], None]] = []

Group = OrderedDict[str, Session]


class Groups:
    """The sessions of one store by the group that a limit is set for, the least recently used first."""

    def __init__(self) -> None:
        self.all: Group = OrderedDict()
        self.by_key: dict[tuple[str, str], Group] = {}

    def add(self, session: Session) -> None:
        self.all[session.ref] = session
        self.by_key.setdefault(key_of(session), OrderedDict())[session.ref] = session

    def remove(self, session: Session) -> None:
        self.all.pop(session.ref, None)
        group = self.by_key.get(key_of(session))
        if group is not None:
            group.pop(session.ref, None)
            if not group:
                del self.by_key[key_of(session)]

    def used(self, session: Session) -> None:
        for group in (self.all, self.by_key.get(key_of(session))):
            if group is not None and session.ref in group:
                group.move_to_end(session.ref)


_groups: WeakKeyDictionary[Store, Groups] = WeakKeyDictionary()


def groups_of(store: Store) -> Groups:
    """The sessions of a store, in groups."""
    return _groups.setdefault(store, Groups())


def key_of(session: Session) -> tuple[str, str]:
    """The group that a session counts for."""
    if session.pool:
        return "pool", ""
    name = session.auth_user_name
    return ("program", session.originator) if name in ("", "root") else ("user", name)


def limit_of(key: tuple[str, str]) -> int:
    """How many sessions a group may have."""
    if key[0] == "pool":
        return POOL_LIMIT
    return ROOT_LIMIT if key == ("program", "") else GROUP_LIMIT


class Holder(Protocol):
    """Who a session is for."""

    @property
    def name(self) -> str:
        """The name that was typed."""

    @property
    def superuser(self) -> bool:
        """Whether no role is asked for."""

    @property
    def sid(self) -> str:
        """The identifier of a user who is no superuser."""

    @property
    def roles(self) -> frozenset[str]:
        """The names of the roles."""

    @property
    def subject(self) -> str:
        """The reference of the subject that lets an external user in."""

    @property
    def identifiers(self) -> tuple[str, ...]:
        """The identifiers of an external user and the user's groups."""


def open_session(ctx: Context, account: Holder, originator: str = "", *, pool: bool = False,
                 local: bool = False, client_certificate: bool = False) -> Session:  # fmt: skip
    """Make the session of somebody whose identity is proven; too many in its group cost the oldest.

    ``pool``: a host of the pool, by its secret; ``local``: for this host alone; ``client_certificate``: by
    a certificate, not a password.
    """
    store, now = ctx.store, datetime.now(UTC)
    host = getattr(ctx.services, "host", None)
    with store.change():
        session = store.create(
            Session,
            ref=f"OpaqueRef:{UUID(bytes=secrets.token_bytes(16))}",
            this_host=NULL_REF if host is None else host.ref,
            last_active=now,
            validation_time=now,
            is_local_superuser=account.superuser,
            subject=account.subject,
            auth_user_sid=account.sid,
            auth_user_name=account.name,
            originator=originator,
            pool=pool,
            local=local,
            client_certificate=client_certificate,
        )
        if not account.superuser:
            # Written as it is, so that all sessions of a role share one tuple of two thousand names.
            store.write(session, Session.rbac_permissions, rights.permissions_of(account.roles))
            store.write(session, Session.identifiers, account.identifiers)
    groups = groups_of(store)
    groups.add(session)
    _make_room(store, groups, session)
    return session


def _make_room(store: Store, groups: Groups, newest: Session) -> None:
    key = key_of(newest)
    for group, limit in ((groups.by_key[key], limit_of(key)), (groups.all, TOTAL_LIMIT)):
        while len(group) > limit:
            others = [s for s in group.values() if s is not newest]
            end(store, next((s for s in others if not is_busy(s)), others[0]))


def validate(store: Store, ref: str, idle: float = IDLE) -> Session:
    """The living session of that reference, which counts as used now. Raises SESSION_INVALID [ref]."""
    session = store.get(ref)
    if type(session) is not Session:
        raise XenError("SESSION_INVALID", ref)
    now = datetime.now(UTC)
    unused = (now - session.values[_LAST_ACTIVE]).total_seconds()
    step = min(ACTIVE_STEP, idle / 4)
    if unused >= step:
        if unused > idle + step and not is_busy(session):
            end(store, session)
            raise XenError("SESSION_INVALID", ref)
        _use(store, session, now)
    return session


def _use(store: Store, session: Session, now: datetime) -> None:
    try:
        with store.change():
            session.last_active = now
    except XenError:
        return  # the journal takes nothing just now, and reading goes on
    groups_of(store).used(session)


def is_busy(session: Session) -> bool:
    """Whether a task of the session goes on."""
    return any(task.status == "pending" for task in session.tasks)


def end(store: Store, session: Session) -> None:
    """End a session; whoever waits for events in its name is told SESSION_INVALID."""
    groups_of(store).remove(session)
    if not session.alive:
        return
    with store.change():
        store.destroy(session)
    for tell in on_end:
        tell(session)


def expire(store: Store, idle: float = IDLE) -> int:
    """End every session that is unused for ``idle`` seconds and has no unfinished task. Returns how many."""
    before = datetime.now(UTC) - timedelta(seconds=idle + min(ACTIVE_STEP, idle / 4))
    gone = [s for s in store.all(Session) if s.last_active < before and not is_busy(s)]
    for session in gone:
        end(store, session)
    return len(gone)
