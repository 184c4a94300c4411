"""host.call_plugin: the contract with executables, and everything that these may do wrong."""

import asyncio
import json
import logging
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plugins.conftest import House, Write, ends
from tests.rpc.world import CALLER
from xapid.model.errors import XenError
from xapid.model.roles import POOL_OPERATOR, VM_OPERATOR
from xapid.objects.session import Session
from xapid.objects.vm import VM

PYTHON = """
    #!/usr/bin/env python3
    import json, sys
    import XenAPIPlugin
    from XenAPIPlugin import Failure

    def show(session, args):
        return json.dumps({"args": args, "session": session.handle, "argv": len(sys.argv)})

    def refuse(session, args):
        raise Failure("MY_CODE", ["one", args.get("two", "")])

    def crash(session, args):
        raise ValueError("broken")

    def names(session, args):
        return json.dumps(list(session.xenapi.pool.get_all_records()))

    XenAPIPlugin.dispatch({"show": show, "refuse": refuse, "crash": crash, "names": names})
"""

ANSWER = (
    "<methodResponse><params><param><value><struct><member><name>Status</name><value>Success</value></member>"
    "<member><name>Value</name><value>{}</value></member></struct></value></param></params></methodResponse>"
)


async def fails(house: House, name: str, fn: str = "main", **args: str) -> list[str]:
    with pytest.raises(XenError) as caught:
        await house.plugin(name, fn, **args)
    return caught.value.description


async def test_a_plugin_gets_function_and_arguments(house: House, write: Write) -> None:
    write("tool", PYTHON)
    told = json.loads(await house.plugin("tool", "show", a="<&>\x01é", b=""))
    assert told["args"] == {"a": "<&>é", "b": ""}
    assert told["argv"] == 2


async def test_its_session_is_its_own_and_ends_with_it(house: House, write: Write) -> None:
    write("tool", PYTHON)
    async with house.listening():
        records = json.loads(await house.plugin("tool", "names"))
        assert list(records) == [house.pool.ref]
        lent = json.loads(await house.plugin("tool", "show"))["session"]
    assert lent != house.root.ref
    assert house.store.all(Session) == [house.root]


async def test_errors_of_a_plugin_are_passed_on(house: House, write: Write) -> None:
    write("tool", PYTHON)
    assert await fails(house, "tool", "refuse", two="2") == ["MY_CODE", "one", "2"]
    assert (await fails(house, "tool", "crash"))[:3] == ["-1", "ValueError", "broken"]
    assert await fails(house, "tool", "nothing") == ["UNKNOWN_FUNCTION", "nothing"]
    assert house.store.all(Session) == [house.root]


@pytest.mark.parametrize("name", ["absent", "", ".", "..", "../plugins/tool", "/bin/true", ".hidden", "a/b",
                                  "directory", "plain", "x" * 300])  # fmt: skip
async def test_what_is_no_plugin(house: House, write: Write, tmp_path: Path, name: str) -> None:
    write("tool", PYTHON)
    write(".hidden", PYTHON)
    write("plain", PYTHON, mode=0o644)
    (tmp_path / "plugins" / "directory").mkdir()
    assert await fails(house, name) == ["XENAPI_MISSING_PLUGIN", name[:200]]


@pytest.mark.parametrize(
    ("text", "status", "output", "complaints"),
    [
        ("#!/bin/sh\necho out; echo err >&2; exit 3", "exit code 3", "out\n", "err\n"),
        ("#!/bin/sh\nkill -TERM $$", "signal SIGTERM", "", ""),
        ("#!/bin/sh\necho garbage", "no XML-RPC response", "garbage\n", ""),
        ("#!/bin/sh\nprintf '\\377\\000\\376'", "no XML-RPC response", "\ufffd\x00\ufffd", ""),
        ("#!/bin/sh\n", "no XML-RPC response", "", ""),
        (f"#!/bin/sh\necho '{ANSWER.format('<int>1</int>')}'", "the answer is of type int", None, ""),
        ("#!/no/such/interpreter\n", "exit code", "", None),
        ("no script at all", "exit code", "", None),
    ],
)
async def test_what_ends_badly(house: House, write: Write, text: str, status: str, output: str | None,
                               complaints: str | None) -> None:  # fmt: skip
    write("bad", text)
    code, *told = await fails(house, "bad")
    assert code == "XENAPI_PLUGIN_FAILURE"
    assert told[0].startswith(status)
    assert output is None or told[1] == output
    assert complaints is None or told[2] == complaints


async def test_answers_of_other_languages_count(house: House, write: Write) -> None:
    write("good", f"#!/bin/sh\necho '{ANSWER.format('a &amp; b')}'")
    assert await house.plugin("good") == "a & b"


