"""What is said to an executable and what it answers: XML-RPC texts."""

from __future__ import annotations

import re
import xmlrpc.client
from dataclasses import dataclass
from typing import Any
from xml.parsers.expat import ExpatError
from xml.sax.saxutils import escape

#: What XML cannot carry.
_UNCARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_LARGEST_INT = 2**31 - 1


class BadAnswer(Exception):
    """The executable answered something that is no XML-RPC response."""


@dataclass(frozen=True)
class Answer:
    """A response: its value, or the code of an error and what belongs to it."""

    value: Any = None
    error: tuple[str, ...] | None = None


def write_call(method: str, params: tuple[Any, ...]) -> str:
    """A methodCall. Characters that XML cannot carry are left out."""
    text = xmlrpc.client.dumps(tuple(_carried(p) for p in params), escape(method), allow_none=True)
    return _UNCARRIED.sub("", text)


def _carried(value: Any) -> Any:
    """A value as the library takes it: integers of more than 32 bits become text, as on our wire."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _LARGEST_INT:
        return str(value)
    if isinstance(value, dict):
        return {str(k): _carried(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_carried(v) for v in value]
    return value


def read_call(text: str) -> tuple[str, list[Any]]:
    """Name and parameters of a methodCall. Raises BadAnswer."""
    try:
        params, method = xmlrpc.client.loads(text)
    except (ExpatError, xmlrpc.client.Error, ValueError, LookupError, TypeError) as error:
        raise BadAnswer(str(error)) from None
    if not method:
        raise BadAnswer("it names no method")
    return method, list(params)


def read_answer(data: bytes) -> Answer:
    """The meaning of a methodResponse: a Status struct, a bare value or a fault. Raises BadAnswer."""
    try:
        (value,), _ = xmlrpc.client.loads(data)
    except xmlrpc.client.Fault as fault:
        return Answer(error=("Fault", fault.faultString))
    except (ExpatError, xmlrpc.client.Error, ValueError, LookupError, TypeError, AssertionError) as error:
        raise BadAnswer(str(error)) from None
    if not isinstance(value, dict) or "Status" not in value:
        return Answer(value)
    if value["Status"] == "Success" and "Value" in value:
        return Answer(value["Value"])
    described = value.get("ErrorDescription")
    if value["Status"] == "Failure" and isinstance(described, list) and described:
        return Answer(error=tuple(str(part) for part in described))
    raise BadAnswer("neither a success with a value nor a failure with its description")
