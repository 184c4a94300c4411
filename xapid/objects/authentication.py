"""Who may log in: passwords checked by PAM or against the administrators' file, beside the loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import pam

from xapid.config import Config
from xapid.hypervisor.door import Door
from xapid.hypervisor.errors import HypervisorUnavailable, OperationTimeout
from xapid.model.errors import XenError
from xapid.model.roles import POOL_ADMIN
from xapid.model.types import NULL_REF
from xapid.objects import passwords
from xapid.objects.access.proven import Proven
from xapid.objects.passwords import set_password

T = TypeVar("T")

log = logging.getLogger(__name__)

__all__ = ["Account", "Authenticator", "set_password"]

#: Passwords that are checked at the same time until the pool says otherwise, and that may wait for it.
WORKERS = 8
MAX_WAITING = 256

#: Seconds: the longest that a check may take, and how long a proven password counts without one.
#: The file is looked at every time; PAM would not tell that a password has changed.
CHECK_TIMEOUT = 30.0
REMEMBERED_FROM_FILE, REMEMBERED_FROM_PAM = 300.0, 30.0
REMEMBERED_MAX = 1024

#: Users and passwords that are longer are nobody's.
MAX_TEXT = 1024


@dataclass(frozen=True)
class Account:
    """Somebody whose password was right. ``role`` pool-admin: a local superuser."""

    name: str
    role: str = POOL_ADMIN
    #: What tells users who prove themselves in one way from those of the same name who do in another.
    kind: str = ""

    #: What only users of a directory have.
    subject = NULL_REF
    identifiers = ()

    @property
    def superuser(self) -> bool:
        return self.role == POOL_ADMIN

    @property
    def sid(self) -> str:
        """What identifies the user; superusers need nothing."""
        return "" if self.superuser else f"{self.kind}{self.name}"

    @property
    def roles(self) -> frozenset[str]:
        """The roles, by name."""
        return frozenset({self.role})


class Authenticator:
    """Checks passwords, a few at a time, in threads of its own."""

    def __init__(self, config: Config, failure_delay: float = 2.0) -> None:
        self.service = config.pam_service
        self.path = config.admin_file or config.state_dir / "admin"
        #: Seconds that a wrong password has to wait for its answer.
        self.failure_delay = failure_delay
        self.door = Door("password", WORKERS)
        self._waiting = 0
        remembered = REMEMBERED_FROM_PAM if self.service else REMEMBERED_FROM_FILE
        self._proven: Proven[Account] = Proven(REMEMBERED_MAX, remembered)
        self._version: object = None

    async def check(self, user: str, password: str) -> Account:
        """Whose password that is.

        Raises SESSION_AUTHENTICATION_FAILED [user, text], after a while, when it is
        wrong, and INTERNAL_ERROR when it could not be checked.
        """
        self._forget_if_changed()
        account = self._proven.get(user, password)
        if account is not None:
            return account
        account = await self._check_slowly(user, password)
        if account is None:
            await asyncio.sleep(self.failure_delay)
            raise XenError("SESSION_AUTHENTICATION_FAILED", user, "Authentication failure")
        self._proven.put(user, password, account)
        return account

    async def knows(self, user: str) -> bool:
        """Whether that name is a local one while a directory knows the others: of PAM's, only root is.

        Raises INTERNAL_ERROR when the administrators' file cannot be read.
        """
        if self.service:
            return user == "root"
        return user in await self._through_door(partial(passwords.read_entries, self.path))

    async def change_password(self, user: str, password: str) -> None:
        """Set the password of a local administrator.

        Raises CHANGE_PASSWORD_REJECTED for an empty password and for whom the file does not know, and
        NOT_IMPLEMENTED where PAM keeps the passwords: that is the system's business.
        """
        if self.service:
            raise XenError("NOT_IMPLEMENTED", "session.change_password")
        if len(password) > MAX_TEXT:
            raise XenError("INVALID_VALUE", "new_pwd", f"longer than {MAX_TEXT} characters")
        if not password:
            raise XenError("CHANGE_PASSWORD_REJECTED", "an empty password lets everybody in")
        if not await self.knows(user):
            raise XenError("CHANGE_PASSWORD_REJECTED", f"there is no administrator {user}")
        self._proven.clear()
        await self.door.call(partial(set_password, self.path, user, password), CHECK_TIMEOUT)
        self._proven.clear()

    def close(self) -> None:
        """Let the threads end; one that hangs is left behind."""
        self.door.close()

    def _forget_if_changed(self) -> None:
        """A changed administrators' file makes everything proven by it worthless."""
        if self.service:
            return
        try:
            found = self.path.stat()
            version: object = (found.st_ino, found.st_mtime_ns, found.st_size, found.st_mode)
        except OSError:
            version = None
        if version != self._version:
            self._proven.clear()
            self._version = version

    async def _check_slowly(self, user: str, password: str) -> Account | None:
        if max(len(user), len(password)) > MAX_TEXT or "\0" in user + password:
            return None
        if self._waiting >= MAX_WAITING:
            raise XenError("INTERNAL_ERROR", "Too many logins at once; try again later")
        ask = partial(_ask_pam, self.service) if self.service else partial(_ask_file, self.path)
        self._waiting += 1
        try:
            return await self._through_door(partial(ask, user, password))
        finally:
            self._waiting -= 1

    async def _through_door(self, function: Callable[[], T]) -> T:
        try:
            return await self.door.call(function, CHECK_TIMEOUT)
        except (OperationTimeout, HypervisorUnavailable):
            raise XenError("INTERNAL_ERROR", "The password could not be checked in time") from None
        except (OSError, ValueError) as error:
            log.error("no password can be checked: %s", error)
            raise XenError("INTERNAL_ERROR", "The administrators' file cannot be used; see the log") from None


def _ask_pam(service: str, user: str, password: str) -> Account | None:
    return Account(user) if pam.authenticate(user, password, service=service) else None


def _ask_file(path: Path, user: str, password: str) -> Account | None:
    entry = passwords.read_entries(path).get(user)
    right = passwords.matches(password, entry.hash if entry else passwords.NOBODY_HASH)
    return Account(user, entry.role) if entry is not None and right else None
