"""Reads XML-RPC with expat, and refuses what no client sends: DTDs, entities, endless nesting."""

from __future__ import annotations

import base64
from typing import Any
from xml.parsers import expat

from xapid.rpc.wire import MAX_DEPTH, BadBody, Call, NotUtf8, bad_utf8

#: A body of the largest size allowed could hold more elements than this only to do harm.
MAX_ELEMENTS = 500_000

_UNSET: Any = object()

_SCALARS = frozenset(["string", "int", "i4", "i8", "double", "boolean", "dateTime.iso8601", "base64", "nil"])

#: Which element may stand within which; "" is the document.
_PARENTS = {
    "methodCall": ("",),
    "methodName": ("methodCall",),
    "params": ("methodCall",),
    "param": ("params",),
    "value": ("param", "data", "member", ""),
    "array": ("value",),
    "struct": ("value",),
    "data": ("array",),
    "member": ("struct",),
    "name": ("member",),
} | dict.fromkeys(_SCALARS, ("value",))


class _Reader:
    """The state between expat's callbacks."""

    __slots__ = ("containers", "count", "method", "most", "names", "params", "path", "text", "typed", "value")

    def __init__(self, most: int) -> None:
        self.path = [""]
        self.count, self.most = 0, most
        self.text: list[str] = []
        self.method: str | None = None
        self.params: list[Any] = []
        self.containers: list[Any] = []
        self.names: list[str | None] = []
        #: What the typed element within the present <value> gave; _UNSET for a bare string.
        self.typed: Any = _UNSET
        #: The last finished value.
        self.value: Any = _UNSET

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        path = self.path
        if path[-1] not in _PARENTS.get(tag, ()):
            raise BadBody(f"<{tag[:40]}> within <{path[-1]}>")
        path.append(tag)
        self.count += 1
        if self.count > self.most:
            raise BadBody("too many elements")
        self.text = []
        if tag == "value":
            if self.typed is not _UNSET and path[-2] == "param":
                raise BadBody("two values in one param")
            self.typed = self.value = _UNSET
        elif tag == "array" or tag == "struct":
            if len(self.containers) >= MAX_DEPTH:
                raise BadBody("nested too deeply")
            self.containers.append([] if tag == "array" else {})
        elif tag == "member":
            self.names.append(None)
            self.value = _UNSET
        elif tag == "param":
            self.typed = self.value = _UNSET

    def end(self, tag: str) -> None:
        self.path.pop()
        if tag == "value":
            self._end_value()
        elif tag in _SCALARS:
            self.typed = _scalar(tag, "".join(self.text))
        elif tag == "array" or tag == "struct":
            self.typed = self.containers.pop()
        elif tag == "name":
            self.names[-1] = "".join(self.text)
        elif tag == "member":
            self._end_member()
        elif tag == "param":
            if self.value is _UNSET:
                raise BadBody("a param without a value")
            self.params.append(self.value)
        elif tag == "methodName":
            self.method = "".join(self.text).strip()

    def _end_value(self) -> None:
        self.value = "".join(self.text) if self.typed is _UNSET else self.typed
        if self.path[-1] == "data":
            self.containers[-1].append(self.value)

    def _end_member(self) -> None:
        name = self.names.pop()
        if name is None or self.value is _UNSET:
            raise BadBody("a member needs a name and a value")
        self.containers[-1][name] = self.value
        self.value = _UNSET


def _scalar(tag: str, text: str) -> Any:
    try:
        if tag in ("string", "dateTime.iso8601"):
            return text
        if tag == "boolean":
            return text.strip() == "1"
        if tag == "double":
            return float(text)
        if tag == "nil":
            return None
        if tag == "base64":
            return base64.b64decode("".join(text.split()), validate=True)
        if len(text) > 40:
            raise ValueError
        return int(text)
    except ValueError:
        raise BadBody(f"not a value of <{tag}>") from None


def _refuse(*args: Any) -> None:
    raise BadBody("a document type declaration is not accepted")


def _read(body: bytes | str, most: int = MAX_ELEMENTS) -> _Reader:
    reader = _Reader(most)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = lambda text: reader.text.append(text)
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.Parse(body, True)
    return reader


def read_call(body: bytes) -> Call:
    """The method and parameters of a methodCall.

    Raises BadBody when it is none, NotUtf8 when only its text is wrong.
    """
    try:
        reader = _read(body)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _why(body, error) from None
    if not reader.method:
        raise BadBody("no methodName")
    return Call(reader.method, reader.params)


def read_value(body: bytes, most: int = MAX_ELEMENTS) -> Any:
    """A document that is one <value> of at most ``most`` elements, as ova.xml and results of tasks are.

    Raises BadBody.
    """
    try:
        reader = _read(body, most)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise BadBody(str(error)) from None
    if reader.value is _UNSET or reader.method is not None:
        raise BadBody("not a <value>")
    return reader.value


def _why(body: bytes, error: Exception) -> Exception:
    """Bad XML, or XML that only has bytes that are not UTF-8 in a string."""
    try:
        body.decode()
    except UnicodeDecodeError:
        try:
            found = bad_utf8(_read(body.decode("utf-8", "replace")).params)
        except (expat.ExpatError, ValueError, LookupError, BadBody):
            found = None
        if found is not None:
            return NotUtf8(found)
    return BadBody(str(error))
