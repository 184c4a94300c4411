"""LDAP against a real server: people, nested groups, TLS, and everything that a directory can do wrong."""

import os
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lab.daemon import until
from tests.lab.slapd import BASE, Slapd, group, make_certificates, person
from xapid.directory import errors
from xapid.directory.kinds import KINDS
from xapid.directory.ldap_settings import LdapSettings
from xapid.directory.protocol import Directory
from xapid.directory.unusable import Unusable
from xapid.trust.authorities import Authorities

MANY = 10_000


@pytest.fixture(scope="module")
def slapd() -> Iterator[Slapd]:
    server = Slapd()
    try:
        server.add([person(name) for name in ("alice", "bob", "blind", "busy", "a*b")])
        server.add([
            group("staff", "uid=alice,ou=people", "cn=engineers,ou=groups"),
            group("engineers", "uid=bob,ou=people"),
            group("company", "cn=staff,ou=groups"),
            group("ring1", "uid=bob,ou=people", "cn=ring3,ou=groups"),
            group("ring2", "cn=ring1,ou=groups"),
            group("ring3", "cn=ring2,ou=groups", "cn=ring3,ou=groups"),
            *(group(f"many{i}", "uid=busy,ou=people") for i in range(MANY)),
            f"dn: cn=unix,ou=groups,{BASE}\nobjectClass: posixGroup\ncn: unix\n"
            "gidNumber: 7\nmemberUid: alice\n",
        ])  # fmt: skip
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture
def directory(slapd: Slapd) -> Directory:
    return make(slapd)


def make(slapd: Slapd, **changes: str) -> Directory:
    return KINDS["LDAP"](slapd.config(**changes), "ldap.example.org", ssl.create_default_context)


def names(directory: Directory, name: str) -> set[str]:
    return {directory.describe(each)["subject-name"] for each in directory.groups(directory.find(name))}


def test_a_password_opens_and_identifies(directory: Directory) -> None:
    identifier = directory.authenticate("alice", "alice password")
    assert identifier == directory.find("alice")
    told = directory.describe(identifier)
    assert told["subject-name"] == "alice" and told["subject-displayname"] == "Alice Example"
    assert told["subject-is-group"] == "false" and told["subject-dn"] == f"uid=alice,ou=people,{BASE}"


@pytest.mark.parametrize(
    ("name", "password"),
    [("alice", "wrong"), ("alice", ""), ("nobody", "x"), ("", ""), ("staff", "x"), ("alice\0", "x"),
     ("*", "alice password"), ("alice)(uid=*", "alice password"), ("a*", "a*b password"),
     ("alice", "x" * 1_000_000), ("x" * 1_000_000, "x"), ("älice", "ü")],
)  # fmt: skip
def test_nothing_else_opens(directory: Directory, name: str, password: str) -> None:
    with pytest.raises(errors.WrongPassword):
        directory.authenticate(name, password)


def test_a_name_is_text_and_no_filter(directory: Directory) -> None:
    assert directory.authenticate("a*b", "a*b password") == directory.find("a*b")
    for name in ("a*", "*", "alice)(objectClass=*", "\\2a", ""):
        with pytest.raises(errors.NotFound):
            directory.find(name)


def test_groups_are_followed_and_rings_end(directory: Directory) -> None:
    assert names(directory, "alice") == {"staff", "company", "unix"}
    assert names(directory, "bob") == {"engineers", "staff", "company", "ring1", "ring2", "ring3"}
    assert names(directory, "engineers") == {"staff", "company"}
    assert names(directory, "ring3") == {"ring1", "ring2"}
    assert directory.describe(directory.find("staff"))["subject-is-group"] == "true"


def test_nesting_can_be_turned_off(slapd: Slapd) -> None:
    assert names(make(slapd, nested_groups="false"), "bob") == {"engineers", "ring1"}


def test_ten_thousand_groups(directory: Directory) -> None:
    assert len(set(directory.groups(directory.find("busy")))) == MANY


def test_names_can_be_the_identifiers(slapd: Slapd) -> None:
    directory = make(slapd, id_attribute="dn")
    assert directory.authenticate("alice", "alice password") == f"uid=alice,ou=people,{BASE}"
    assert f"cn=company,ou=groups,{BASE}" in directory.groups(f"uid=alice,ou=people,{BASE}")
    for identifier in ("", "no dn", f"uid=gone,ou=people,{BASE}", BASE):
        with pytest.raises(errors.NotFound):
            directory.describe(identifier)


@pytest.mark.parametrize("identifier", ["", "*", "no-uuid", "00000000-0000-0000-0000-000000000000", ")("])
def test_unknown_identifiers(directory: Directory, identifier: str) -> None:
    with pytest.raises(errors.NotFound):
        directory.groups(identifier)


@pytest.mark.parametrize(
    "changes", [{"ldaps": "true"}, {"ldaps": "false"}, {"ldaps": "false", "starttls": "false"}]
)
def test_each_kind_of_connection(slapd: Slapd, changes: dict[str, str]) -> None:
    directory = make(slapd, **changes)
    directory.verify()
    assert directory.authenticate("alice", "alice password")


