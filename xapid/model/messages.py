"""A message of the API: one decorated function, or one line for what is not built yet."""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args, get_origin

from xapid.model.errors import DeclarationError, not_implemented
from xapid.model.objects import XenObject
from xapid.model.registry import registry
from xapid.model.roles import Role, allowed_roles
from xapid.model.types import (
    BOOL,
    DATETIME,
    FLOAT,
    INT,
    STRING,
    ApiEnum,
    ApiType,
    EnumType,
    MapType,
    RefType,
    SetType,
    parse_type,
)

REQUIRED: Any = object()


@dataclass(frozen=True)
class Param:
    """A parameter: ``nullable`` references may be null and then arrive as None."""

    name: str
    type: ApiType
    default: Any = REQUIRED
    nullable: bool = False

    @property
    def required(self) -> bool:
        return self.default is REQUIRED


@dataclass(eq=False)
class Message:
    """A declared message. Calling it runs it, marked as its operation on its first object."""

    class_name: str
    name: str
    params: tuple[Param, ...]
    result: ApiType | None
    role: Role
    function: Callable[..., Awaitable[Any]]
    doc: str
    asynchronous: bool = False
    operation: ApiEnum | None = None
    errors: tuple[str, ...] = ()
    session: bool = True
    implicit: bool = False
    hidden: bool = False
    pool_internal: bool = False
    secret: bool = False
    removed: bool = False
    key_roles: Mapping[str, str] = field(default_factory=dict)
    #: Answered, too, by a host that has lost its pool.
    emergency: bool = False
    #: What has to come before it can be built; None when it is.
    waits_for: str | None = None
    #: The annotated function, until ``resolve_messages`` has read it.
    signature: Signature | None = None

    @property
    def full_name(self) -> str:
        """CLASS.name, as clients call it."""
        return f"{self.class_name}.{self.name}"

    @property
    def required_count(self) -> int:
        """How many parameters a caller must send, the session not counted."""
        return sum(p.required for p in self.params)

    async def __call__(self, ctx: Any, *args: Any) -> Any:
        if self.operation is None:
            return await self.function(ctx, *args)
        with ctx.marked(args[0], self.operation):
            return await self.function(ctx, *args)


Declare = Callable[[Callable[..., Awaitable[Any]]], Message]


def message(cls: type[XenObject], *, role: Role, name: str | None = None, asynchronous: bool = True,
            operation: ApiEnum | None = None, errors: tuple[str, ...] = (), session: bool = True,
            hidden: bool = False, pool_internal: bool = False, secret: bool = False,
            key_roles: Mapping[str, str] | None = None, implicit: bool = False,
            emergency: bool = False, params: Mapping[str, str] | None = None) -> Declare:  # fmt: skip
    """Declare the decorated coroutine function as a message of ``cls``.

    Its parameters after ``ctx`` and its result are read from the annotations: str,
    int, float, bool, datetime, enumerations, classes of the API (references; ``X |
    None`` may be null), ``list[T]`` (set), ``dict[K, V]`` (map). ``params`` overrides
    a type, or the result under ``return``, in the specification's own words.
    ``operation`` is entered into current_operations of the first argument while it runs.
    """

    def declare(function: Callable[..., Awaitable[Any]]) -> Message:
        plain = (name or function.__name__).rstrip("_")
        doc = inspect.getdoc(function) or ""
        full = f"{cls.info.name}.{plain}"
        if not doc:
            raise DeclarationError(f"message {full} has no description")
        allowed_roles(role)
        for key_role in (key_roles or {}).values():
            allowed_roles(key_role)
        made = Message(
            cls.info.name, plain, (), None, role, function, doc, asynchronous, operation, errors, session,
            implicit, hidden, pool_internal, secret, key_roles=dict(key_roles or {}), emergency=emergency,
            signature=Signature(function, params or {}),
        )  # fmt: skip
        registry.add_message(made)
        return made

    return declare


