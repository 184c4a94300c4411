"""The server's side of `xe`: what the daemon runs for each POST /cli."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from xe import protocol
from xe.commands.arguments import Line, read_line
from xe.commands.catalog import load
from xe.commands.cli import Cli, Dispatcher
from xe.commands.declare import Command
from xe.commands.failures import MissingParameter, Stop, UnknownCommand
from xe.commands.login import logged_in
from xe.commands.printer import Printer
from xe.commands.report import minimal_of, report, trace
from xe.conversation import Conversation

log = logging.getLogger(__name__)

_COMMANDS = load()


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, body: bytes, caller: Any,
                dispatcher: Dispatcher) -> None:  # fmt: skip
    """Run the command in ``body`` for the client at the other end, with the rights of ``caller``.

    Raises ConnectionError or IncompleteReadError when the client leaves. What the command does goes on then.
    """
    conversation = Conversation(reader, writer)
    try:
        await conversation.greet()
        code = await run(conversation, body, caller, dispatcher)
        await conversation.send(protocol.Exit(code))
    except protocol.ProtocolError as error:
        log.info("xe at %s: %s", getattr(caller, "address", "") or "the socket", error)


async def run(conversation: Conversation, body: bytes, caller: Any, dispatcher: Dispatcher) -> int:
    """Run a command; the exit code."""
    lookup = None
    line: Line | None = None
    try:
        line = read_line(protocol.decode_arguments(body))
        printer = Printer(conversation, minimal_of(line.params))
        command = _command(line)
        async with logged_in(dispatcher, caller, command, line) as session:
            cli = Cli(command, line.params, conversation, printer, dispatcher, caller, session)
            lookup = cli.lookup()
            await command(cli)
            await printer.finish()
    except Stop as stop:
        return stop.code
    except (protocol.ProtocolError, ConnectionError, asyncio.IncompleteReadError):
        raise
    except Exception as error:
        await report(conversation, error, lookup)
        if line is not None and line.params.get("trace") == "true":
            await trace(conversation, error)
        return 1
    return 0


def _command(line: Line) -> Command:
    """The command of a line, which has all that it needs. Raises UsageFailure."""
    command = _COMMANDS.get(line.command)
    if command is None:
        raise UnknownCommand(line.command)
    for name in command.required:
        if name not in line.params:
            raise MissingParameter(name)
    return command
