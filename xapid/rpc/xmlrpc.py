"""XML-RPC: the envelope around calls, results and errors."""

from __future__ import annotations

from typing import Any

from xapid.model.errors import XenError
from xapid.rpc.wire import Call
from xapid.rpc.xml_reader import read_call
from xapid.rpc.xml_writer import write_parts, write_value

CONTENT_TYPE = "text/xml"

_OPEN = b'<?xml version="1.0"?><methodResponse><params><param>'
_CLOSE = b"</param></params></methodResponse>"
_SUCCESS = _OPEN + (
    b"<value><struct><member><name>Status</name><value>Success</value></member><member><name>Value</name>"
)
_FAILURE = _OPEN + (
    b"<value><struct><member><name>Status</name><value>Failure</value></member>"
    b"<member><name>ErrorDescription</name>"
)
_END = b"</member></struct></value>" + _CLOSE

#: The one method whose result comes without the Status struct.
_BARE = "system.listMethods"


def decode(body: bytes) -> Call:
    """A methodCall. Raises BadBody or NotUtf8."""
    return read_call(body)


def success(call: Call, value: Any) -> bytes:
    """The body that answers ``call`` with ``value``."""
    if call.method == _BARE:
        return _OPEN + write_value(value) + _CLOSE
    return b"".join((_SUCCESS, *write_parts(value), _END))


def failure(call: Call | None, error: XenError) -> bytes:
    """The body that answers ``call`` with an error."""
    return b"".join((_FAILURE, write_value(error.description), _END))
