"""Roles: what each may do, as the specification says, and who is asked at all."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.objects.memory import log_in, make_context, make_store
from xapid.model.errors import XenError
from xapid.model.roles import ROLE_ORDER, ROLE_UUIDS, allowed_roles
from xapid.objects import rights, role, role_records
from xapid.objects.blob import Blob
from xapid.objects.catalog import load
from xapid.objects.context import Context
from xapid.objects.role import Role
from xapid.objects.vm import VM
from xapid.store.store import Store

FACTS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "facts" / "xenapi.json").read_text())


@pytest.fixture
def ctx(tmp_path: Path) -> Context:
    return make_context(tmp_path)


def may(session: Any, name: str, *args: Any) -> bool:
    try:
        rights.allowed(session, load().messages[name], args)
    except XenError as error:
        assert error.code == "RBAC_PERMISSION_DENIED"
        assert error.params[0].startswith(name.lower())
        return False
    return True


@pytest.mark.parametrize("name", ROLE_ORDER)
def test_a_role_may_call_exactly_what_the_specification_gives_it(ctx: Context, name: str) -> None:
    session = log_in(ctx, "somebody", name)
    session_may = {m for m in load().messages.values() if not m.key_roles and may(session, m.full_name)}
    for message in load().messages.values():
        facts = FACTS["classes"][message.class_name]["messages"][message.name]["roles"]
        wanted = name in allowed_roles(tuple(facts) if isinstance(facts, list) else facts)
        if name == "pool-admin":
            wanted = True  # whoever holds that role is not asked
        if not message.key_roles:
            assert (message in session_may) is wanted, message.full_name


def test_superusers_the_pool_and_the_daemon_are_not_asked(ctx: Context) -> None:
    forbidden = "session.change_password"
    assert may(None, forbidden) and may(log_in(ctx), forbidden)
    assert not may(log_in(ctx, "x", "pool-operator"), forbidden)


@pytest.mark.parametrize(
    ("name", "key", "lowest"),
    [
        ("VM.add_to_other_config", "anything", "vm-admin"),
        ("VM.add_to_other_config", "folder", "vm-operator"),
        ("VM.add_to_other_config", "XenCenter.CustomFields.x", "vm-operator"),
        ("VM.remove_from_other_config", "pci", "pool-admin"),
        ("pool.add_to_other_config", "EMPTY_FOLDERS", "vm-operator"),
        ("pool.add_to_other_config", "EMPTY_FOLDERS.not", "pool-operator"),
    ],
)
def test_a_key_of_a_map_can_have_a_role_of_its_own(ctx: Context, name: str, key: str, lowest: str) -> None:
    for held in ROLE_ORDER[1:]:
        session = log_in(ctx, held, held)
        assert may(session, name, None, key, "value") is (held in allowed_roles(lowest)), held


def test_a_whole_map_cannot_be_set_around_the_role_of_a_key(ctx: Context) -> None:
    with ctx.change():
        vm = ctx.store.create(VM, other_config={"pci": "0/0000:00:1f.0", "a": "1"})
    session = log_in(ctx, "x", "vm-admin")
    for value in ({"pci": "other", "a": "1"}, {"a": "1"}, {}):
        with pytest.raises(XenError) as caught:
            rights.require_for_keys(session, VM.other_config, vm, value)
        assert caught.value.params[0] == "vm.add_to_other_config/key:pci"
    rights.require_for_keys(session, VM.other_config, vm, {**vm.other_config, "a": "2", "folder": "f"})
    rights.require_for_keys(log_in(ctx), VM.other_config, vm, {})


def test_a_denial_names_the_permission_in_lower_case(ctx: Context) -> None:
    session = log_in(ctx, "x", "read-only")
    with pytest.raises(XenError) as caught:
        rights.allowed(session, load().messages["VM.add_to_other_config"], [None, "folder", "x"])
    assert caught.value.params[0] == "vm.add_to_other_config/key:folder"


def test_sessions_of_a_role_share_their_list(ctx: Context) -> None:
    one, other = log_in(ctx, "a", "vm-admin"), log_in(ctx, "b", "vm-admin")
    assert one.raw("rbac_permissions") is other.raw("rbac_permissions")
    assert rights.holds(one, "vm.create") and not rights.holds(one, rights.ANY_TASK)


def test_other_permissions_can_be_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "_others", dict(rights._others))
    rights.declare("http/get_Something", "vm-admin")
    assert "http/get_something" in rights.permissions_of(frozenset({"vm-admin"}))
    assert "http/get_something" not in rights.permissions_of(frozenset({"vm-operator"}))
    monkeypatch.undo()
    rights._held.clear()


@pytest.fixture(scope="module")
def store() -> Store:
    made = make_store()
    role_records.install(made)
    return made


def by_name(store: Store, name: str) -> Role:
    (found,) = store.table(Role).by_name_label(name)
    return found


def test_roles_have_the_references_that_clients_know(store: Store) -> None:
    for name, uuid in ROLE_UUIDS.items():
        record = by_name(store, name)
        assert (record.uuid, record.ref) == (uuid, f"OpaqueRef:{uuid}")
        assert record.is_internal is (name == "client-cert")
    assert by_name(store, "vm.start").uuid == role_records.uuid_of("VM.start")


def test_every_message_is_a_permission_and_subroles_say_who_holds_it(store: Store) -> None:
    names = {r.name_label for r in store.all(Role)}
    held = {m.full_name.lower() for m in load().messages.values() if allowed_roles(m.role)}
    assert held | set(ROLE_ORDER) | {"task.destroy/any", "vm.add_to_other_config/key:folder"} <= names
    for name in ROLE_ORDER:
        listed = sorted(p.name_label for p in by_name(store, name).subroles)
        assert listed == list(rights.permissions_of(frozenset({name})))


async def test_permissions_can_be_asked_in_both_directions(store: Store, tmp_path: Path) -> None:
    ctx = make_context(tmp_path, store)
    start, operator = by_name(store, "vm.start"), by_name(store, "vm-operator")
    assert start in await role.get_permissions(ctx, operator)
    assert await role.get_permissions(ctx, start) == [start]
    assert "vm.start" in await role.get_permissions_name_label(ctx, operator)
    holders = {r.name_label for r in await role.get_by_permission(ctx, start)}
    assert holders == allowed_roles("vm-operator")
    assert {r.name_label for r in await role.get_by_permission_name_label(ctx, "vm.start")} == holders
    assert await role.get_by_permission_name_label(ctx, "vm.fly") == []


def test_roles_are_nothing_new_to_who_has_a_token_of_an_earlier_life(store: Store) -> None:
    with store.change():
        blob = store.create(Blob)
    assert next(reversed(store.by_change.values())) is blob
    assert all(r.created == r.modified == 0 for r in store.all(Role))
    order = [o.modified for o in store.by_change.values()]
    assert order == sorted(order)
