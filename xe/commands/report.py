"""How a failed command is told to the user."""

from __future__ import annotations

import logging
import traceback
from xml.etree.ElementTree import ParseError

from xapid.model.error_table import DOCUMENTED
from xapid.model.errors import XenError, internal_error
from xapid.model.registry import registry
from xe.commands.arguments import Params
from xe.commands.failures import CommandFailure, UnknownParam, UsageFailure
from xe.commands.lookup import Lookup
from xe.commands.sentences import sentence
from xe.conversation import Conversation
from xe.protocol import Error

log = logging.getLogger(__name__)

_HINT = "For usage run: 'xe help'"
_REF = "OpaqueRef:"

_KINDS: dict[type[Exception], str] = {ValueError: "Failure", ParseError: "XML error", OSError: "Unix_error"}


def minimal_of(params: Params) -> bool:
    """Whether the output shall be minimal. Raises ValueError for a word that is neither true nor false."""
    said = params.get("minimal", "false")
    if said not in ("true", "false"):
        raise ValueError(f"minimal has to be true or false, not {said!r}")
    return said == "true"


async def report(conversation: Conversation, error: Exception, lookup: Lookup | None) -> None:
    """Tell of the failure on stderr. ``lookup``: names objects in API errors."""
    if isinstance(error, UsageFailure):
        await conversation.complain(f"{error}\n{_HINT}\n")
    elif isinstance(error, CommandFailure):
        await conversation.complain(f"Error: {error}\n")
    elif isinstance(error, UnknownParam):
        await conversation.send(Error("Missing parameter", (str(error),)))
    elif not isinstance(error, XenError):
        if not isinstance(error, ValueError):
            log.error("a command failed unexpectedly", exc_info=error)
        await conversation.complain(await api_text(internal_error(_in_short(error)), lookup) + "\n")
    elif error.code in DOCUMENTED:
        await conversation.complain(await api_text(error, lookup) + "\n")
    else:
        await conversation.send(Error(error.code, error.params))


def _in_short(error: Exception) -> str:
    """What nobody expected: a wrong value, broken XML, the operating system, or a mistake of ours."""
    for kind, name in _KINDS.items():
        if isinstance(error, kind):
            return f"{name}: {error}"
    return f"{type(error).__name__}: {error}"


async def suggest(conversation: Conversation, hints: list[str]) -> None:
    """Tell what the user may have meant, on stderr: nobody's script reads it as a result."""
    for hint in hints:
        await conversation.complain(f"{hint}\n")


async def trace(conversation: Conversation, error: Exception) -> None:
    """Tell where in the program it failed."""
    stack = "".join(traceback.format_tb(error.__traceback__))
    await conversation.complain(f"Raised {type(error).__name__}\nBacktrace:\n{stack}\n")


async def api_text(error: XenError, lookup: Lookup | None) -> str:
    """An API error in words: its sentence, and a line for each parameter."""
    names = list(DOCUMENTED.get(error.code, ()))
    values = [await _named(value, lookup) for value in error.params]
    if error.code == "VMS_FAILED_TO_COOPERATE":
        names = ["VM"] * len(values)
    names += ["<extra>"] * (len(values) - len(names))
    values += ["<unknown>"] * (len(names) - len(values))
    lines = [f"{name}: {value}" for name, value in zip(names, values, strict=True)]
    return "\n".join([sentence(error.code), *lines])


async def _named(value: str, lookup: Lookup | None) -> str:
    """A reference as the uuid and name of its object; anything else as it is."""
    if lookup is None or not value.startswith(_REF):
        return value
    for class_name, info in registry.classes.items():
        if not info.in_database or "uuid" not in info.fields or class_name == "session":
            continue
        try:
            found = await lookup.get(class_name, value)
        except XenError:
            continue
        if found is not None:
            name = f" ({found['name_label']})" if info.has_name_label and found["name_label"] else ""
            return f"{found['uuid']}{name}"
    return value
