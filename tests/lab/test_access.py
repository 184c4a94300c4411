"""Users of an LDAP directory, through the front door: who gets in, with which rights, and for how long."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
import XenAPI

from tests.lab import people
from tests.lab.daemon import PASSWORD, USER, Lab, until
from tests.lab.people import fails, host_of, is_out, let_in, log_in, pool_of
from tests.lab.slapd import ADMIN_PASSWORD, BASE, Slapd, group, make_certificates, person

daemon, lab = people.daemon, people.lab
ROLES = ("pool-admin", "pool-operator", "vm-power-admin", "vm-admin", "vm-operator", "read-only")


@pytest.fixture(scope="module")
def slapd() -> Iterator[Slapd]:
    server = Slapd()
    try:
        server.add([person(name) for name in ("alice", "bob", "carol", "leaver", "root")])
        server.add([group("operators", "cn=night-shift,ou=groups"), group("night-shift", "uid=bob,ou=people"),
                    group("readers", "uid=bob,ou=people", "uid=leaver,ou=people")])  # fmt: skip
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture
def ldap_lab(lab: Lab, slapd: Slapd) -> Lab:
    """The same with the directory in use."""
    lab.api.pool.enable_external_auth(pool_of(lab), slapd.config(), "ldap.example.org", "LDAP")
    return lab


def test_without_a_directory_there_are_no_external_users(lab: Lab) -> None:
    assert fails(lab.api.auth.get_subject_identifier, "alice") == ["AUTH_IS_DISABLED"]
    assert fails(lab.api.auth.get_group_membership, "x") == ["AUTH_IS_DISABLED"]
    assert fails(lab.api.host.external_auth_set_ldaps, host_of(lab), True) == ["AUTH_IS_DISABLED"]
    lab.api.host.disable_external_auth(host_of(lab))
    assert fails(log_in, lab, "alice")[0] == "SESSION_AUTHENTICATION_FAILED"


def test_a_user_gets_in_with_the_role_of_the_subject(ldap_lab: Lab) -> None:
    lab = ldap_lab
    assert fails(log_in, lab, "alice")[:2] == ["SESSION_AUTHORIZATION_FAILED", "alice"]
    subject = let_in(lab, "alice", "vm-operator")
    session = log_in(lab, "alice")
    record = session.xenapi.session.get_record(session._session)
    assert record["subject"] == subject and not record["is_local_superuser"]
    assert record["auth_user_name"] == "alice"
    assert record["auth_user_sid"] == lab.api.subject.get_subject_identifier(subject)
    role = lab.api.role.get_by_name_label("vm-operator")[0]
    assert set(record["rbac_permissions"]) == set(lab.api.role.get_permissions_name_label(role))
    assert session.xenapi.session.get_rbac_permissions(session._session) == record["rbac_permissions"]
    assert set(lab.api.subject.get_permissions_name_label(subject)) == set(record["rbac_permissions"])
    denied = fails(session.xenapi.pool.set_name_label, pool_of(lab), "mine")
    assert denied[:2] == ["RBAC_PERMISSION_DENIED", "pool.set_name_label"]
    assert record["auth_user_sid"] in lab.api.session.get_all_subject_identifiers()
    assert fails(log_in, lab, "alice", "wrong")[:2] == ["SESSION_AUTHENTICATION_FAILED", "alice"]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_gives_its_permissions(ldap_lab: Lab, role: str) -> None:
    let_in(ldap_lab, "carol", role)
    session = log_in(ldap_lab, "carol")
    session.xenapi.VM.get_all()
    held = session.xenapi.session.get_rbac_permissions(session._session)
    found = ldap_lab.api.role.get_by_name_label(role)[0]
    assert set(held) == set(ldap_lab.api.role.get_permissions_name_label(found))


def test_groups_count_however_deep_and_roles_add_up(ldap_lab: Lab) -> None:
    lab = ldap_lab
    readers, operators = let_in(lab, "readers", "read-only"), let_in(lab, "operators", "pool-operator")
    session = log_in(lab, "bob")
    assert session.xenapi.session.get_subject(session._session) in (readers, operators)
    session.xenapi.pool.set_name_description(pool_of(lab), "by bob")
    sid = session.xenapi.session.get_auth_user_sid(session._session)
    groups = lab.api.auth.get_group_membership(sid)
    named = {lab.api.auth.get_subject_information_from_identifier(g)["subject-name"] for g in groups}
    assert named == {"operators", "night-shift", "readers"}
    operator = lab.api.role.get_by_name_label("pool-operator")[0]
    lab.api.subject.remove_from_roles(operators, operator)
    assert fails(session.xenapi.pool.set_name_description, pool_of(lab), "x")[0] == "RBAC_PERMISSION_DENIED"
    lab.api.subject.add_to_roles(operators, operator)
    session.xenapi.pool.set_name_description(pool_of(lab), "by bob again")
    lab.api.subject.destroy(operators)
    assert not is_out(lab, session)
    lab.api.subject.destroy(readers)
    assert is_out(lab, session)
    assert fails(log_in, lab, "bob")[0] == "SESSION_AUTHORIZATION_FAILED"


def test_who_leaves_is_logged_out_and_who_is_logged_out_may_come_back(ldap_lab: Lab, slapd: Slapd) -> None:
    lab = ldap_lab
    let_in(lab, "readers", "read-only")
    session, other = log_in(lab, "leaver"), log_in(lab, "bob")
    lab.api.session.logout_subject_identifier(other.xenapi.session.get_auth_user_sid(other._session))
    assert is_out(lab, other)
    other = log_in(lab, "bob")
    before = session.xenapi.session.get_validation_time(session._session)
    until(lambda: session.xenapi.session.get_validation_time(session._session) > before)
    slapd.change(f"dn: uid=leaver,ou=people,{BASE}\nchangetype: delete\n")
    until(lambda: is_out(lab, session), what="the leaver to be logged out")
    assert not is_out(lab, other)
    slapd.change(f"dn: cn=readers,ou=groups,{BASE}\nchangetype: modify\ndelete: member\n"
                 f"member: uid=bob,ou=people,{BASE}\n")  # fmt: skip
    until(lambda: is_out(lab, other), what="who left the group to be logged out")
    slapd.change(f"dn: cn=readers,ou=groups,{BASE}\nchangetype: modify\nadd: member\n"
                 f"member: uid=bob,ou=people,{BASE}\n")  # fmt: skip


def test_a_local_name_is_never_the_directorys(ldap_lab: Lab) -> None:
    let_in(ldap_lab, "root", "read-only")
    assert fails(log_in, ldap_lab, "root", "root password")[0] == "SESSION_AUTHENTICATION_FAILED"
    session = log_in(ldap_lab, USER, PASSWORD)
    assert session.xenapi.session.get_is_local_superuser(session._session)
    let_in(ldap_lab, "alice", "pool-admin")
    local = XenAPI.Session(ldap_lab.daemon.url)
    with pytest.raises(XenAPI.Failure):
        local.slave_local_login_with_password("alice", "alice password")
    local.slave_local_login_with_password(USER, PASSWORD)
    local.xenapi.session.local_logout()


def test_a_directory_that_vanishes(ldap_lab: Lab, slapd: Slapd) -> None:
    lab = ldap_lab
    let_in(lab, "alice", "read-only")
    session = log_in(lab, "alice")
    identifier = session.xenapi.session.get_auth_user_sid(session._session)
    slapd.stop()
    try:
        log_in(lab, "alice")  # remembered
        lab.api.pool.set_ext_auth_cache_enabled(pool_of(lab), False)
        refused = fails(log_in, lab, "alice")
        assert refused[0] == "SESSION_AUTHENTICATION_FAILED" and "directory" in refused[2]
        assert fails(lab.api.auth.get_group_membership, identifier)[0] == "AUTH_SERVICE_ERROR"
        log_in(lab, USER, PASSWORD)
        assert not is_out(lab, session)
    finally:
        slapd.start()
        lab.api.pool.set_ext_auth_cache_enabled(pool_of(lab), True)
    log_in(lab, "alice")


def test_the_configuration_outlives_the_daemon_and_shows_no_password(ldap_lab: Lab, slapd: Slapd) -> None:
    lab = ldap_lab
    let_in(lab, "alice", "read-only")
    for record in (lab.api.host.get_record(host_of(lab)), lab.api.host.get_all_records()):
        assert ADMIN_PASSWORD not in str(record)
    config = lab.api.host.get_external_auth_configuration(host_of(lab))
    assert lab.api.secret.get_by_uuid(config["bind_password_secret"])
    lab.restart()
    assert lab.api.host.get_external_auth_type(host_of(lab)) == "LDAP"
    log_in(lab, "alice")
    assert ADMIN_PASSWORD not in lab.daemon.log.read_text()
    session = log_in(lab, "alice")
    lab.api.host.disable_external_auth(host_of(lab), {}, False)
    assert is_out(lab, session)
    assert fails(lab.api.secret.get_by_uuid, config["bind_password_secret"])[0] == "UUID_INVALID"


def test_a_configuration_that_became_unusable_lets_nobody_in_but_local_users(lab: Lab, slapd: Slapd) -> None:
    word = lab.api.secret.create({"value": ADMIN_PASSWORD, "other_config": {}})
    config = slapd.config(bind_password_secret=lab.api.secret.get_uuid(word))
    del config["bind_password"]
    lab.api.pool.enable_external_auth(pool_of(lab), config, "ldap.example.org", "LDAP")
    let_in(lab, "alice", "read-only")
    log_in(lab, "alice")
    lab.api.secret.destroy(word)
    lab.restart()
    refused = fails(log_in, lab, "alice")
    assert refused[0] == "SESSION_AUTHENTICATION_FAILED" and "directory" in refused[2]
    assert fails(lab.api.auth.get_subject_identifier, "alice")[0] == "AUTH_SERVICE_ERROR"
    lab.api.pool.disable_external_auth(pool_of(lab), {})
    assert fails(lab.api.auth.get_subject_identifier, "alice") == ["AUTH_IS_DISABLED"]


def test_only_a_directory_that_works_is_taken_into_use(lab: Lab, slapd: Slapd, tmp_path: Any) -> None:
    def code(**changes: str) -> str:
        config = slapd.config(**changes)
        return fails(lab.api.host.enable_external_auth, host_of(lab), config, "x", "LDAP")[0]

    assert code(bind_password="wrong") == "AUTH_ENABLE_FAILED_WRONG_CREDENTIALS"
    assert code(base_dn="dc=wrong") == "AUTH_ENABLE_FAILED_INVALID_OU"
    assert code(uris="ldaps://127.0.0.1:1") == "AUTH_ENABLE_FAILED_UNAVAILABLE"
    assert code(ca="nothing") == "AUTH_ENABLE_FAILED_INVALID_TRUSTED_CERTS"
    assert code(ca=make_certificates(tmp_path)) == "AUTH_SETUP_TLS_CONNECTION"
    assert code(unknown="key") == "AUTH_ENABLE_FAILED"
    assert code(base_dn="dc=x," * 20_000) == "AUTH_ENABLE_FAILED"
    host, pool = host_of(lab), pool_of(lab)
    for kind in ("AD", "winbind", "ldap", ""):
        assert fails(lab.api.host.enable_external_auth, host, {}, "x", kind) == ["AUTH_UNKNOWN_TYPE", kind]
    refused = fails(lab.api.pool.enable_external_auth, pool, slapd.config(base_dn="dc=wrong"), "x", "LDAP")
    assert refused[:2] == ["POOL_AUTH_ENABLE_FAILED_INVALID_OU", host]
    assert lab.api.host.get_external_auth_type(host) == "" and not lab.api.secret.get_all()


def test_it_is_enabled_once_and_ldaps_can_be_chosen(ldap_lab: Lab, slapd: Slapd) -> None:
    lab, host, pool = ldap_lab, host_of(ldap_lab), pool_of(ldap_lab)
    again = fails(lab.api.host.enable_external_auth, host, slapd.config(), "other", "LDAP")
    assert again == ["AUTH_ALREADY_ENABLED", "LDAP", "ldap.example.org"]
    again = fails(lab.api.pool.enable_external_auth, pool, slapd.config(), "other", "LDAP")
    assert again == ["POOL_AUTH_ALREADY_ENABLED", host]
    lab.api.pool.detect_nonhomogeneous_external_auth(pool)
    for ldaps in (False, True):
        lab.api.host.external_auth_set_ldaps(host, ldaps)
        assert lab.api.host.get_external_auth_configuration(host)["ldaps"] == str(ldaps).lower()
        assert lab.api.auth.get_subject_identifier("alice")
    lab.api.pool.external_auth_set_ldaps(pool, False, True)
    lab.api.pool.disable_external_auth(pool, {})
    lab.api.pool.enable_external_auth(pool, slapd.config(uris=slapd.tls_uri), "x", "LDAP")
    assert fails(lab.api.host.external_auth_set_ldaps, host, False)[:2] == ["AUTH_SET_LDAPS_FAILED", host]


def test_limits_of_logins(lab: Lab) -> None:
    pool, call = pool_of(lab), log_in(lab, USER, PASSWORD).xenapi_request
    for name, value, wrong in (
        ("local_auth_max_threads", 3, 0), ("ext_auth_max_threads", 4, 65), ("ext_auth_cache_size", 7, -1),
        ("ext_auth_cache_expiry", 20, 1_000_000),
    ):  # fmt: skip
        call(f"pool.set_{name}", (pool, str(value)))
        assert call(f"pool.get_{name}", (pool,)) == str(value)
        assert fails(call, f"pool.set_{name}", (pool, str(wrong)))[0] == "INVALID_VALUE"
    log_in(lab, USER, PASSWORD)


def test_a_failed_login_keeps_nobody_waiting(ldap_lab: Lab) -> None:
    began = time.monotonic()
    assert fails(log_in, ldap_lab, "alice", "x" * 100_000)[0] == "SESSION_AUTHENTICATION_FAILED"
    assert time.monotonic() - began >= 0.3
    assert fails(log_in, ldap_lab, "u" * 100_000)[0] == "SESSION_AUTHENTICATION_FAILED"


def test_subjects_and_roles_that_cannot_be(ldap_lab: Lab) -> None:
    api = ldap_lab.api
    subject = let_in(ldap_lab, "alice", "read-only")
    record = api.subject.get_record(subject)
    assert fails(api.subject.create, record) == ["SUBJECT_ALREADY_EXISTS"]
    assert fails(api.subject.create, {"subject_identifier": "", "other_config": {}})[0] == "INVALID_VALUE"
    reader = api.role.get_by_name_label("read-only")[0]
    assert fails(api.subject.add_to_roles, subject, reader) == ["ROLE_ALREADY_EXISTS"]
    permission = api.role.get_permissions(reader)[0]
    assert fails(api.subject.add_to_roles, subject, permission) == ["ROLE_NOT_FOUND"]
    assert reader in api.role.get_by_permission(permission)
    for name in ("nobody", "*", "alice)(uid=*", "x" * 2000, ""):
        assert fails(api.auth.get_subject_identifier, name) == ["SUBJECT_CANNOT_BE_RESOLVED"]
    api.subject.remove_from_roles(subject, reader)
    assert fails(log_in, ldap_lab, "alice")[0] == "SESSION_AUTHORIZATION_FAILED"