@dataclass(frozen=True)
class Signature:
    """The parameters of a function; read late, since classes may refer to later ones."""

    function: Callable[..., Any]
    overrides: Mapping[str, str]

    def resolve(self) -> tuple[tuple[Param, ...], ApiType | None]:
        signature = inspect.signature(self.function)
        scope = {i.python.__name__: i.python for i in registry.classes.values()}
        scope |= vars(sys.modules[self.function.__module__])
        params = tuple(self._param(p, scope) for p in list(signature.parameters.values())[1:])
        if "return" in self.overrides:
            return params, parse_type(self.overrides["return"], registry.enums)
        result = _evaluate(signature.return_annotation, scope)
        return params, None if result in (None, type(None)) else api_type(result)[0]

    def _param(self, param: inspect.Parameter, scope: dict[str, Any]) -> Param:
        default = REQUIRED if param.default is inspect.Parameter.empty else param.default
        name = param.name.rstrip("_")
        if name in self.overrides:
            return Param(name, parse_type(self.overrides[name], registry.enums), default)
        try:
            type_, nullable = api_type(_evaluate(param.annotation, scope))
        except (NameError, DeclarationError) as error:
            where = f"{self.function.__module__}.{self.function.__name__}"
            raise DeclarationError(f"{where}: parameter {name}: {error}") from None
        return Param(name, type_, default, nullable)


def _evaluate(annotation: Any, scope: dict[str, Any]) -> Any:
    return eval(annotation, scope) if isinstance(annotation, str) else annotation


_PYTHON_TYPES: dict[Any, ApiType] = {str: STRING, int: INT, float: FLOAT, bool: BOOL}


def api_type(annotation: Any) -> tuple[ApiType, bool]:
    """The API type of a Python annotation, and whether null is allowed; DeclarationError if none."""
    if annotation in _PYTHON_TYPES:
        return _PYTHON_TYPES[annotation], False
    origin, args = get_origin(annotation), get_args(annotation)
    if type(None) in args and len(args) == 2:
        return api_type(next(a for a in args if a is not type(None)))[0], True
    if origin is list:
        return SetType(api_type(args[0])[0]), False
    if origin is dict:
        return MapType(api_type(args[0])[0], api_type(args[1])[0]), False
    if isinstance(annotation, type) and issubclass(annotation, ApiEnum):
        return EnumType(annotation), False
    if isinstance(annotation, type) and issubclass(annotation, XenObject):
        return RefType(annotation.info.name), False
    if getattr(annotation, "__name__", "") == "datetime":
        return DATETIME, False
    raise DeclarationError(f"no API type for {annotation!r}")


def resolve_messages() -> None:
    """Read the types of every decorated function, now that all classes are known."""
    for made in registry.messages.values():
        if made.signature is not None:
            made.params, made.result = made.signature.resolve()
            made.signature = None


_LINE = re.compile(r"(?P<name>\w+)\((?P<params>.*)\)(?:\s*=>\s*(?P<result>.+))?")


def not_built(cls: type[XenObject], line: str, doc: str, *, role: Role, waits_for: str,
              asynchronous: bool = True, session: bool = True, hidden: bool = False,
              pool_internal: bool = False, secret: bool = False, removed: bool = False,
              emergency: bool = False, key_roles: Mapping[str, str] | None = None,
              errors: tuple[str, ...] = ()) -> None:  # fmt: skip
    """Declare a message that answers NOT_IMPLEMENTED (MESSAGE_REMOVED when ``removed``).

    ``line``: ``name(param: type, param: type = default) => result type``, with the
    specification's types and JSON defaults.
    """
    match = _LINE.fullmatch(line)
    if match is None or not doc:
        raise DeclarationError(f"{cls.info.name}: cannot read {line!r}")
    for named in (role, *(key_roles or {}).values()):
        allowed_roles(named)
    full = f"{cls.info.name}.{match['name']}"

    async def refuse(ctx: Any, *args: Any) -> None:
        raise not_implemented(full)

    params = tuple(_read_param(p) for p in _split_params(match["params"]))
    result = parse_type(match["result"], registry.enums) if match["result"] else None
    registry.add_message(
        Message(cls.info.name, match["name"], params, result, role, refuse, doc, asynchronous, None, errors,
                session, False, hidden, pool_internal, secret, removed, dict(key_roles or {}), emergency,
                waits_for)
    )  # fmt: skip


def _split_params(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for i, char in enumerate(text):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(char, 0)
        if char == "," and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    return [p.strip() for p in [*parts, text[start:]] if p.strip()]


def _read_param(text: str) -> Param:
    name, _, rest = text.partition(":")
    type_text, eq, default = rest.partition("=")
    value = json.loads(default) if eq else REQUIRED
    return Param(name.strip(), parse_type(type_text, registry.enums), value)
