"""Completion as people have it: bash, zsh and fish at a terminal, with the Tab key."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.xe.shell import Shell
from tests.xe.terminal import Terminal
from xapid.objects.vm import VM

PROGRAMS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "-i"],
}
READY = {
    "bash": "PS1=; PS2=; unset HISTFILE; eval \"$(xe completion bash)\"",
    "zsh": "PS1=; PROMPT_SP=; unsetopt promptsp; bindkey -e; autoload -U compinit; compinit -u -d $HOME/dump;"
           " source <(xe completion zsh)",
    "fish": "function fish_prompt; end; set -g fish_greeting; xe completion fish | source",
}  # fmt: skip
# Where each shell finds the script by itself, below a home; and what it needs for that.
PLACES = {
    "bash": (".local/share/bash-completion/completions/xe",
             ". /usr/share/bash-completion/bash_completion; PS1="),
    "zsh": ("functions/_xe", "PS1=; fpath=($HOME/functions $fpath); bindkey -e; autoload -U compinit;"
                             " compinit -u -d $HOME/dump"),
    "fish": (".config/fish/completions/xe.fish", "function fish_prompt; end"),
}  # fmt: skip
WEB = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
ODD = "1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809"
NAME = "db=1: 'a' $x"

Type = Callable[..., Awaitable[list[str]]]


@pytest.fixture(params=PROGRAMS)
async def tab(request: pytest.FixtureRequest, shell: Shell) -> Type:
    """Types a line and Tab into a shell, then `more`; the words of the line that the shell understands."""
    shell.make(VM, uuid=WEB, name_label="web 1", power_state="Running",
               other_config={"folder": "/prod", "for me": "x"})  # fmt: skip
    shell.make(VM, uuid=ODD, name_label=NAME, power_state="Halted")
    name = request.param
    if not shutil.which(name):
        pytest.skip(f"no {name} here")
    path = f"{Path(sys.executable).parent}:{shell.environ['PATH']}"
    environ = shell.environ | {"PATH": path, "TERM": "xterm", "LC_ALL": "C.UTF-8", "SHELL": name}
    (shell.directory / "my file.xva").write_text("")

    def run(line: str, more: str, placed: bool) -> list[str]:
        ready = READY[name]
        if placed:
            place, ready = PLACES[name]
            script = Path(environ["HOME"], place)
            script.parent.mkdir(parents=True)
            script.write_text(subprocess.check_output(["xe", "completion", name], env=environ, text=True))
        with Terminal(PROGRAMS[name], environ, shell.directory) as terminal:
            terminal.type(f"{ready}; echo READY''NOW\r")
            terminal.until("READYNOW")
            terminal.type(f"{line}\t{more}\x05 >words; echo EN''D\x01printf '%s\\n' \r")
            terminal.until("END")
        return (shell.directory / "words").read_text().splitlines()

    async def type_it(line: str, more: str = "", *, placed: bool = False) -> list[str]:
        return await asyncio.to_thread(run, line, more, placed)

    return type_it


async def test_words(tab: Type) -> None:
    assert await tab("xe vm-lis") == ["xe", "vm-list"]
    assert await tab("xe vm-list param", "uuid") == ["xe", "vm-list", "params=uuid"]
    assert await tab("xe vm-list params=uuid,name-l") == ["xe", "vm-list", "params=uuid,name-label"]
    assert await tab("xe vm-param-get uuid=1a param-", "name") == [
        "xe",
        "vm-param-get",
        "uuid=1a",
        "param-name",
    ]
    assert await tab("xe completion f") == ["xe", "completion", "fish"]


async def test_values(tab: Type) -> None:
    assert await tab("xe vm-param-list uuid=0", "x") == ["xe", "vm-param-list", f"uuid={WEB}", "x"]
    assert await tab("xe vm-shutdown vm=we", "x") == ["xe", "vm-shutdown", "vm=web 1", "x"]
    assert await tab("xe vm-list power-state=h", "x") == ["xe", "vm-list", "power-state=halted", "x"]
    assert await tab(f"xe vm-param-get uuid={WEB} param-name=other-config param-key=f", "x") == [
        "xe", "vm-param-get", f"uuid={WEB}", "param-name=other-config", "param-key=folder", "x",
    ]  # fmt: skip
    assert await tab("xe vm-list other-config:fol", "x") == ["xe", "vm-list", "other-config:folder=x"]
    assert await tab("xe vm-list other-config:folder=", "x") == [
        "xe",
        "vm-list",
        "other-config:folder=/prod",
        "x",
    ]


async def test_names_that_have_to_be_quoted(tab: Type) -> None:
    assert await tab("xe vm-shutdown vm=web\\ ", "x") == ["xe", "vm-shutdown", "vm=web 1", "x"]
    assert await tab("xe vm-start vm=d", "x") == ["xe", "vm-start", f"vm={NAME}", "x"]
    assert await tab("xe vm-start vm=db=1:", "x") == ["xe", "vm-start", f"vm={NAME}", "x"]


async def test_within_quotes(tab: Type) -> None:
    assert await tab('xe vm-shutdown vm="web ') == ["xe", "vm-shutdown", "vm=web 1"]
    assert await tab("xe vm-shutdown 'vm=web ") == ["xe", "vm-shutdown", "vm=web 1"]


async def test_files(tab: Type) -> None:
    assert await tab("xe vm-import filename=my", "x") == ["xe", "vm-import", "filename=my file.xva", "x"]
    assert await tab("xe vm-list -pwf ./m", "x") == ["xe", "vm-list", "-pwf", "./my file.xva", "x"]
    assert await tab("xe vm-import filename=/et", "x") == ["xe", "vm-import", "filename=/etc/x"]


async def test_a_shell_finds_the_script_by_itself(tab: Type) -> None:
    assert await tab("xe vm-shutdown vm=we", "x", placed=True) == ["xe", "vm-shutdown", "vm=web 1", "x"]


async def test_users_who_changed_where_bash_breaks_words(tab: Type, request: pytest.FixtureRequest) -> None:
    before = "set -u; COMP_WORDBREAKS=' '\r" if "bash" in request.node.name else ""
    assert await tab(f"{before}xe vm-shutdown vm=we", "x") == ["xe", "vm-shutdown", "vm=web 1", "x"]
    wanted = ["xe", "vm-list", "other-config:folder=/prod", "x"]
    assert await tab(f"{before}xe vm-list other-config:folder=", "x") == wanted
