"""The types of the API, their zero values, and how a value from outside becomes one.

Values in memory: str, int, float, bool, datetime; a set is a tuple, a map a dict
(neither is ever changed in place), a reference its opaque text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from xapid.model.errors import DeclarationError, XenError, bad_input
from xapid.model.registry import registry

NULL_REF = "OpaqueRef:NULL"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class ApiEnum(StrEnum):
    """An enumeration of the API: the member's value is the text on the wire."""

    @classmethod
    def api_name(cls) -> str:
        """The name in the specification: VbdMode is vbd_mode."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if registry.enums.setdefault(cls.api_name(), cls) is not cls:
            raise DeclarationError(f"enumeration {cls.api_name()} is declared twice")


@dataclass(frozen=True)
class ApiType:
    """A type of the API. ``str()`` gives it as the specification writes it."""

    def __str__(self) -> str:
        raise NotImplementedError

    def zero(self) -> Any:
        """The value of a field that nobody has set."""
        raise NotImplementedError

    def accept(self, value: Any) -> Any:
        """Turn a decoded wire value into a value of this type.

        Raises XenError INTERNAL_ERROR when it is not one, INVALID_VALUE for bad text.
        """
        raise NotImplementedError

    def mismatch(self, value: Any) -> XenError:
        """What a value of the wrong type answers."""
        return bad_input(f"Expected {self}, got {type(value).__name__}: {str(value)[:80]!r}")


@dataclass(frozen=True)
class StringType(ApiType):
    def __str__(self) -> str:
        return "string"

    def zero(self) -> str:
        return ""

    def accept(self, value: Any) -> str:
        if not isinstance(value, str):
            raise self.mismatch(value)
        return check_text(value)


def check_text(value: str) -> str:
    """The text itself; INVALID_VALUE when it could not be written as UTF-8, or not be stored."""
    if "\0" in value:
        raise XenError("INVALID_VALUE", "NUL character in parameter", value.replace("\0", "\\0")[:200])
    try:
        value.encode()
    except UnicodeEncodeError:
        shown = value.encode("utf-8", "replace").decode()
        raise XenError("INVALID_VALUE", "Invalid UTF-8 string in parameter", shown) from None
    return value


@dataclass(frozen=True)
class IntType(ApiType):
    def __str__(self) -> str:
        return "int"

    def zero(self) -> int:
        return 0

    def accept(self, value: Any) -> int:
        if isinstance(value, str) and re.fullmatch(r"\s*[+-]?[0-9]{1,20}\s*", value):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not -(2**63) <= value < 2**63:
            raise self.mismatch(value)
        return value


@dataclass(frozen=True)
class FloatType(ApiType):
    def __str__(self) -> str:
        return "float"

    def zero(self) -> float:
        return 0.0

    def accept(self, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise self.mismatch(value)
        try:
            return float(value)
        except (ValueError, OverflowError):
            raise self.mismatch(value) from None


@dataclass(frozen=True)
class BoolType(ApiType):
    def __str__(self) -> str:
        return "bool"

    def zero(self) -> bool:
        return False

    def accept(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise self.mismatch(value)
        return value


@dataclass(frozen=True)
class DateTimeType(ApiType):
    def __str__(self) -> str:
        return "datetime"

    def zero(self) -> datetime:
        return NEVER

    def accept(self, value: Any) -> datetime:
        if isinstance(value, datetime):
            return value
        if isinstance(value, str):
            try:
                return parse_datetime(value)
            except ValueError:
                pass
        raise self.mismatch(value)


_DATETIME = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})T(\d{2}):?(\d{2}):?(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?"
)


def parse_datetime(text: str) -> datetime:
    """Read YYYYMMDDTHH:MM:SS with or without dashes, fraction and zone; ValueError if it is not one."""
    match = _DATETIME.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    year, month, day, hour, minute, second = (int(g) for g in match.groups()[:6])
    zone = match.group(8)
    value = datetime(year, month, day, hour, minute, second)
    if zone is None:
        return value
    if zone == "Z":
        return value.replace(tzinfo=UTC)
    return value.replace(tzinfo=datetime.strptime(zone, "%z").tzinfo)


def format_datetime(value: datetime) -> str:
    """Write a datetime as the wire does: UTC as Z, another zone as +HH:MM, none as nothing."""
    text = value.strftime("%Y%m%dT%H:%M:%S").rjust(17, "0")
    if value.tzinfo is None:
        return text
    offset = value.strftime("%z")
    return text + ("Z" if offset == "+0000" else f"{offset[:3]}:{offset[3:5]}")


@dataclass(frozen=True)
class EnumType(ApiType):
    enum: type[ApiEnum]

    def __str__(self) -> str:
        return f"enum {self.enum.api_name()}"

    def zero(self) -> ApiEnum:
        return next(iter(self.enum))

    def accept(self, value: Any) -> ApiEnum:
        if isinstance(value, str):
            folded = value.lower()
            for member in self.enum:
                if member.value.lower() == folded:
                    return member
        raise bad_input(f"{value!r} is not one of {self}: {', '.join(self.enum)}"[:500])


@dataclass(frozen=True)
class RefType(ApiType):
    class_name: str

    def __str__(self) -> str:
        return f"{self.class_name} ref"

    def zero(self) -> str:
        return NULL_REF

    def accept(self, value: Any) -> str:
        if not isinstance(value, str):
            raise self.mismatch(value)
        return check_text(value) or NULL_REF


@dataclass(frozen=True)
class SetType(ApiType):
    item: ApiType

    def __str__(self) -> str:
        return f"{self.item} set"

    def zero(self) -> tuple[Any, ...]:
        return ()

    def accept(self, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise self.mismatch(value)
        items = tuple(map(self.item.accept, value))
        return items if isinstance(self.item, MapType | RecordType) else tuple(dict.fromkeys(items))


@dataclass(frozen=True)
class MapType(ApiType):
    key: ApiType
    value: ApiType

    def __str__(self) -> str:
        return f"({self.key} -> {self.value}) map"

    def zero(self) -> dict[Any, Any]:
        return {}

    def accept(self, value: Any) -> dict[Any, Any]:
        if not isinstance(value, dict):
            raise self.mismatch(value)
        return {self.key.accept(k): self.value.accept(v) for k, v in value.items()}


@dataclass(frozen=True)
class RecordType(ApiType):
    """A whole record. Its members are checked by whoever knows the class."""

    class_name: str

    def __str__(self) -> str:
        return f"{self.class_name} record"

    def zero(self) -> dict[str, Any]:
        return {}

    def accept(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.mismatch(value)
        return value


@dataclass(frozen=True)
class OptionType(ApiType):
    item: ApiType

    def __str__(self) -> str:
        return f"{self.item} option"

    def zero(self) -> None:
        return None

    def accept(self, value: Any) -> Any:
        return None if value is None else self.item.accept(value)


@dataclass(frozen=True)
class BatchType(ApiType):
    """What event.from returns; never read from outside."""

    def __str__(self) -> str:
        return "event batch"

    def zero(self) -> None:
        return None

    def accept(self, value: Any) -> Any:
        raise self.mismatch(value)


STRING, INT, FLOAT, BOOL, DATETIME = StringType(), IntType(), FloatType(), BoolType(), DateTimeType()
STRING_SET = SetType(STRING)
STRING_MAP = MapType(STRING, STRING)


def ref(class_name: str) -> RefType:
    """A reference to an object of the class."""
    return RefType(class_name)


def refs(class_name: str) -> SetType:
    """A set of references to objects of the class."""
    return SetType(RefType(class_name))


def enum(cls: type[ApiEnum]) -> EnumType:
    """One value of the enumeration."""
    return EnumType(cls)


def set_of(item: ApiType) -> SetType:
    """A set of ``item``."""
    return SetType(item)


def map_of(key: ApiType, value: ApiType) -> MapType:
    """A map from ``key`` to ``value``."""
    return MapType(key, value)


_SCALARS: dict[str, ApiType] = {str(t): t for t in (STRING, INT, FLOAT, BOOL, DATETIME, BatchType())}


def parse_type(text: str, enums: dict[str, type[ApiEnum]]) -> ApiType:
    """Read a type as the specification writes it, such as ``(VM ref -> string set) map``.

    ``enums`` maps names to enumerations. Raises DeclarationError for anything unknown.
    """
    text = text.strip()
    if text in _SCALARS:
        return _SCALARS[text]
    if text.startswith("(") and text.endswith(") map"):
        key, value = _split_map(text[1:-5])
        return MapType(parse_type(key, enums), parse_type(value, enums))
    head, _, tail = text.rpartition(" ")
    if tail == "set":
        return SetType(parse_type(head, enums))
    if tail == "option":
        return OptionType(parse_type(head, enums))
    if tail == "ref" and head.isidentifier():
        return RefType(head)
    if tail == "record":
        return RecordType(head)
    if head == "enum" and tail in enums:
        return EnumType(enums[tail])
    raise DeclarationError(f"unknown type {text!r}")


def _split_map(inner: str) -> tuple[str, str]:
    depth = 0
    for i, char in enumerate(inner):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if depth == 0 and inner.startswith("->", i):
            return inner[:i], inner[i + 2 :]
    raise DeclarationError(f"a map needs an arrow: {inner!r}")