async def test_what_hangs_is_ended_with_all_that_it_started(
    make_house: Callable[..., House], write: Write, tmp_path: Path
) -> None:
    house = make_house(plugin_timeout=1.0)
    write("hangs", f"#!/bin/sh\nsleep 600 & echo $! >{tmp_path}/child; echo $$ >{tmp_path}/self; wait")
    assert (await fails(house, "hangs"))[:2] == ["XENAPI_PLUGIN_FAILURE", "time limit"]
    assert ends(int((tmp_path / "self").read_text()))
    assert ends(int((tmp_path / "child").read_text()))


async def test_what_it_leaves_running_ends_too(house: House, write: Write, tmp_path: Path) -> None:
    write("leaves", f"#!/bin/sh\nsleep 600 & echo $! >{tmp_path}/child; echo '{ANSWER.format('done')}'")
    assert await house.plugin("leaves") == "done"
    assert ends(int((tmp_path / "child").read_text()))


async def test_a_gigabyte_is_not_taken(house: House, write: Write) -> None:
    write("talks", "#!/bin/sh\nexec head -c 1G /dev/zero")
    described = await fails(house, "talks")
    assert described[:2] == ["XENAPI_PLUGIN_FAILURE", "output limit"]
    assert sum(map(len, described)) < 10_000


async def test_a_gigabyte_of_complaints_is_not_kept(house: House, write: Write) -> None:
    write("moans", f"#!/bin/sh\nhead -c 1G /dev/zero >&2; echo '{ANSWER.format('done')}'")
    assert await house.plugin("moans") == "done"


async def test_complaints_go_to_the_log(house: House, write: Write, caplog: pytest.LogCaptureFixture) -> None:
    write("moans", f"#!/bin/sh\necho 'it hurts' >&2; echo '{ANSWER.format('done')}'")
    with caplog.at_level(logging.INFO):
        await house.plugin("moans")
    assert "moans says: it hurts" in caplog.text


async def test_arguments_too_long_for_a_process(house: House, write: Write) -> None:
    write("tool", PYTHON)
    code, status, *_ = await fails(house, "tool", "show", a="x" * 200_000)
    assert code == "XENAPI_PLUGIN_FAILURE" and "too long" in status


async def test_only_so_many_run_at_once(
    make_house: Callable[..., House], write: Write, tmp_path: Path
) -> None:
    house = make_house(plugin_calls=1)
    alone, answer = tmp_path / "alone", ANSWER.format("done")
    write("tool", f"#!/bin/sh\nmkdir {alone} && sleep 0.1 && rmdir {alone} && echo '{answer}'")
    assert await asyncio.gather(*(house.plugin("tool") for _ in range(4))) == ["done"] * 4


async def test_waiting_for_a_place_counts(make_house: Callable[..., House], write: Write) -> None:
    house = make_house(plugin_calls=1, plugin_timeout=0.5)
    write("hangs", "#!/bin/sh\nsleep 600")
    described = await asyncio.gather(*(fails(house, "hangs") for _ in range(6)))
    assert {(d[0], d[1]) for d in described} <= {
        ("XENAPI_PLUGIN_FAILURE", "time limit"),
        ("XENAPI_PLUGIN_FAILURE", "too many others run"),
    }


async def test_cancelling_the_task_ends_the_process(house: House, write: Write, tmp_path: Path) -> None:
    up = tmp_path / "up"
    os.mkfifo(up)
    write("hangs", f"#!/bin/sh\necho $$ >{up}; sleep 600")
    task = await house.call(
        "Async.host.call_plugin", house.root.ref, house.host.ref, "hangs", "main", {}, caller=CALLER
    )
    async with asyncio.timeout(10):
        pid = int(await asyncio.to_thread(up.read_text))
    running = house.services.running[task.ref]
    await house.call("task.cancel", house.root.ref, task.ref)
    await asyncio.wait([running])
    assert task.status == "cancelled" and ends(pid)


async def test_only_administrators_call_plugins(house: House, write: Write) -> None:
    write("tool", PYTHON)
    other = house.session(POOL_OPERATOR, "me")
    with pytest.raises(XenError, match="RBAC_PERMISSION_DENIED"):
        await house.call("host.call_plugin", other.ref, house.host.ref, "tool", "show", {})


async def test_operators_of_vms_call_what_the_settings_name(
    make_house: Callable[..., House], write: Write
) -> None:
    house = make_house(vm_host_plugins=["tool"])
    for name in ("tool", "other"):
        write(name, PYTHON)
    with house.store.change():
        vm = house.store.create(VM, resident_on=house.host)
    session = house.session(VM_OPERATOR, "me")
    told = json.loads(
        await house.call("VM.call_host_plugin", session.ref, vm.ref, "tool", "show", {"a": "b"})
    )
    assert told["args"] == {"a": "b"}
    with pytest.raises(XenError, match="PERMISSION_DENIED"):
        await house.call("VM.call_host_plugin", session.ref, vm.ref, "other", "show", {})
