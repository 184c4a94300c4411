"""Extensions: names that no message has, answered by executables."""

import json
from typing import Any

import pytest

from tests.plugins.conftest import House, Write
from tests.rpc.world import parts, post
from xapid.model.errors import XenError
from xapid.model.roles import POOL_OPERATOR

ECHO = """
    #!/usr/bin/env python3
    import sys, xmlrpc.client
    assert sys.argv[1:] == ["--xmlrpc"]
    params, name = xmlrpc.client.loads(sys.stdin.read())
    value = {"name": name, "params": list(params)}
    print(xmlrpc.client.dumps(({"Status": "Success", "Value": value},), methodresponse=True))
"""
REFUSE = """
    #!/usr/bin/env python3
    import xmlrpc.client
    failed = {"Status": "Failure", "ErrorDescription": ["MY_CODE", "mine"]}
    print(xmlrpc.client.dumps((failed,), methodresponse=True))
"""


async def test_an_unknown_method_may_be_an_extension(house: House, write: Write) -> None:
    write("Thing.do_it", ECHO, "extensions")
    answer = await house.call("Thing.do_it", house.root.ref, True, 2**40, {"a": ["b"]})
    params = [house.root.ref, True, str(2**40), {"a": ["b"]}]
    assert answer == {"name": "Thing.do_it", "params": params}


async def test_through_the_front(house: House, write: Write) -> None:
    write("Thing.do_it", ECHO, "extensions")
    body = json.dumps({"jsonrpc": "2.0", "method": "Thing.do_it", "params": [house.root.ref, 1], "id": 1})
    async with house.listening():
        status, _, answer = parts(await house.raw(post("/jsonrpc", body.encode())))
    assert status == 200
    assert json.loads(answer)["result"]["params"] == [house.root.ref, 1]


@pytest.mark.parametrize(
    ("params", "described"),
    [
        ([], ["MESSAGE_METHOD_UNKNOWN", "Thing.other"]),
        (["SESSION"], ["MESSAGE_METHOD_UNKNOWN", "Thing.other"]),
        (["nobody"], ["SESSION_INVALID", "nobody"]),
    ],
)
async def test_a_name_that_nobody_has(house: House, params: list[Any], described: list[str]) -> None:
    given = [house.root.ref if p == "SESSION" else p for p in params]
    with pytest.raises(XenError) as caught:
        await house.call("Thing.other", *given)
    assert caught.value.description == described


async def test_extensions_need_the_permission(house: House, write: Write) -> None:
    write("Thing.do_it", ECHO, "extensions")
    other = house.session(POOL_OPERATOR, "me")
    with pytest.raises(XenError) as caught:
        await house.call("Thing.do_it", other.ref)
    assert caught.value.description[:2] == ["RBAC_PERMISSION_DENIED", "host.call_extension"]


async def test_call_extension_takes_a_whole_call(house: House, write: Write) -> None:
    write("Thing.do_it", ECHO, "extensions")
    as_json = '{"method": "Thing.do_it", "params": ["a", 1], "id": 1}'
    as_xml = (
        "<methodCall><methodName>Thing.do_it</methodName><params><param><value>a</value></param>"
        "<param><value><int>1</int></value></param></params></methodCall>"
    )
    for call in (as_json, as_xml):
        answer = await house.call("host.call_extension", house.root.ref, house.host.ref, call)
        assert answer == {"name": "Thing.do_it", "params": ["a", 1]}
    for bad in ("", "{}", "[1]", '{"method": 1}', "<methodCall>", '{"method": "a", "params": {}}'):
        with pytest.raises(XenError, match="INVALID_VALUE"):
            await house.call("host.call_extension", house.root.ref, house.host.ref, bad)


async def test_has_extension(house: House, write: Write) -> None:
    write("Thing.do_it", ECHO, "extensions")
    write("Thing.plain", ECHO, "extensions", mode=0o644)
    for name, there in (("Thing.do_it", True), ("Thing.plain", False), ("../extensions/Thing.do_it", False)):
        assert await house.call("host.has_extension", house.root.ref, house.host.ref, name) is there
        assert await house.call("pool.has_extension", house.root.ref, house.pool.ref, name) is there


async def test_errors_and_garbage_of_extensions(house: House, write: Write) -> None:
    write("Thing.refuse", REFUSE, "extensions")
    write("Thing.garbage", "#!/bin/sh\necho garbage", "extensions")
    write("Thing.deaf", "#!/bin/sh\nexec </dev/null; exit 1", "extensions")
    expected = {
        "Thing.refuse": ["MY_CODE", "mine"],
        "Thing.garbage": ["EXTENSION_PROTOCOL_FAILURE", "garbage\n"],
        "Thing.deaf": ["XENAPI_PLUGIN_FAILURE", "exit code 1", "", ""],
    }
    for name, described in expected.items():
        with pytest.raises(XenError) as caught:
            await house.call(name, house.root.ref, "x" * 200_000)
        assert caught.value.description == described
