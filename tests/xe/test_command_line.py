"""The command line, logging in, help, and the conversation itself."""

import asyncio
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rpc.world import PASSWORD
from tests.xe.shell import Shell
from xapid.model.errors import XenError
from xapid.objects.secret import Secret
from xapid.objects.session import Session
from xapid.objects.vm import VM
from xapid.objects.vm_guest_metrics import VmGuestMetrics
from xe import protocol
from xe.commands.arguments import read_line
from xe.commands.declare import COMMANDS, Command
from xe.commands.failures import CommandFailure, SyntaxFailure
from xe.commands.printer import escape, layout
from xe.commands.quantities import read_bool, read_int, read_size, read_word
from xe.commands.transfers import bar

HINT = "For usage run: 'xe help'\n"


@pytest.mark.parametrize(
    ("arguments", "pairs"),
    [
        (["x", "a=b=c"], [("a", "b=c")]),
        (["x", "--force"], [("force", "true")]),
        (["x", "bare"], [("bare", "")]),
        (["x", "-s", "host", "-p", "1"], [("server", "host"), ("port", "1")]),
        (["x", "a=1", "a=2"], [("a", "1"), ("a", "2")]),
        (["session_id=OpaqueRef:1", "x"], []),
    ],
)
def test_arguments(arguments: list[str], pairs: list[tuple[str, str]]) -> None:
    line = read_line(arguments)
    assert (line.command, line.params.pairs) == ("x", pairs)
    assert not pairs or line.params[pairs[0][0]] == pairs[0][1]


@pytest.mark.parametrize("arguments", [[], [""], ["a=b"], ["x", "-q", "1"], ["x", "-s"], ["session_id=x"]])
def test_no_command_line(arguments: list[str]) -> None:
    with pytest.raises(SyntaxFailure):
        read_line(arguments)


def test_maps() -> None:
    params = read_line(["x", "m:a=1", "m-b=2", "m:c:d=3", "mm:e=4"]).params
    assert params.under("m") == {"a": "1", "b": "2", "c:d": "3"}


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("5", 5),
        ("5b", 5),
        ("1 KiB", 1024),
        ("2m", 2 << 20),
        ("3GB", 3 << 30),
        ("1tib", 1 << 40),
        (" 7 bytes ", 7),
    ],
)
def test_sizes(text: str, size: int) -> None:
    assert read_size("x", text) == size


@pytest.mark.parametrize("text", ["", "x", "1x", "-1", "1.5G", "G", "٣", "9" * 30, "9" * 9999, "8388608TiB"])
def test_no_sizes(text: str) -> None:
    with pytest.raises(CommandFailure):
        read_size("x", text)


def test_numbers() -> None:
    assert [read_int("x", text) for text in ("7", "+7", "-9223372036854775808")] == [7, 7, -(2**63)]
    for text in ("", "x", "1.5", "٣", "9223372036854775808", "9" * 9999):
        with pytest.raises(CommandFailure, match="Parameter x must be an integer"):
            read_int("x", text)


def test_booleans() -> None:
    assert all(read_bool("x", word) for word in ("true", "T", "yes", "Y", "1"))
    assert not any(read_bool("x", word) for word in ("false", "F", "no", "N", "0"))
    with pytest.raises(CommandFailure):
        read_bool("x", "2")


def test_words_of_enumerations() -> None:
    words = [read_word("x", word, "vdi_type") for word in ("ha_statefile", "HA Statefile", "USER")]
    assert words == ["ha_statefile", "ha_statefile", "user"]
    shown_as = "on_softreboot_behaviour"
    assert read_word("x", "soft reboot", "on_softreboot_behavior", shown_as) == "soft_reboot"
    with pytest.raises(CommandFailure, match=r"'x': Expected one of system, user, .*; got tape"):
        read_word("x", "tape", "vdi_type")


@given(st.lists(st.text()))
def test_minimal_lists_can_be_taken_apart(values: list[str]) -> None:
    pieces: list[str] = [""]
    letters = iter(",".join(map(escape, values)))
    for letter in letters:
        if letter == ",":
            pieces.append("")
        else:
            pieces[-1] += next(letters) if letter == "\\" else letter
    assert pieces == (values or [""])


@given(
    st.lists(
        st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\n")), st.just("v")), min_size=1
    )
)
def test_records_line_up(record: list[tuple[str, str]]) -> None:
    lines = layout(record).encode().split(b"\n")
    assert len(lines) == len(record) + 1 and lines[-1] == b""
    width = 4 + max(len(key.encode()) for key, _ in record)
    assert {line[width:] for line in lines[:-1]} == {b": v"}


@given(st.floats(0, 1), st.floats(0, 1e12))
def test_the_bar_keeps_its_width(done: float, seconds: float) -> None:
    assert len(bar(done, seconds)) == 80


