"""The server's side of `xe`: what the daemon runs for each POST /cli."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from xe import protocol
from xe.commands.arguments import Line, Params, read_line
from xe.commands.catalog import load
from xe.commands.cli import Cli, Dispatcher
from xe.commands.declare import Command
from xe.commands.failures import CommandFailure, MissingParameter, Stop, UnknownCommand
from xe.commands.hints import hints
from xe.commands.login import logged_in
from xe.commands.lookup import Lookup
from xe.commands.output import printer_for
from xe.commands.report import minimal_of, report, suggest, trace
from xe.conversation import GONE, Conversation, TooMuch

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
        if conversation.unread:
            await conversation.discard()
    except protocol.ProtocolError as error:
        log.info("xe at %s: %s", getattr(caller, "address", "") or "the socket", error)


async def run(conversation: Conversation, body: bytes, caller: Any, dispatcher: Dispatcher) -> int:
    """Run a command; the exit code."""
    params, command = Params([]), None
    try:
        line = read_line(protocol.decode_arguments(body))
        params = line.params
        minimal, command = minimal_of(params), _command(line)
        _complete(command, params)
        printer = printer_for(
            conversation,
            params["output"] if "output" in params and command.formats else None,
            minimal=minimal,
        )
        async with logged_in(dispatcher, caller, command, line) as session:
            cli = Cli(command, params, conversation, printer, dispatcher, caller, session)
            return await _obey(cli)
    except GONE:
        raise
    except Exception as error:
        return await _fail(conversation, params, error, command)


async def _obey(cli: Cli) -> int:
    """Run the command within its session, in which a failure can still be explained; the exit code."""
    try:
        await cli.command(cli)
        await cli.printer.finish()
        await suggest(cli.conversation, hints(None, cli.command, cli.params))
    except Stop as stop:
        return stop.code
    except TooMuch as error:
        return await _fail(cli.conversation, cli.params, CommandFailure(str(error)), cli.command)
    except GONE:
        raise
    except Exception as error:
        return await _fail(cli.conversation, cli.params, error, cli.command, cli.lookup())
    return 0


async def _fail(conversation: Conversation, params: Params, error: Exception, command: Command | None,
                lookup: Lookup | None = None) -> int:  # fmt: skip
    await report(conversation, error, lookup)
    await suggest(conversation, hints(error, command, params))
    if params.get("trace") == "true":
        await trace(conversation, error)
    return 1


def _command(line: Line) -> Command:
    """The command of a line. Raises UnknownCommand."""
    command = _COMMANDS.get(line.command)
    if command is None:
        raise UnknownCommand(line.command)
    return command


def _complete(command: Command, params: Params) -> None:
    """Raise MissingParameter unless the command has all that it needs."""
    for name in command.required:
        if name not in params:
            raise MissingParameter(name)
