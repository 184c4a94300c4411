"""Passwords: the administrators' file, and PAM as this machine has it."""

import asyncio
import os
import secrets
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xapid.config import Config
from xapid.model.errors import XenError
from xapid.objects import passwords
from xapid.objects.authentication import Authenticator
from xapid.objects.passwords import make_hash, matches, read_entries, remove_user, set_password


def authenticator(tmp_path: Path, **given: str) -> Authenticator:
    return Authenticator(Config(state_dir=tmp_path, **given), failure_delay=0)  # type: ignore[arg-type]


async def refused(made: Authenticator, user: str, password: str) -> None:
    with pytest.raises(XenError) as caught:
        await made.check(user, password)
    assert caught.value.description[:2] == ["SESSION_AUTHENTICATION_FAILED", user]


@settings(max_examples=5, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_a_hash_matches_its_password_alone(password: str, other: str) -> None:
    stored = make_hash(password)
    assert matches(password, stored)
    assert matches(other, stored) is (other == password)
    assert make_hash(password) != stored


@given(st.text(alphabet="scrypt$0123456789=A", max_size=60))
def test_no_text_that_is_no_hash_matches(stored: str) -> None:
    assert not matches("", stored)


def test_nobodys_hash_is_as_costly_as_any_and_matches_nothing() -> None:
    assert passwords.NOBODY_HASH.split("$")[:4] == make_hash("x").split("$")[:4]
    assert not any(matches(p, passwords.NOBODY_HASH) for p in ("", "x", "A" * 32))


def test_the_file_is_private_and_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / "new" / "admin"
    set_password(path, "a", "1")
    set_password(path, "b", "2", "read-only")
    before = read_entries(path)
    set_password(path, "b", "3")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    after = read_entries(path)
    assert after["a"] == before["a"] and after["b"].role == "read-only"
    assert after["b"].hash != before["b"].hash
    assert remove_user(path, "a") and not remove_user(path, "a")
    assert list(read_entries(path)) == ["b"]
    assert os.listdir(path.parent) == ["admin"]


@pytest.mark.parametrize("name", ["", "a:b", "a b", "a\nb", "x" * 65])
def test_a_name_that_would_break_the_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(XenError, match="INVALID_VALUE"):
        set_password(tmp_path / "admin", name, "x")


def test_a_role_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(XenError, match="INVALID_VALUE"):
        set_password(tmp_path / "admin", "a", "x", "king")


async def test_right_and_wrong_passwords(tmp_path: Path) -> None:
    set_password(tmp_path / "admin", "root", "right")
    made = authenticator(tmp_path)
    account = await made.check("root", "right")
    assert account.superuser
    assert await made.check("root", "right") is account
    for password in ("wrong", "", "right\0", "right" * 1000):
        await refused(made, "root", password)
    for user in ("", "nobody", "root\0"):
        await refused(made, user, "right")


async def test_many_at_once_are_all_answered(tmp_path: Path) -> None:
    set_password(tmp_path / "admin", "root", "right")
    made = authenticator(tmp_path)
    asked = [made.check("root", "right" if i % 4 == 0 else f"wrong{i}") for i in range(16)]
    results = await asyncio.gather(*asked, return_exceptions=True)
    assert [not isinstance(r, XenError) for r in results] == [i % 4 == 0 for i in range(16)]


async def test_a_changed_file_counts_at_once(tmp_path: Path) -> None:
    path = tmp_path / "admin"
    set_password(path, "root", "old")
    made = authenticator(tmp_path)
    await made.check("root", "old")
    set_password(path, "root", "new")
    await refused(made, "root", "old")
    await made.check("root", "new")
    path.unlink()
    await refused(made, "root", "new")


async def test_a_file_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    set_password(tmp_path / "admin", "root", "right")
    (tmp_path / "admin").chmod(0o640)
    with pytest.raises(XenError, match="INTERNAL_ERROR"):
        await authenticator(tmp_path).check("root", "right")


async def test_a_broken_file_lets_nobody_in(tmp_path: Path) -> None:
    path = tmp_path / "admin"
    path.touch(0o600)
    path.write_text("root\n")
    with pytest.raises(XenError, match="INTERNAL_ERROR"):
        await authenticator(tmp_path).check("root", "")


@pytest.fixture
def local_user() -> Iterator[tuple[str, str]]:
    if os.geteuid() != 0 or shutil.which("useradd") is None:
        pytest.skip("needs root, to make a user of this machine")
    name, password = f"xapid{secrets.token_hex(4)}", secrets.token_hex(8)
    subprocess.run(["useradd", "--no-create-home", "--shell", "/usr/sbin/nologin", name], check=True)
    try:
        subprocess.run(["chpasswd"], input=f"{name}:{password}", text=True, check=True)
        yield name, password
    finally:
        subprocess.run(["userdel", name], check=True, capture_output=True)


async def test_pam_knows_the_users_of_this_machine(tmp_path: Path, local_user: tuple[str, str]) -> None:
    name, password = local_user
    made = authenticator(tmp_path, pam_service="other")
    assert (await made.check(name, password)).superuser
    await refused(made, name, "wrong")
    with pytest.raises(XenError, match="NOT_IMPLEMENTED"):
        await made.change_password(name, "new")


async def test_no_password_is_emptied_and_nobody_is_made(tmp_path: Path) -> None:
    made = authenticator(tmp_path)
    for name, password in (("admin", ""), ("stranger", "new")):
        with pytest.raises(XenError, match="CHANGE_PASSWORD_REJECTED"):
            await made.change_password(name, password)
    await refused(made, "stranger", "new")
