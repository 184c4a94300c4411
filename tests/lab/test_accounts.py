"""Users of this machine by PAM, callers held to a rate, and the audit log, through the front door."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.lab import people
from tests.lab.daemon import PASSWORD, USER, Lab, until
from tests.lab.people import fails, host_of, is_out, let_in, log_in, pool_of

daemon, lab = people.daemon, people.lab


@dataclass(frozen=True)
class Members:
    """A group of this machine with one member, and a user who is none."""

    group: str
    member: str
    stranger: str
    password: str


@pytest.fixture
def members() -> Iterator[Members]:
    if os.geteuid() != 0 or shutil.which("useradd") is None:
        pytest.skip("needs root, to make users of this machine")
    mark = secrets.token_hex(3)
    made = Members(f"xg{mark}", f"xm{mark}", f"xs{mark}", secrets.token_hex(8))
    try:
        _run("groupadd", made.group)
        _run(
            "useradd", "-M", "-N", "-s", "/usr/sbin/nologin", "-G", made.group, "-c", "A Member", made.member
        )
        _run("useradd", "-M", "-N", "-s", "/usr/sbin/nologin", made.stranger)
        lines = "".join(f"{name}:{made.password}\n" for name in (made.member, made.stranger))
        subprocess.run(["chpasswd"], input=lines, text=True, check=True)
        yield made
    finally:
        for name in (made.member, made.stranger):
            subprocess.run(["userdel", name], capture_output=True)
        subprocess.run(["groupdel", made.group], capture_output=True)


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)


def test_users_of_this_machine_get_in_by_their_groups(lab: Lab, members: Members) -> None:
    config = {"allowed_group": members.group, "service": "other"}
    missing = {**config, "allowed_group": "no such group"}
    refused = fails(lab.api.host.enable_external_auth, host_of(lab), missing, "here", "PAM")
    assert refused[0] == "AUTH_ENABLE_FAILED" and "no such group" in refused[1]
    lab.api.pool.enable_external_auth(pool_of(lab), config, "here", "PAM")
    subject = let_in(lab, members.group, "vm-operator")
    assert lab.api.subject.get_other_config(subject)["subject-is-group"] == "true"
    session = log_in(lab, members.member, members.password)
    sid = session.xenapi.session.get_auth_user_sid(session._session)
    told = lab.api.auth.get_subject_information_from_identifier(sid)
    assert (told["subject-name"], told["subject-displayname"]) == (members.member, "A Member")
    assert lab.api.subject.get_subject_identifier(subject) in lab.api.auth.get_group_membership(sid)
    for name, password in ((members.stranger, members.password), (members.member, "wrong"), ("nobody", "")):
        assert fails(log_in, lab, name, password or "x")[0] == "SESSION_AUTHENTICATION_FAILED"
    for name in (members.stranger, "no such user", "y" * 2000):
        assert fails(lab.api.auth.get_subject_identifier, name) == ["SUBJECT_CANNOT_BE_RESOLVED"]
    for identifier in ("u0", "u99999999999999999999", "ux", "", "g", "u²", "gx"):
        asked = lab.api.auth.get_subject_information_from_identifier
        assert fails(asked, identifier) == ["SUBJECT_CANNOT_BE_RESOLVED"]
    _run("gpasswd", "-d", members.member, members.group)
    until(lambda: is_out(lab, session), what="who left the group to be logged out")


def test_the_audit_log_names_people_objects_and_outcomes(lab: Lab, members: Members) -> None:
    lab.api.pool.enable_external_auth(
        pool_of(lab), {"allowed_group": members.group, "service": "other"}, "here", "PAM"
    )
    let_in(lab, members.group, "read-only")
    session = log_in(lab, members.member, members.password)
    vm = lab.guest("audited guest")
    uuid = lab.uuid(vm)
    assert fails(session.xenapi.VM.start, vm, False, False)[0] == "RBAC_PERMISSION_DENIED"
    lab.api.VM.destroy(vm)
    lab.daemon.kill()
    lab.daemon.start()
    lab.log_in()
    query = urllib.parse.urlencode({"session_id": lab.session_ref, "since": "20000101T00:00:00Z"})
    with urllib.request.urlopen(f"{lab.daemon.url}/audit_log?{query}", timeout=60) as answer:
        lines = answer.read().decode().splitlines()
    (denied,) = [line for line in lines if " VM.start " in line]
    assert "DENIED ERROR:RBAC_PERMISSION_DENIED" in denied and f"user={members.member}" in denied
    (destroyed,) = [line for line in lines if " VM.destroy " in line]
    assert "ALLOWED OK" in destroyed and "origin=127.0.0.1" in destroyed and "task=" in destroyed
    assert f'"VM:audited guest({uuid})"' in destroyed
    everything = "\n".join(lines)
    assert members.password not in everything and lab.session_ref not in everything


def test_the_command_line_does_it_too(lab: Lab, members: Members, tmp_path: Path) -> None:
    def xe(*words: str) -> str:
        environ = {**os.environ, "XAPID_SOCKET": lab.daemon.ports["socket"]}
        ran = subprocess.run([sys.executable, "-m", "xe.client", *words], cwd=tmp_path, env=environ,
                             capture_output=True, text=True, timeout=120)  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    xe("pool-enable-external-auth", "auth-type=PAM", "service-name=here",
       f"config:allowed_group={members.group}", "config:service=other")  # fmt: skip
    assert lab.api.host.get_external_auth_service_name(host_of(lab)) == "here"
    xe("subject-add", f"subject-name={members.group}")
    log_in(lab, members.member, members.password)
    xe("pool-disable-external-auth")
    assert lab.api.host.get_external_auth_type(host_of(lab)) == ""
    host = lab.api.host.get_uuid(host_of(lab))
    xe("host-enable-external-auth", f"host-uuid={host}", "auth-type=PAM", "service-name=there",
       f"config:allowed_group={members.group}")  # fmt: skip
    xe("host-disable-external-auth", f"host-uuid={host}")
    assert "succeeded" in xe("audit-log-get", "filename=log.txt", "since=20000101T00:00:00Z")
    assert "subject.create user=" in (tmp_path / "log.txt").read_text()


def test_a_password_is_changed_for_good(lab: Lab) -> None:
    session = log_in(lab, USER, PASSWORD)
    session.xenapi.session.change_password("whatever it was", "battery staple")
    try:
        lab.daemon.kill()
        lab.daemon.start()
        assert fails(log_in, lab, USER, PASSWORD)[0] == "SESSION_AUTHENTICATION_FAILED"
        session = log_in(lab, USER, "battery staple")
        assert fails(session.xenapi.session.change_password, "", "x" * 5000)[0] == "INVALID_VALUE"
    finally:
        session.xenapi.session.change_password("battery staple", PASSWORD)
        lab.log_in()


def test_callers_and_limits_outlive_the_daemon(lab: Lab) -> None:
    api = lab.api
    caller = api.Caller.create({"name_label": "backup", "user_agent": "no such program", "client_ip": ""})
    limit = api.Rate_limit.create({"name_label": "slowly", "burst_size": 10.0, "fill_rate": 2.5})
    api.Rate_limit.add_caller(limit, caller)
    api.Caller.add_group(caller, "nightly")
    agents = api.host.get_tracked_user_agents(host_of(lab))
    assert agents and all("127.0.0.1" in addresses for addresses in agents.values())
    lab.restart()
    api = lab.api
    assert api.Caller.get_rate_limit(caller) == limit and api.Caller.get_groups(caller) == ["nightly"]
    assert api.Rate_limit.get_fill_rate(limit) == 2.5
    assert api.Caller.query_call_count(caller) == "0"
    api.Rate_limit.destroy(limit)
    api.Caller.destroy(caller)
