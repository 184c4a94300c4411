"""The users of an external directory: asked in a few threads, with a deadline, and remembered for a while."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from xapid.directory.errors import DirectoryError, NotFound, TooLarge, Unreachable, WrongPassword
from xapid.directory.protocol import LONGEST_TEXT, Directory
from xapid.hypervisor.door import Door
from xapid.hypervisor.errors import HypervisorUnavailable, OperationTimeout
from xapid.model.errors import XenError
from xapid.objects.access.proven import Proven

log = logging.getLogger(__name__)

T = TypeVar("T")

#: Seconds that one question may take, waiting for a thread included.
DEADLINE = 30.0

#: Logins that may wait at once.
MAX_WAITING = 256


@dataclass(frozen=True)
class Identity:
    """Somebody whom the directory knows: the user's identifier, and those of all groups."""

    identifier: str
    groups: tuple[str, ...]

    @property
    def identifiers(self) -> tuple[str, ...]:
        """All of them, the user's first."""
        return (self.identifier, *self.groups)


class ExternalUsers:
    """The directory in use, if any."""

    def __init__(self, failure_delay: float) -> None:
        #: Seconds that a failed login waits for its answer.
        self.failure_delay = failure_delay
        self.door = Door("directory", 1)
        self.proven: Proven[Identity] = Proven(50, 300.0)
        #: Held while the directory is changed.
        self.changing = asyncio.Lock()
        self._directory: Directory | None = None
        self._waiting = 0

    @property
    def enabled(self) -> bool:
        """Whether there is a directory."""
        return self._directory is not None

    def use(self, directory: Directory | None) -> None:
        """Ask this directory from now on, or none."""
        self._directory = directory
        self.proven.clear()

    async def log_in(self, name: str, password: str) -> Identity:
        """Who that is. Raises SESSION_AUTHENTICATION_FAILED [user, text], after a while.

        That the directory cannot be asked is told likewise; the log says why.
        """
        if max(len(name), len(password)) > LONGEST_TEXT or "\0" in name + password:
            raise await self.refusal(name, "Authentication failure")
        known = self.proven.get(name, password)
        if known is not None:
            return known
        if self._waiting >= MAX_WAITING:
            raise XenError("SESSION_AUTHENTICATION_FAILED", name, "Too many logins at once; try again later")
        self._waiting += 1
        try:
            identity = await self.run(lambda directory: _identify(directory, name, password))
        except (WrongPassword, NotFound) as error:
            log.info("no login of %.100r: %s", name, error)
            raise await self.refusal(name, "Authentication failure") from None
        except DirectoryError as error:
            log.error("the directory cannot be asked for %.100r: %s", name, error)
            text = "The directory of users cannot be asked now"
            if isinstance(error, TooLarge):
                text = "The user is in too many groups"
            raise await self.refusal(name, text) from None
        finally:
            self._waiting -= 1
        if self.proven.most:
            self.proven.put(name, password, identity)
        return identity

    async def refusal(self, name: str, text: str, code: str = "SESSION_AUTHENTICATION_FAILED") -> XenError:
        """What a failed login is told, after the time that guessing has to cost."""
        await asyncio.sleep(self.failure_delay)
        return XenError(code, name[:LONGEST_TEXT], text)

    async def ask(self, question: Callable[[Directory], T]) -> T:
        """Ask the directory for a client.

        Raises AUTH_IS_DISABLED, SUBJECT_CANNOT_BE_RESOLVED, or AUTH_SERVICE_ERROR [text].
        """
        if self._directory is None:
            raise XenError("AUTH_IS_DISABLED")
        try:
            return await self.run(question)
        except NotFound:
            raise XenError("SUBJECT_CANNOT_BE_RESOLVED") from None
        except DirectoryError as error:
            raise XenError("AUTH_SERVICE_ERROR", str(error)) from None

    async def run(self, question: Callable[[Directory], T], directory: Directory | None = None) -> T:
        """Ask the directory, or another one, in a thread. Raises the family of DirectoryError."""
        asked = directory or self._directory
        if asked is None:
            raise Unreachable("there is no directory any more")
        try:
            return await self.door.call(lambda: question(asked), DEADLINE)
        except (HypervisorUnavailable, OperationTimeout) as error:
            raise Unreachable(f"no answer in time: {error}") from None

    def close(self) -> None:
        """Let the threads end."""
        self.door.close()


def _identify(directory: Directory, name: str, password: str) -> Identity:
    identifier = directory.authenticate(name, password)
    return Identity(identifier, tuple(directory.groups(identifier)))
