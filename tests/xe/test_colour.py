"""Colour: only on a terminal, only for what went wrong, and only if it is wanted."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from tests.xe.peer import Line, Script, following, unix_peer
from tests.xe.shell import Shell
from tests.xe.terminal import Terminal
from xe.protocol import Exit, Print, PrintStderr

RED, PLAIN = "\x1b[31m", "\x1b[0m"
XE = [sys.executable, "-m", "xe.client"]


def seen(environ: dict[str, str], directory: Path, *words: str, **env: str) -> str:
    """What appears on a terminal."""
    with Terminal([*XE, *words], environ | {"TERM": "xterm"} | env, directory) as terminal:
        return terminal.rest().replace("\r\n", "\n")


async def test_errors_are_red_on_a_terminal(shell: Shell) -> None:
    def on_terminal(*words: str, **env: str) -> str:
        return seen(shell.environ, shell.directory, *words, **env)

    text = await asyncio.to_thread(on_terminal, "vm-lst")
    lines = "Unknown command: vm-lst\nFor usage run: 'xe help'\nDid you mean 'vm-list'?"
    assert text == f"{RED}{lines}{PLAIN}\n"
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": ""}):
        assert await asyncio.to_thread(lambda env=env: on_terminal("vm-lst", **env)) == f"{lines}\n"
    assert RED not in await asyncio.to_thread(on_terminal, "help")
    assert RED not in await asyncio.to_thread(on_terminal, "--help")
    said = await shell("vm-lst", TERM="xterm", FORCE_COLOR="1")
    assert said.err == f"{lines}\n"


def test_what_the_client_says_itself(environ: dict[str, str], tmp_path: Path) -> None:
    text = seen(environ, tmp_path, "vm-list", "-s", "no.such.host.invalid", "--nosl")
    assert text == (
        f"{RED}Host 'no.such.host.invalid' not found.{PLAIN}\n"
        f"{RED}'--nosl' is no option. Did you mean '--nossl'?{PLAIN}\n"
    )
    text = seen(environ, tmp_path, "vm-list", "port=x")
    assert text.startswith(f"{RED}Port number must be an integer (0-65535){PLAIN}\nUsage: ")


SAID = PrintStderr("aside\n")


@pytest.mark.parametrize(
    ("script", "text"),
    [
        (following(SAID, Exit(0)), "aside\n"),
        (following(SAID, Print("result"), Exit(1)), "aside\nresult\n"),
        (following(PrintStderr("\r 5%"), Exit(1)), "\r 5%"),
        (following(SAID, PrintStderr("and so\n"), Exit(3)), f"{RED}aside\nand so{PLAIN}\n"),
    ],
)
def test_only_what_comes_right_before_the_failure_is_red(
    environ: dict[str, str], tmp_path: Path, script: Script, text: str
) -> None:
    with unix_peer(tmp_path / "socket", script):
        assert seen(environ, tmp_path, "vm-list") == text


def test_nothing_waits_for_long(environ: dict[str, str], tmp_path: Path) -> None:
    def slow(line: Line) -> None:
        line.greet()
        line.send(SAID)
        line.file.read()  # until the client is gone

    with (
        unix_peer(tmp_path / "socket", slow),
        Terminal([*XE, "x"], environ | {"TERM": "xterm"}, tmp_path) as it,
    ):
        assert it.until("aside\r\n") == "aside\r\n"
