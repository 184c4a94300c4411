"""What completion offers, and how little it may trouble anybody."""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.xe.conftest import Xe
from tests.xe.peer import Line, following, tcp_peer, tls_context, unix_peer
from tests.xe.shell import Shell
from xapid.model.registry import registry
from xapid.objects.secret import Secret
from xapid.objects.sm import SM
from xapid.objects.sr import SR
from xapid.objects.vbd import VBD
from xapid.objects.vm import VM
from xe.commands.catalog import load
from xe.commands.enum_text import ENUM_TEXT
from xe.commands.records import RECORDS
from xe.commands.records.table import P
from xe.completion import values
from xe.completion.asking import listed, parsed
from xe.completion.shell import split, written
from xe.protocol import OK, Exit, HttpGet, Print, Prompt

WEB, DB = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", "1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809"


@pytest.fixture
def vms(shell: Shell) -> list[Any]:
    web = shell.make(VM, uuid=WEB, name_label="web 1", power_state="Running", tags=("a", "b"),
                     other_config={"folder": "/prod", "x": "y"})  # fmt: skip
    return [web, shell.make(VM, uuid=DB, name_label="db1", power_state="Halted")]


async def offered(shell: Shell, *words: str) -> list[str]:
    """The words that are offered for the last one, without what is told about them."""
    said = await shell("--complete", "fish", *words)
    assert (said.code, said.err) == (0, "")
    return [line.partition("\t")[0] for line in said.out.splitlines()]


async def test_commands(shell: Shell) -> None:
    everything = await offered(shell, "")
    hidden = {name for name, made in load().items() if made.hidden}
    assert set(everything) == {*load(), "completion"} - hidden
    said = await shell("--complete", "fish", "vm-star")
    assert said.out.startswith("vm-start\tStart a VM, on a host") and said.out.count("\n") == 1
    assert await offered(shell, "help", "vm-start", "vm-st") == []
    assert await offered(shell, "-u", "root", "vm-rebo") == ["vm-reboot"]


async def test_parameters_that_are_not_there_yet_required_ones_first(shell: Shell) -> None:
    assert (await offered(shell, "vbd-create", ""))[:3] == ["vm-uuid=", "device=", "vdi-uuid="]
    left = await offered(shell, "vbd-create", "device=0", "-u", "root", "type=CD", "")
    assert left == ["vm-uuid=", "vdi-uuid=", "bootable=", "mode=", "unpluggable="]
    assert (await offered(shell, "vm-start", ""))[:5] == ["vm=", "force=", "on=", "paused=", "uuid="]
    assert "is-control-domain=" in await offered(shell, "vm-start", "is")
    assert "vm=" not in await offered(shell, "vm-start", "uuid=x", "")
    assert await offered(shell, "vm-list", "tags") == ["tags=", "tags:contains="]
    assert "other-config:" in await offered(shell, "vm-param-set", "other-c")
    assert await offered(shell, "sr-create", "device") == ["device-config:"]


async def test_options(shell: Shell) -> None:
    assert {"-s", "-pwf", "--nossl", "--minimal"} <= set(await offered(shell, "-"))
    assert await offered(shell, "vm-start", "--f") == ["--force"]
    assert await offered(shell, "vm-list", "-u", "") == []
    assert await offered(shell, "vm-list", "--output", "") == ["json", "csv", "table"]
    assert await offered(shell, "--output=j") == ["--output=json"]
    assert await offered(shell, "vm-list", "output=c") == ["output=csv"]
    (shell.directory / "secrets.txt").write_text("")
    (shell.directory / "sub").mkdir()
    assert await offered(shell, "vm-list", "-pwf", "s") == ["secrets.txt", "state/", "sub/"]


async def test_objects(shell: Shell, vms: list[Any]) -> None:
    said = await shell("--complete", "fish", "vm-param-list", "uuid=")
    assert said.out == f"uuid={WEB}\tweb 1\nuuid={DB}\tdb1\n"
    assert await offered(shell, "vm-start", "vm=") == ["vm=db1"]
    assert await offered(shell, "vm-reboot", "vm=") == ["vm=web 1", "vm=db1"]
    assert await offered(shell, "vm-reboot", "vm=1a") == [f"vm={DB}"]
    assert await offered(shell, "console", "uuid=0") == [f"uuid={WEB}"]
    assert await offered(shell, "vm-reboot", "vm=d") == ["vm=db1"]
    assert await offered(shell, "vbd-create", "vm-uuid=0") == [f"vm-uuid={WEB}"]
    shell.make(VBD, VM=vms[0], userdevice="3")
    said = await shell("--complete", "zsh", "vbd-param-list", "uuid=")
    assert said.out.endswith("  -- web 1, 3\n") and said.out.startswith("blank\tuuid=")
    for kind, text in (("9", WEB), ("63", f"{WEB}  -- web 1")):
        said = await shell("--complete", "bash", "xe vm-param-list uuid=", "=:", kind)
        assert said.out.splitlines()[:2] == ["noblank", text]
    assert await offered(shell, "vm-clone", "new-name-label=") == []


