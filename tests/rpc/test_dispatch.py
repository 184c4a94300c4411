"""What is checked before a message runs, in which order, and what it answers."""

import logging
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rpc.world import CALLER, PASSWORD, World
from xapid.hypervisor.errors import HypervisorUnavailable
from xapid.model.errors import XenError
from xapid.model.objects import XenObject
from xapid.model.roles import READ_ONLY, VM_ADMIN, VM_OPERATOR
from xapid.model.types import NULL_REF
from xapid.objects import catalog
from xapid.objects.context import Context
from xapid.objects.network import Network
from xapid.objects.pif import PIF
from xapid.objects.secret import Secret
from xapid.objects.vdi import VDI
from xapid.objects.vm import VM
from xapid.rpc.caller import Caller
from xapid.rpc.jsonrpc import success as json_success
from xapid.rpc.wire import Call
from xapid.rpc.xmlrpc import success as xml_success

NOBODY = "OpaqueRef:00000000-0000-4000-8000-000000000000"


async def refusal(world: World, method: str, *params: Any, caller: Caller = CALLER) -> list[str]:
    with pytest.raises(XenError) as caught:
        await world.call(method, *params, caller=caller)
    return caught.value.description


async def test_login_takes_two_to_four_arguments(world: World) -> None:
    for extra in ([], ["2.0"], ["2.0", "tests"]):
        session = await world.call("session.login_with_password", "root", PASSWORD, *extra)
        assert session.originator == (extra[1] if len(extra) > 1 else "")
    assert (await refusal(world, "session.login_with_password", "root", "wrong"))[:2] == [
        "SESSION_AUTHENTICATION_FAILED", "root",
    ]  # fmt: skip
    local = await world.call("session.login_with_password", "anna", "", caller=Caller(local_root=True))
    assert local.is_local_superuser and local.auth_user_name == "anna"


async def test_numbers_of_parameters(world: World) -> None:
    session = world.session().ref
    mismatch = "MESSAGE_PARAMETER_COUNT_MISMATCH"
    assert await refusal(world, "VM.get_record", session) == [mismatch, "VM.get_record", "1", "0"]
    assert await refusal(world, "VM.get_record", session, "a", "b") == [mismatch, "VM.get_record", "1", "2"]
    assert await refusal(world, "VM.get_record") == [mismatch, "VM.get_record", "1", "0"]
    assert await refusal(world, "session.login_with_password", "root") == [
        mismatch, "session.login_with_password", "2", "1",
    ]  # fmt: skip
    surplus = await world.call("session.login_with_password", "root", PASSWORD, "", "", "surplus", 5)
    assert surplus.auth_user_name == "root"


async def test_order_count_types_session_role_reference(world: World) -> None:
    reader = world.session(READ_ONLY, "eve").ref
    vm, method = NOBODY, "VM.set_name_label"
    assert (await refusal(world, method, "bad", vm))[0] == "MESSAGE_PARAMETER_COUNT_MISMATCH"
    assert (await refusal(world, method, "bad", vm, 5))[0] == "INTERNAL_ERROR"
    assert await refusal(world, method, "bad", vm, "x") == ["SESSION_INVALID", "bad"]
    assert (await refusal(world, method, reader, vm, "x"))[:2] == [
        "RBAC_PERMISSION_DENIED",
        "vm.set_name_label",
    ]
    assert await refusal(world, method, world.session().ref, vm, "x") == ["HANDLE_INVALID", "VM", vm]


async def test_sessions_that_are_none(world: World) -> None:
    for ref in ("", NULL_REF, NOBODY, world.secret().ref):
        assert await refusal(world, "VM.get_all", ref) == ["SESSION_INVALID", ref]
    nonsense: list[Any] = [None, 5, [], {}]
    for value in nonsense:
        assert (await refusal(world, "VM.get_all", value))[0] == "INTERNAL_ERROR"
    session = world.session().ref
    await world.call("session.logout", session)
    assert await refusal(world, "VM.get_all", session) == ["SESSION_INVALID", session]