def test_the_bar() -> None:
    assert bar(0.5, 10) == "[|] " + "#" * 26 + ">" + " " * 28 + "  ( 50% ETA 00:00:10)"
    assert bar(0, 10).endswith("  (  0% ETA ++:++:++)")
    assert "ETA 00111:06" in bar(0.5, 400_000)


async def test_failures_before_login(shell: Shell) -> None:
    assert await shell.fails("nope") == f"Unknown command: nope\n{HINT}"
    assert await shell.fails("session_id=x", "--version") == f"Unknown command: --version\n{HINT}"
    assert await shell.fails("a=b") == f"Syntax error: \n{HINT}"
    assert await shell.fails("vm-list", "-q", "x") == f"Syntax error: \n{HINT}"
    assert await shell.fails("vm-param-get", "uuid=x") == f"Required parameter not found: param-name\n{HINT}"
    assert not shell.store.all(Session)


async def test_login_by_tcp(shell: Shell) -> None:
    port = str(shell.world.front.http_port)
    there = ("-s", "localhost", "-p", port, "--nossl")
    assert await shell.out("vm-list", *there, "-u", "root", "-pw", PASSWORD) == ""
    assert (
        await shell.fails("vm-list", *there, "-u", "root", "-pw", "wrong") == f"Authentication failed\n{HINT}"
    )
    assert await shell.fails("vm-list", *there, "-u", "", "-pw", "wrong") == (
        f"Username/password must be specified\n{HINT}"
    )
    assert not shell.store.all(Session)


async def test_a_session_of_ones_own_stays(shell: Shell) -> None:
    session = shell.world.session()
    body = f"session_id={session.ref}\nsecret-create\nvalue=x".encode()
    answer = await converse(shell, body)
    secret = shell.store.all(Secret)[0]
    assert answer == [protocol.Print(secret.uuid), protocol.Exit(0)]
    assert session.alive


async def test_roles_are_those_of_the_user(shell: Shell) -> None:
    session = shell.world.session("read-only", "guest")
    answer = await converse(shell, f"session_id={session.ref}\r\nsecret-create\r\nvalue=x".encode())
    assert isinstance(answer[0], protocol.PrintStderr) and answer[1:] == [protocol.Exit(1)]
    assert answer[0].text.startswith("None of your roles allows that.\npermission: secret.create")


async def converse(shell: Shell, body: bytes, greeting: bytes = protocol.GREETING) -> list[protocol.Message]:
    """What the server says to a request, spoken byte by byte."""
    reader, writer = await shell.world.connect(unix=True)
    try:
        writer.write(b"POST /cli HTTP/1.0\r\ncontent-length: %d\r\n\r\n" % len(body) + body + greeting)
        data = b""
        async with asyncio.timeout(20):
            data = await reader.read()
    finally:
        writer.close()
    assert data.startswith(protocol.GREETING)
    data = data[len(protocol.GREETING) :]
    said = []
    while data:
        length = protocol.frame_length(data[:4])
        said.append(protocol.decode(data[4 : 4 + length]))
        data = data[4 + length :]
    return said


async def test_another_version_is_let_go(shell: Shell) -> None:
    wrong = protocol.MAGIC + b"\1\0\0\0\0\0\0\0"
    assert await converse(shell, b"vm-list", wrong) == []
    assert await converse(shell, b"vm-list", b"GET / HTTP/1.0\r\n\r\n" + b" " * 40) == []


async def test_an_answer_that_is_none(shell: Shell) -> None:
    vm = shell.make(VM, name_label="x", power_state="Halted")
    body = f"vm-uninstall\nuuid={vm.uuid}".encode()
    said = await converse(shell, body, protocol.GREETING + protocol.encode(protocol.OK()))
    assert said[-1] == protocol.Prompt()
    assert vm.alive and not shell.store.all(Session)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ValueError("no number"), "Failure: no number"),
        (ParseError("no element"), "XML error: no element"),
        (FileNotFoundError(2, "No such file"), "Unix_error: [Errno 2] No such file"),
        (KeyError("k"), "KeyError: 'k'"),
    ],
)
async def test_kinds_of_unexpected_failures(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, error: Exception, text: str
) -> None:
    async def fail(cli: Any) -> None:
        raise error

    monkeypatch.setitem(COMMANDS, "vm-fly", Command("vm-fly", "Fail as told.", fail))
    unexpected = "The server met a problem that it did not expect."
    assert await shell.fails("vm-fly") == f"{unexpected}\nmessage: {text}\n"


