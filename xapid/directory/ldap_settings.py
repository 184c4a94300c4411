"""The settings of an LDAP directory, as administrators give them."""

from __future__ import annotations

import re
from typing import Any, Self

import ldap
from ldap.dn import str2dn
from ldap.filter import filter_format
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from xapid.directory.errors import BadSettings

_URI = re.compile(r"ldaps?://(\[[0-9A-Fa-f:.]+\]|[^\s/:\[\]]+)(:\d{1,5})?/?")
_ATTRIBUTE = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_GROUPS = "(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))"


class LdapSettings(BaseModel):
    """One LDAP directory. ``parse`` makes it from the texts of a configuration."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    uris: tuple[str, ...] = Field(description="servers, asked in this order: ldap://HOST:PORT, ldaps://...")
    ldaps: bool = Field(description="whether the ldaps servers are asked, or the ldap ones")
    starttls: bool = Field(True, description="whether connections to ldap servers are encrypted before use")
    ca: str = Field(
        "",
        description="PEM certificates of authorities; empty: whom the pool and the system trust",
    )
    base_dn: str = Field(min_length=1, description="where users and groups are searched for")
    user_base_dn: str = Field("", description="where users are searched for; empty: as base_dn")
    group_base_dn: str = Field("", description="where groups are searched for; empty: as base_dn")
    bind_dn: str = Field("", description="account that searches; empty: anonymous")
    bind_password: str = Field("", description="password of that account", repr=False)
    user_filter: str = Field("(objectClass=person)", description="what an entry must be to be a user")
    group_filter: str = Field(_GROUPS, description="what an entry must be to be a group")
    user_name_attribute: str = Field("uid", description="the name that users type")
    group_name_attribute: str = Field("cn", description="the name of a group")
    id_attribute: str = Field("entryUUID", description="identifies users and groups for good; or dn")
    nested_groups: bool = Field(True, description="whether members of a group's groups are members")
    timeout: float = Field(5.0, gt=0, le=15, description="seconds that one step may take")

    @classmethod
    def parse(cls, texts: dict[str, str], service_name: str) -> Self:
        """Settings from a configuration; ``service_name`` is the server unless ``uris`` names others.

        Raises BadSettings, without any password in its text.
        """
        values: dict[str, Any] = {key: text.strip() for key, text in texts.items() if key != "bind_password"}
        values["uris"] = texts.get("uris") or f"ldaps://{service_name} ldap://{service_name}"
        values.setdefault("ldaps", "ldaps://" in values["uris"])
        if "bind_password" in texts:
            values["bind_password"] = texts["bind_password"]
        try:
            return cls(**values)
        except ValidationError as error:
            raise BadSettings("; ".join(f"{e['loc'][0] if e['loc'] else 'config'}: {e['msg']}"
                                        for e in error.errors(include_input=False))) from None  # fmt: skip

    @field_validator("uris", mode="before")
    @classmethod
    def _read_uris(cls, value: str) -> tuple[str, ...]:
        uris = tuple(re.split(r"[\s,]+", value.strip()))
        if len(uris) > 16 or not all(_URI.fullmatch(uri) for uri in uris):
            raise ValueError("not a list of at most 16 addresses such as ldaps://ldap.example.org:636")
        return uris

    @field_validator("base_dn", "user_base_dn", "group_base_dn", "bind_dn")
    @classmethod
    def _check_dn(cls, value: str) -> str:
        try:
            str2dn(value)
        except ldap.DECODING_ERROR:
            raise ValueError("not a distinguished name") from None
        return value

    @field_validator("user_name_attribute", "group_name_attribute", "id_attribute")
    @classmethod
    def _check_attribute(cls, value: str) -> str:
        if not _ATTRIBUTE.fullmatch(value):
            raise ValueError("not the name of an attribute")
        return value

    @field_validator("user_filter", "group_filter")
    @classmethod
    def _check_filter(cls, value: str) -> str:
        if not (value.startswith("(") and value.endswith(")")):
            raise ValueError("not a filter in parentheses")
        return value

    @model_validator(mode="after")
    def _check_bind(self) -> Self:
        if bool(self.bind_dn) != bool(self.bind_password):
            raise ValueError("bind_dn and bind_password come together or not at all")
        return self

    @property
    def servers(self) -> tuple[str, ...]:
        """The servers to ask. Raises BadSettings when there are none of the chosen kind."""
        scheme = "ldaps://" if self.ldaps else "ldap://"
        chosen = tuple(uri for uri in self.uris if uri.startswith(scheme))
        if not chosen:
            raise BadSettings(f"uris: no address begins with {scheme}")
        return chosen

    @property
    def encrypted(self) -> bool:
        """Whether nobody between can read along."""
        return self.ldaps or self.starttls

    def base(self, is_group: bool) -> str:
        """Where users, or groups, are searched for."""
        return (self.group_base_dn if is_group else self.user_base_dn) or self.base_dn

    def named(self, name: str, is_group: bool) -> str:
        """The filter for users, or groups, of a name; whatever is in the name is only text."""
        attribute = self.group_name_attribute if is_group else self.user_name_attribute
        return f"(&{self.kind(is_group)}{filter_format('(%s=%s)', [attribute, name])})"

    def identified(self, identifier: str, is_group: bool) -> str:
        """The filter for the user, or the group, with an identifier."""
        return f"(&{self.kind(is_group)}{filter_format('(%s=%s)', [self.id_attribute, identifier])})"

    def kind(self, is_group: bool) -> str:
        """The filter for all users, or all groups."""
        return self.group_filter if is_group else self.user_filter

    @property
    def by_dn(self) -> bool:
        """Whether distinguished names are the identifiers."""
        return self.id_attribute.lower() == "dn"

    def groups_of(self, members: list[str], name: str = "") -> str:
        """The filter for groups that have one of the entries as a member, or a user of that name."""
        wanted = [filter_format("(member=%s)(uniqueMember=%s)", [dn, dn]) for dn in members]
        if name:
            wanted.append(filter_format("(memberUid=%s)", [name]))
        return f"(&{self.group_filter}(|{''.join(wanted)}))"