async def test_wrong_types_and_strange_text(world: World) -> None:
    session, secret = world.session().ref, world.secret().ref
    values: list[Any] = [5, None, True, [], {}]
    for value in values:
        assert (await refusal(world, "secret.set_value", session, secret, value))[0] == "INTERNAL_ERROR"
    assert await refusal(world, "secret.set_value", session, secret, "a\ud800") == [
        "INVALID_VALUE", "Invalid UTF-8 string in parameter", "a?",
    ]  # fmt: skip
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    assert (await refusal(world, "secret.set_value", session, secret, deep))[0] == "INTERNAL_ERROR"


async def test_unknown_methods(world: World) -> None:
    session = world.session().ref
    assert await refusal(world, "VM.fly") == ["MESSAGE_METHOD_UNKNOWN", "VM.fly"]
    assert await refusal(world, "VM.fly", "bad") == ["SESSION_INVALID", "bad"]
    assert await refusal(world, "VM.fly", session) == ["MESSAGE_METHOD_UNKNOWN", "VM.fly"]
    assert (await refusal(world, "VM.fly", world.session(READ_ONLY, "eve").ref))[:2] == [
        "RBAC_PERMISSION_DENIED", "host.call_extension",
    ]  # fmt: skip
    for name in (
        "",
        ".",
        "Async.",
        "Async.VM.fly",
        "system.",
        "system.fly",
        "vm.get_record",
        "Async.Async.VM.start",
    ):
        assert await refusal(world, name) == ["MESSAGE_METHOD_UNKNOWN", name]


async def test_system_and_aliases(world: World) -> None:
    names = await world.call("system.listMethods")
    assert set(names) == set(catalog.load().messages)
    assert await world.call("system.isAlive:here", {"a": [1]}) == {"a": [1]}
    session = world.session().ref
    assert await world.call("VM_get_all", session) == []
    assert await world.call("session_get_uuid", session, session) == world.store.get(session).uuid


async def test_what_is_not_there_yet_any_more_or_for_others(world: World) -> None:
    session, messages = world.session().ref, catalog.load().messages.values()
    removed = next(m for m in messages if m.removed)
    assert await refusal(world, removed.full_name, session, "and", "more") == ["MESSAGE_REMOVED"]
    assert await refusal(world, removed.full_name, "bad") == ["SESSION_INVALID", "bad"]
    waiting = next(
        m for m in messages if m.waits_for and m.session and not (m.params or m.removed or m.pool_internal)
    )
    assert (await refusal(world, waiting.full_name, session))[0] == "NOT_IMPLEMENTED"
    internal = next(m for m in messages if m.pool_internal and not m.params)
    assert await refusal(world, internal.full_name, session) == [
        "INTERNAL_ERROR",
        f'Internal API "{internal.full_name}" call attempted with non-pool (external) session',
    ]
    at_this_host = await world.call("session.slave_local_login_with_password", "root", PASSWORD)
    assert (await refusal(world, "host.notify", at_this_host.ref, "a", "b"))[0] == "NOT_IMPLEMENTED"
    assert await refusal(world, "Async.VM.get_record", session, NOBODY) == [
        "Fault", "No async mode for this operation (rpc: VM.get_record)",
    ]  # fmt: skip


async def test_references_become_objects_of_the_right_class(world: World) -> None:
    session = world.session().ref
    with world.store.change():
        network = world.store.create(Network)
        pif = world.store.create(PIF, network=network)
        vm = world.store.create(VM)
    assert await world.call("PIF.get_network", session, pif.ref) == network.ref
    assert await refusal(world, "PIF.get_network", session, network.ref) == [
        "HANDLE_INVALID",
        "PIF",
        network.ref,
    ]
    assert await refusal(world, "PIF.get_network", session, "") == ["HANDLE_INVALID", "PIF", NULL_REF]
    for null in ("", NULL_REF):
        await world.call("VM.set_affinity", session, vm.ref, null)
        assert vm.raw("affinity") == NULL_REF
    assert await refusal(world, "VM.set_affinity", session, vm.ref, NOBODY) == [
        "HANDLE_INVALID",
        "host",
        NOBODY,
    ]