async def test_unexpected_failures(shell: Shell) -> None:
    assert await shell.fails("vm-list", "minimal=perhaps") == (
        "The server met a problem that it did not expect.\n"
        "message: Failure: minimal has to be true or false, not 'perhaps'\n"
    )
    traced = await shell.fails("vm-start", "vm=none", "trace=true")
    assert traced.startswith("Error: No matching VMs found\nRaised CommandFailure\nBacktrace:\n")


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (XenError("UUID_INVALID", "VM", "u"), "No object of this type has that uuid.\ntype: VM\nuuid: u\n"),
        (
            XenError("UUID_INVALID"),
            "No object of this type has that uuid.\ntype: <unknown>\nuuid: <unknown>\n",
        ),
        (XenError("TOO_BUSY", "x"), "The server is too busy just now. Try again later.\n<extra>: x\n"),
        (
            XenError("VMS_FAILED_TO_COOPERATE", "a", "b"),
            "Some guests did not give memory back.\nVM: a\nVM: b\n",
        ),
        (XenError("NO_SUCH_CODE", "a", "b"), "Error code: NO_SUCH_CODE\nError parameters: a, b\n"),
    ],
)
async def test_errors_of_the_api(shell: Shell, error: XenError, text: str) -> None:
    async def refuse(ctx: Any, uuid: str) -> None:
        raise error

    plan = shell.world.dispatcher.plans["secret.get_by_uuid"]
    plan.message.function, kept = refuse, plan.message.function
    try:
        assert await shell.fails("secret-destroy", "uuid=x") == text
    finally:
        plan.message.function = kept


async def test_help(shell: Shell) -> None:
    short = await shell.out("help")
    assert short.startswith("Usage: xe ")
    assert "\n    cd-list, " in short and "vm-start" in short and "vm-param-set" not in short
    names = (await shell.out("help", "--minimal", "--all")).strip().split(",")
    assert names[0] == "host-all-editions" and len(names) == 676 - 29
    blocks = (await shell.out("help", "--all")).split("\n    \n")
    assert len(blocks) == 3 and all(len(line) <= 76 for block in blocks for line in block.split("\n")[1:])
    assert not shell.store.all(Session)


async def test_help_on_commands(shell: Shell) -> None:
    assert await shell.out("help", "vbd-plug", "nope", "vm-pause") == (
        "command name            : vbd-plug\n"
        "        reqd params     : uuid\n"
        "        optional params : \n"
        "        description     : Attach a block device to its running VM.\n"
        "\n\n"
        "Unknown command 'nope'\n"
        "command name            : vm-pause\n"
        "        reqd params     : \n"
        "        optional params : <vm-selectors>\n"
        "        description     : Stop a running VM for a moment; its memory stays where it is. The "
        "VMs are those that the selectors choose: vm=UUID-OR-NAME, or any filter of vm-list. With "
        "--multiple there may be several.\n"
        "\n\n"
    )


async def test_asking_before_deleting(shell: Shell) -> None:
    vm = shell.make(VM, name_label="x", power_state="Halted")
    listed = f"This will be deleted:\nVM : {vm.uuid} (x)\nType 'yes' to continue\n"
    said = await shell("vm-uninstall", "vm=x", stdin="no\n")
    assert (said.out, said.code, vm.alive) == (f"{listed}Aborted (you typed: 'no')\n", 0, True)
    said = await shell("vm-uninstall", "vm=x", stdin=" YES \n")
    assert (said.out, said.code, vm.alive) == (f"{listed}All of it is deleted\n", 0, False)


async def test_event_wait(shell: Shell) -> None:
    vm = shell.make(VM, name_label="x", power_state="Halted")
    assert await shell.out("event-wait", "class=vm", "name-label=x", "power-state=/=running") == ""
    waiting = asyncio.create_task(shell.out("event-wait", "class=vm", "name-label=y"))
    while not shell.store.all(Session):  # the command has come that far
        await shell.store.watch()
    shell.set(vm, name_label="y")
    assert await waiting == ""
    waiting = asyncio.create_task(shell.out("event-wait", "class=vm", "live=true"))
    while not shell.store.all(Session):
        await shell.store.watch()
    metrics = shell.make(VmGuestMetrics)
    shell.set(vm, guest_metrics=metrics)
    shell.set(metrics, live=True)  # the VM itself does not change
    assert await waiting == ""
    assert await shell.fails("event-wait", "class=vm", "nonsense=1") == "Error: key missing: nonsense\n"
    assert (await shell.fails("event-wait", "class=nonsense")).startswith("Error: ")


async def test_a_client_that_leaves_takes_its_session_along(shell: Shell, tmp_path: Path) -> None:
    reader, writer = await shell.world.connect(unix=True)
    vm = shell.make(VM, name_label="x", power_state="Halted")
    body = f"vm-uninstall\nuuid={vm.uuid}".encode()
    writer.write(b"POST /cli HTTP/1.0\r\ncontent-length: %d\r\n\r\n" % len(body) + body + protocol.GREETING)
    await reader.readexactly(len(protocol.GREETING))
    async with asyncio.timeout(20):
        while b"Type 'yes'" not in await reader.read(4096):
            continue
        writer.close()
        while shell.store.all(Session):
            await shell.store.watch()
    assert vm.alive