async def test_names_that_would_upset_a_terminal(shell: Shell) -> None:
    shell.make(VM, uuid=WEB, name_label="a\x1b]0;b\tc\x9b")
    assert await offered(shell, "vm-reboot", "vm=") == []
    said = await shell("--complete", "zsh", "vm-param-list", "uuid=")
    assert said.out == f"blank\tuuid={WEB}\t{WEB}  -- a ]0;b c \n"


async def test_lists_with_commas(shell: Shell, vms: list[Any]) -> None:
    assert "params=all" in await offered(shell, "vm-list", "params=")
    assert await offered(shell, "vm-list", "params=uuid,name-l") == ["params=uuid,name-label"]
    assert await offered(shell, "vm-list", "params=name-label,name-l") == []
    assert await offered(shell, "vm-disk-list", "vbd-params=uuid,userd") == ["vbd-params=uuid,userdevice"]
    assert await offered(shell, "message-destroy", "uuids=x,") == []
    shell.make(SR, uuid=DB, name_label="s")
    assert await offered(shell, "drtask-create", "sr-whitelist=x,1") == [f"sr-whitelist=x,{DB}"]


async def test_parameters_of_objects(shell: Shell, vms: list[Any]) -> None:
    this = f"uuid={WEB}"
    assert "param-name=power-state" in await offered(shell, "vm-param-get", "param-name=")
    assert await offered(shell, "vm-param-remove", this, "param-name=t") == ["param-name=tags"]
    assert await offered(shell, "vm-param-clear", this, "param-name=u") == ["param-name=user-version"]
    for name, keys in (("other-config", ["folder", "x"]), ("tags", ["a", "b"]), ("name-label", [])):
        found = await offered(shell, "vm-param-remove", this, f"param-name={name}", "param-key=")
        assert found == [f"param-key={key}" for key in keys]
    assert await offered(shell, "vm-param-set", this, "name-label=") == ["name-label=web 1"]
    assert await offered(shell, "vm-param-set", this, "other-config:f") == ["other-config:folder="]
    assert await offered(shell, "vm-param-set", this, "other-config:x=") == ["other-config:x=y"]
    assert await offered(shell, "vm-list", "other-config:folder=") == ["other-config:folder=/prod"]
    assert await offered(shell, "vm-list", "tags:contains=") == ["tags:contains=a", "tags:contains=b"]
    assert await offered(shell, "vm-list", "name-label=") == ["name-label=web 1", "name-label=db1"]


async def test_words_that_are_known(shell: Shell) -> None:
    assert await offered(shell, "vm-list", "is-a-template=") == ["is-a-template=true", "is-a-template=false"]
    assert await offered(shell, "vm-start", "paused=t") == ["paused=true"]
    assert await offered(shell, "vbd-create", "mode=") == ["mode=RO", "mode=RW"]
    assert await offered(shell, "vm-param-set", "actions-after-crash=C") == [
        "actions-after-crash=Core dump and destroy", "actions-after-crash=Core dump and restart",
    ]  # fmt: skip
    assert await offered(shell, "completion", "") == ["bash", "zsh", "fish"]


async def test_storage(shell: Shell) -> None:
    shell.make(SM, type="nfs", configuration={"server": "who has it", "serverpath": "where"})
    assert await offered(shell, "sr-create", "type=") == ["type=nfs"]
    keys = await offered(shell, "sr-create", "type=nfs", "device-config:")
    assert keys[:2] == ["device-config:server=", "device-config:serverpath="]


def test_the_tables_know_what_is_so() -> None:
    load()
    assert set(RECORDS) == values.CLASSES
    for kind, names in values.NOTES.items():
        assert set(names) <= set(RECORDS[kind].by_name), kind
    params = [(table.name, param) for table in RECORDS.values() for param in table.params]
    truths = {param.name for _, param in params if param.render == "bool" or param.set == "bool"}
    assert truths - {"update", "ssh-enabled"} == values.FLAGS
    missing = [
        (kind, param.name)
        for kind, param in params
        if (texts := _texts(param))
        and (values.ENUMS.get(f"{kind} {param.name}") or values.ENUMS.get(param.name)) != texts
    ]
    assert not missing
    commands = load()
    for choice in values.CHOICES:
        name, param = choice.split(" ")
        assert name == "completion" or param in (*commands[name].required, *commands[name].optional), choice
    assert set(values.STATES) | set(values.ABOUT) <= set(commands)


def _texts(param: P) -> tuple[str, ...]:
    """The values of an enumeration as they are shown, where the API has it under the same name."""
    render = param.render if isinstance(param.render, str) else ""
    of = param.set if param.set.startswith("enum ") else render if render.startswith("enum:") else ""
    name = of[5:]
    enum = registry.enums.get(name) or registry.enums.get(name.replace("behaviour", "behavior"))
    return tuple(ENUM_TEXT.get(name, {}).get(member, member) for member in enum) if enum else ()


# With whom it speaks