@pytest.mark.parametrize("ldaps", ["true", "false"])
def test_a_server_of_another_authority_is_not_trusted(slapd: Slapd, tmp_path: Path, ldaps: str) -> None:
    directory = make(slapd, ldaps=ldaps, ca=make_certificates(tmp_path))
    with pytest.raises(errors.TlsFailed):
        directory.verify()
    with pytest.raises(errors.TlsFailed):
        directory.authenticate("alice", "alice password")


@pytest.mark.parametrize(
    ("changes", "raised"),
    [({"bind_password": "wrong"}, errors.WrongCredentials),
     ({"base_dn": "dc=elsewhere,dc=org"}, errors.NoSuchPlace),
     ({"group_base_dn": f"ou=nowhere,{BASE}"}, errors.NoSuchPlace),
     ({"bind_dn": f"uid=blind,ou=people,{BASE}", "bind_password": "blind password"}, errors.DirectoryError),
     ({"user_filter": "(broken"}, errors.BadSettings), ({"user_filter": "(a=(b)"}, errors.DirectoryError),
     ({"ca": "no certificate"}, errors.BadAuthorities), ({"uris": "http://x"}, errors.BadSettings),
     ({"uris": ""}, errors.DirectoryError), ({"base_dn": ""}, errors.BadSettings),
     ({"base_dn": "no dn"}, errors.BadSettings), ({"timeout": "0"}, errors.BadSettings),
     ({"bind_password": ""}, errors.BadSettings), ({"ldaps": "perhaps"}, errors.BadSettings),
     ({"user_name_attribute": "uid)(a"}, errors.BadSettings), ({"nonsense": "1"}, errors.BadSettings)],
)  # fmt: skip
def test_settings_that_cannot_be_right(slapd: Slapd, changes: dict[str, str],
                                       raised: type[Exception]) -> None:  # fmt: skip
    with pytest.raises(raised) as caught:
        make(slapd, **{"timeout": "3", **changes}).verify()
    assert "s3cr3t" not in str(caught.value)


def test_a_server_that_is_not_there(slapd: Slapd) -> None:
    with pytest.raises(errors.Unreachable):
        make(slapd, uris="ldap://127.0.0.1:1", ldaps="false").verify()
    with pytest.raises(errors.Unreachable):
        make(slapd, uris="ldaps://no-such-host.invalid").verify()


@pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
def test_a_server_that_says_nothing(slapd: Slapd, scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        uri = f"{scheme}://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises((errors.Unreachable, errors.TlsFailed)):
            make(slapd, uris=uri, ldaps=str(scheme == "ldaps").lower(), timeout="0.5").verify()


def test_the_next_server_is_asked(slapd: Slapd) -> None:
    assert make(slapd, uris=f"ldap://127.0.0.1:1 {slapd.uri}", ldaps="false").find("alice")


def test_the_server_that_answered_is_asked_first(slapd: Slapd) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        uris = f"ldap://127.0.0.1:{silent.getsockname()[1]} {slapd.uri}"
        directory = make(slapd, uris=uris, ldaps="false", timeout="0.3")
        directory.verify()
        silent.close()  # would be refused at once, but is not asked at all
        assert directory.authenticate("alice", "alice password")


def test_nothing_is_left_open(slapd: Slapd) -> None:
    directory = make(slapd)
    directory.authenticate("alice", "alice password")
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        with pytest.raises(errors.WrongPassword):
            directory.authenticate("alice", "wrong")
    until(lambda: len(os.listdir("/proc/self/fd")) <= before, what="connections to be closed")
    until(lambda: "directory TLS" not in {thread.name for thread in threading.enumerate()})


def test_settings_that_became_unusable_let_nobody_in() -> None:
    broken = Unusable("the reason")
    for question in (broken.verify, lambda: broken.authenticate("a", "b"), lambda: broken.find("a"),
                     lambda: broken.describe("a"), lambda: broken.groups("a")):  # fmt: skip
        with pytest.raises(errors.BadSettings, match="the reason"):
            question()


def test_the_service_name_is_the_server_unless_others_are_named() -> None:
    settings = LdapSettings.parse({"base_dn": BASE}, "ldap.example.org")
    assert settings.servers == ("ldaps://ldap.example.org",) and settings.encrypted
    assert "pw" not in repr(
        LdapSettings.parse({"base_dn": BASE, "bind_dn": BASE, "bind_password": "pw"}, "x")
    )


def test_without_authorities_of_its_own_the_pool_says_whom_to_trust(slapd: Slapd, tmp_path: Path) -> None:
    authorities = Authorities(tmp_path)
    directory = KINDS["LDAP"](slapd.config(ca=""), "x", lambda: authorities.context("ldaps", public=True))
    with pytest.raises(errors.TlsFailed):
        directory.verify()
    authorities.make_equal({"ldaps": {"ours": slapd.ca}})
    directory.verify()