async def test_a_key_with_a_role_of_its_own(world: World) -> None:
    with world.store.change():
        vdi = world.store.create(VDI)
    operator, admin = world.session(VM_OPERATOR, "olga"), world.session(VM_ADMIN, "anna")
    add, remove = "VDI.add_to_other_config", "VDI.remove_from_other_config"
    await world.call(add, operator.ref, vdi.ref, "folder", "/a")
    await world.call(add, operator.ref, vdi.ref, "XenCenter.CustomFields.x", "1")
    await world.call(remove, operator.ref, vdi.ref, "XenCenter.CustomFields.x")
    assert vdi.other_config == {"folder": "/a"}
    assert (await refusal(world, add, operator.ref, vdi.ref, "other", "1"))[:2] == [
        "RBAC_PERMISSION_DENIED", "vdi.add_to_other_config",
    ]  # fmt: skip
    assert (await refusal(world, add, world.session(READ_ONLY, "eve").ref, vdi.ref, "folder", "/b"))[:2] == [
        "RBAC_PERMISSION_DENIED", "vdi.add_to_other_config/key:folder",
    ]  # fmt: skip
    await world.call(add, admin.ref, vdi.ref, "other", "1")
    assert await refusal(world, add, admin.ref, vdi.ref, "other", "1") == [
        "MAP_DUPLICATE_KEY", "VDI", "other_config", vdi.ref, "other",
    ]  # fmt: skip


async def test_the_unexpected_is_an_internal_error_and_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    async def burst(ctx: Context, secret: Secret) -> str:
        raise ZeroDivisionError("by nothing")

    async def lost(ctx: Context, secret: Secret) -> str:
        raise HypervisorUnavailable("no connection")

    session, secret = world.session().ref, world.secret().ref
    name = world.add_message(burst)
    with caplog.at_level(logging.ERROR):
        assert await refusal(world, name, session, secret) == [
            "INTERNAL_ERROR",
            "ZeroDivisionError: by nothing",
        ]
    assert "Traceback" in caplog.text and session not in caplog.text
    assert "no connection" in (await refusal(world, world.add_message(lost), session, secret))[-1]


async def test_a_result_that_cannot_be_written_is_an_error(world: World) -> None:
    async def odd(ctx: Context, secret: Secret) -> Any:
        return object()

    name, session, secret = world.add_message(odd), world.session().ref, world.secret().ref
    with pytest.raises(XenError, match="INTERNAL_ERROR"):
        await world.dispatcher.call(
            CALLER, name, [session, secret], lambda value: xml_success(Call(name, []), value)
        )


NAMES = sorted(catalog.load().messages)
PARAMS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(max_size=5),
    lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(), v, max_size=3),
    max_leaves=6,
)
HARMLESS = [n for n in NAMES if n.split(".")[1].startswith(("get_", "add_", "remove_", "set_", "create"))]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(
    st.sampled_from(NAMES) | st.text(),
    st.sampled_from(["", "Async.", "InternalAsync."]),
    st.lists(PARAMS, max_size=6),
)
async def test_strangers_get_nothing_but_wire_conform_errors(
    world: World, name: str, prefix: str, params: list[Any]
) -> None:
    await conform(world, prefix + name, params)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(st.sampled_from(HARMLESS), st.data())
async def test_superusers_get_wire_conform_answers(world: World, name: str, data: st.DataObject) -> None:
    session = world.session()
    refs = st.sampled_from([NULL_REF, NOBODY, session.ref, world.secret().ref])
    count = len(world.dispatcher.plans[name].accepts)
    params = data.draw(st.lists(PARAMS | refs, min_size=count, max_size=count))
    try:
        await conform(world, name, [session.ref, *params])
    finally:
        for task in list(world.services.running.values()):
            task.cancel()


async def conform(world: World, method: str, params: list[Any]) -> None:
    """Call, and write whatever comes in both formats."""
    try:
        value = world.dispatcher.immediate(CALLER, method, params)
        value = await world.dispatcher.call(CALLER, method, params)
    except XenError as error:
        value = error.description
        assert all(isinstance(p, str) for p in value)
    call = Call(method, [], (True, b"1"))
    assert xml_success(call, value).endswith(b"</methodResponse>")
    assert json_success(call, value).endswith(b"}")
    assert not isinstance(value, XenObject) or value.ref