def test_options_say_where_to_ask(xe: Xe, tmp_path: Path) -> None:
    with tcp_peer(following(Print("vm-list,vm-start")), tls=tls_context(tmp_path)) as peer:
        line = ("-s", "localhost", "-p", peer.port, "-u", "ann", "-pw", "secret word", "vm-s")
        assert xe("--complete", "fish", *line).stdout == "vm-start\n"
    assert peer.arguments[0] == "help" and peer.arguments[-2:] == ["username=ann", "password=secret word"]
    (tmp_path / "home" / ".xe").write_text("username=filed\ncolour=red\n")
    with unix_peer(tmp_path / "socket", following(Print("vm-list,vm-start"))) as peer:
        extra = {"XE_EXTRA_ARGS": "password=pw,shape=round"}
        assert xe("--complete", "bash", "xe vm-s", " =:", **extra).stdout == "blank\nvm-start\n"
    assert peer.arguments == ["help", "--all", "--minimal", "username=filed", "password=pw"]


def test_silence_when_there_is_nobody(xe: Xe, tmp_path: Path) -> None:
    for server in ("127.0.0.1", "no.such.host.invalid"):
        done = xe("--complete", "fish", "-s", server, "-p", "1", "vm-")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert xe("--complete").returncode == 0
    (tmp_path / "home" / ".xe").write_text("rubbish\n")
    done = xe("--complete", "fish", "-pwf", "/nowhere", "vm-")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_server_that_does_not_answer_is_not_waited_for(xe: Xe, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(tmp_path / "socket"))
        deaf.listen()
        done = xe("--complete", "fish", "vm-")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("wish", [Prompt(), HttpGet("", "/x"), OK()])
def test_a_server_that_wants_more_than_to_print_is_left(xe: Xe, tmp_path: Path, wish: Any) -> None:
    answers = []

    def ask(line: Line) -> None:
        line.greet()
        line.send(Print("vm-list"), wish, Exit(0))
        answers.append(line.file.read())

    with unix_peer(tmp_path / "socket", ask):
        done = xe("--complete", "fish", "vm-", stdin="yes\n")
    assert (done.returncode, done.stdout, answers) == (0, "", [b""])


# Words


@pytest.mark.parametrize(
    ("line", "words", "text", "quote", "kept"),
    [
        ("xe vm-li", ["xe"], "vm-li", "", 0),
        ("xe  vm-list ", ["xe", "vm-list"], "", "", 0),
        (r"xe vm=my\ v", ["xe"], "vm=my v", "", 3),
        ('xe vm="my v', ["xe"], "vm=my v", '"', 3),
        ("xe 'vm=a\\b", ["xe"], "vm=a\\b", "'", 0),
        (r'xe "a\"b" "c\d', ["xe", 'a"b'], "c\\d", '"', 0),
        ("xe other-config:a=b", ["xe"], "other-config:a=b", "", 15),
        (r"xe name=a\=b", ["xe"], "name=a=b", "", 5),
        ("xe '' x", ["xe", ""], "x", "", 0),
        ("xe a\\", ["xe"], "a", "", 0),
    ],
)
def test_lines_as_bash_reads_them(line: str, words: list[str], text: str, quote: str, kept: int) -> None:
    found, current = split(line, " =:")
    assert (found, current.text, current.quote, current.kept) == (words, text, quote, kept)


TEXTS = [
    "plain-1.2",
    "a b",
    "it's",
    '"q"',
    "$x `y` \\z",
    "a=b:c",
    "zwölf",
    "*?[#;&|<>()",
    "~a",
    "{a,b}",
    "a\\",
]


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_bash_reads_written_words_as_they_were(quote: str) -> None:
    line = " ".join(f"{quote}{written(text, quote)}{quote}" for text in TEXTS)
    assert split(f"{line} ")[0] == TEXTS
    said = subprocess.run(
        ["bash", "-c", f"printf '%s\\n' {line}"], capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines() == TEXTS


ANYTHING = st.text(st.characters(exclude_characters="\0\n", exclude_categories=["Cs"]), min_size=1)


@given(st.lists(ANYTHING))
def test_any_words_are_read_as_they_were_written(words: list[str]) -> None:
    for quote in ("", '"', "'"):
        line = "".join(f"{quote}{written(word, quote)}{quote} " for word in words)
        assert split(line, " =:")[0] == words


@given(st.text(), st.text(max_size=4))
def test_any_line_can_be_read(line: str, breaks: str) -> None:
    _, current = split(line, breaks)
    assert 0 <= current.kept <= len(current.text)


def test_what_the_server_prints() -> None:
    assert listed(r"a,b\,c,d\\e") == ["a", "b,c", "d\\e"] and listed("") == []
    text = "uuid ( RO)           : 1\n    tags (SRW) [DEPRECATED]: a; b\n more: x (y)\n\n\nuuid ( RO): 2\n"
    assert parsed(text) == [{"uuid": (" RO", "1"), "tags": ("SRW", "a; b")}, {"uuid": (" RO", "2")}]


async def test_secrets_are_told_by_their_uuid_alone(shell: Shell) -> None:
    shell.make(Secret, uuid=WEB, value="sesame")
    said = await shell("--complete", "fish", "secret-destroy", "uuid=")
    assert said.out == f"uuid={WEB}\n"
