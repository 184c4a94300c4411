"""Users and groups of this machine: known by the system's name service, passwords checked by PAM."""

from __future__ import annotations

import grp
import os
import pwd
from typing import Self

import pam
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from xapid.directory.errors import BadSettings, NotFound, WrongPassword
from xapid.directory.protocol import LONGEST_TEXT


class HostAccountsSettings(BaseModel):
    """Who of this machine's users may log in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    allowed_group: str = Field(min_length=1, description="group of this machine whose members may log in")
    service: str = Field("login", pattern=r"[A-Za-z0-9_.-]{1,64}", description="PAM service that is asked")

    @classmethod
    def parse(cls, texts: dict[str, str]) -> Self:
        """Settings from a configuration. Raises BadSettings."""
        try:
            return cls.model_validate(texts)
        except ValidationError as error:
            raise BadSettings("; ".join(f"{e['loc'][0] if e['loc'] else 'config'}: {e['msg']}"
                                        for e in error.errors(include_input=False))) from None  # fmt: skip


class HostAccounts:
    """The machine's accounts as a directory; see ``Directory``. Identifiers: ``u1000``, ``g100``.

    Users who are not in the allowed group are no users here.
    """

    def __init__(self, settings: HostAccountsSettings) -> None:
        self.settings = settings

    def verify(self) -> None:
        """The allowed group has to exist."""
        try:
            grp.getgrnam(self.settings.allowed_group)
        except KeyError:
            raise BadSettings(
                f"allowed_group: this machine has no group {self.settings.allowed_group!r}"
            ) from None

    def authenticate(self, name: str, password: str) -> str:
        """The identifier of a member of the allowed group."""
        if (
            not name
            or not password
            or "\0" in name + password
            or max(len(name), len(password)) > LONGEST_TEXT
        ):
            raise WrongPassword("no such name or password can be")
        if not pam.authenticate(name, password, service=self.settings.service):
            raise WrongPassword("PAM says no")
        user = self._user_named(name)
        if user is None:
            raise WrongPassword(f"not in the group {self.settings.allowed_group}")
        return f"u{user.pw_uid}"

    def find(self, name: str) -> str:
        """The identifier of the user, else of the group, with that name."""
        user = self._user_named(name)
        if user is not None:
            return f"u{user.pw_uid}"
        try:
            return f"g{grp.getgrnam(name).gr_gid}"
        except (KeyError, ValueError):
            raise NotFound(f"no user or group is called {name[:100]!r}") from None

    def describe(self, identifier: str) -> dict[str, str]:
        """Name and kind; of a user also the real name."""
        if identifier.startswith("g"):
            name = self._group(identifier).gr_name
            return {"subject-name": name, "subject-displayname": name, "subject-sid": identifier,
                    "subject-gid": identifier[1:], "subject-is-group": "true"}  # fmt: skip
        user = self._user(identifier)
        shown = user.pw_gecos.split(",")[0] or user.pw_name
        return {"subject-name": user.pw_name, "subject-displayname": shown, "subject-sid": identifier,
                "subject-uid": str(user.pw_uid), "subject-gid": str(user.pw_gid),
                "subject-gecos": user.pw_gecos, "subject-is-group": "false"}  # fmt: skip

    def groups(self, identifier: str) -> list[str]:
        """The groups of a user; groups of this machine are in no groups."""
        if identifier.startswith("g"):
            self._group(identifier)
            return []
        user = self._user(identifier)
        return [f"g{gid}" for gid in os.getgrouplist(user.pw_name, user.pw_gid)]

    def _allowed(self, user: pwd.struct_passwd) -> bool:
        try:
            allowed = grp.getgrnam(self.settings.allowed_group).gr_gid
        except KeyError:
            return False
        return allowed in os.getgrouplist(user.pw_name, user.pw_gid)

    def _user(self, identifier: str) -> pwd.struct_passwd:
        try:
            user = pwd.getpwuid(_number(identifier, "u"))
        except (KeyError, ValueError, OverflowError):
            user = None
        if user is None or not self._allowed(user):
            raise NotFound(f"no user with the identifier {identifier[:100]!r} may log in")
        return user

    def _user_named(self, name: str) -> pwd.struct_passwd | None:
        """The user of that name; None as well for who is not in the allowed group."""
        try:
            user = pwd.getpwnam(name)
        except (KeyError, ValueError):
            return None
        return user if self._allowed(user) else None

    def _group(self, identifier: str) -> grp.struct_group:
        try:
            return grp.getgrgid(_number(identifier, "g"))
        except (KeyError, ValueError, OverflowError):
            raise NotFound(f"no group has the identifier {identifier[:100]!r}") from None


def _number(identifier: str, kind: str) -> int:
    digits = identifier.removeprefix(kind)
    if not (identifier.startswith(kind) and digits.isascii() and digits.isdigit()):
        raise ValueError(identifier)
    return int(digits)
