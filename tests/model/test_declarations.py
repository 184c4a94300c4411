"""Declarations that cannot be right fail at import; those that can say what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.model.library import LIBRARY, Book, own_registry
from xapid.model.errors import DeclarationError
from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.registry import Registry
from xapid.model.roles import POOL_ADMIN, READ_ONLY, ROLE_ORDER, VM_ADMIN, allowed_roles
from xapid.model.types import INT, STRING, STRING_MAP, ApiEnum, ref, refs


@pytest.fixture(autouse=True)
def registry() -> Iterator[Registry]:
    with own_registry() as own:
        yield own


def class_without_description() -> None:
    class Thing(XenObject):
        size = field(INT, "in metres")


def field_without_description() -> None:
    class Thing(XenObject):
        """A thing."""

        size = field(INT, " ")


def unknown_class_role() -> None:
    class Thing(XenObject, write_role="king"):
        """A thing."""


def unknown_field_role() -> None:
    class Thing(XenObject):
        """A thing."""

        size = field(INT, "in metres", writable=True, write_role="king")


def unknown_key_role() -> None:
    class Thing(XenObject):
        """A thing."""

        notes = field(STRING_MAP, "remarks", writable=True, key_roles={"secret": "king"})


def default_of_another_type() -> None:
    class Thing(XenObject):
        """A thing."""

        size = field(INT, "in metres", default="large")


def field_twice() -> None:
    class Thing(XenObject):
        """A thing."""

        size = field(INT, "in metres")
        size = field(INT, "in feet")  # noqa: PIE794


def field_twice_by_underscore() -> None:
    class Thing(XenObject):
        """A thing."""

        size = field(INT, "in metres")
        size_ = field(INT, "in feet")


def field_named_like_a_part_of_every_object() -> None:
    class Thing(XenObject):
        """A thing."""

        created = field(STRING, "when")


def class_twice() -> None:
    class Thing(XenObject):
        """A thing."""

    class Other(XenObject, name="Thing"):
        """Another thing."""


def enumeration_twice() -> None:
    class ThingKind(ApiEnum):
        a = "a"

    ApiEnum("ThingKind", {"b": "b"})


WRONG = [
    class_without_description,
    field_without_description,
    unknown_class_role,
    unknown_field_role,
    unknown_key_role,
    default_of_another_type,
    field_twice,
    field_twice_by_underscore,
    field_named_like_a_part_of_every_object,
    class_twice,
    enumeration_twice,
]


@pytest.mark.parametrize("declare", WRONG, ids=lambda f: f.__name__)
def test_wrong_declaration(declare: Callable[[], None]) -> None:
    with pytest.raises(DeclarationError):
        declare()


def pair(
    near: str | None, inverse_of_nears: str | None, *, one_to_one: bool = False, text: bool = False
) -> None:
    class Near(XenObject):
        """One end."""

        far = field(STRING if text else ref("Far"), "the other end", inverse=near)

    class Far(XenObject):
        """The other end."""

        nears = field(ref("Near") if one_to_one else refs("Near"), "those ends", inverse=inverse_of_nears)


@pytest.mark.parametrize(
    ("near", "far", "kinds"),
    [
        ("missing", "far", {}),
        ("nears", None, {}),
        ("nears", "missing", {}),
        ("nears", "far", {"one_to_one": True}),
        ("nears", "far", {"text": True}),
    ],
)
def test_ends_that_do_not_meet(
    registry: Registry, near: str | None, far: str | None, kinds: dict[str, bool]
) -> None:
    pair(near, far, **kinds)
    with pytest.raises(DeclarationError):
        registry.seal()
    assert not registry.sealed


def test_ends_that_meet(registry: Registry) -> None:
    pair("nears", "far")
    registry.seal()
    assert registry.sealed


def test_one_end_alone_waits_for_the_other_class(registry: Registry) -> None:
    class Near(XenObject):
        """One end."""

        far = field(ref("Far"), "the other end", inverse="nears")

    registry.seal()


def test_a_word_of_python_as_name(registry: Registry) -> None:
    class Thing(XenObject):
        """A thing."""

        class_ = field(STRING, "what it is")

    assert list(registry.classes["Thing"].fields) == ["class"]


def test_what_a_class_knows_of_itself() -> None:
    info = LIBRARY.classes["Book"]
    assert info.python is Book
    assert list(info.fields)[:3] == ["uuid", "name_label", "shelf"]
    assert info.has_name_label
    assert not LIBRARY.classes["Visitor"].persist
    assert [f.name for f in info.fields.values() if f.required] == ["shelf", "next", "pages"]


@pytest.mark.parametrize("role", ROLE_ORDER)
def test_a_role_means_itself_and_those_above(role: str) -> None:
    allowed = allowed_roles(role)
    assert {POOL_ADMIN, role} <= allowed
    assert len(allowed) == ROLE_ORDER.index(role) + 1


def test_exactly_these_roles() -> None:
    assert allowed_roles((VM_ADMIN, READ_ONLY)) == {VM_ADMIN, READ_ONLY}
    assert allowed_roles("none") == frozenset()
