"""Messages as declared: their parameters, results, marks, and what fails at import."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.model.library import BindingKind, Book, Shelf, own_registry
from xapid.model.errors import DeclarationError, XenError
from xapid.model.messages import REQUIRED, Message, message, not_built, resolve_messages
from xapid.model.registry import Registry
from xapid.model.roles import READ_ONLY, VM_ADMIN


@pytest.fixture(autouse=True)
def registry() -> Iterator[Registry]:
    with own_registry() as own:
        own.add_class(Book.info)
        own.add_class(Shelf.info)
        own.enums["binding_kind"] = BindingKind
        yield own


class Call:
    """A context that notes the marks."""

    def __init__(self) -> None:
        self.marks: list[str] = []

    @contextmanager
    def marked(self, obj: Any, operation: Any) -> Iterator[None]:
        self.marks.append(f"+{operation}")
        yield
        self.marks.append(f"-{operation}")


def wire(made: Message) -> tuple[list[tuple[str, str]], str]:
    return [(p.name, str(p.type)) for p in made.params], str(made.result)


def test_types_come_from_annotations(registry: Registry) -> None:
    @message(Book, role=VM_ADMIN)
    async def rebind(ctx: Any, self: Book, to: Shelf | None, from_: BindingKind, words: list[str],
                     marks: dict[int, Book], fast: bool = True) -> list[Book]:  # fmt: skip
        """Bind it anew."""
        return [self]

    resolve_messages()
    made = registry.messages["Book.rebind"]
    assert wire(made) == (
        [
            ("self", "Book ref"),
            ("to", "Shelf ref"),
            ("from", "enum binding_kind"),
            ("words", "string set"),
            ("marks", "(int -> Book ref) map"),
            ("fast", "bool"),
        ],
        "Book ref set",
    )
    assert [p.nullable for p in made.params] == [False, True, False, False, False, False]
    assert made.required_count == 5
    assert made.params[-1].default is True


def test_a_type_may_be_given_in_the_words_of_the_specification(registry: Registry) -> None:
    @message(Book, role=READ_ONLY, params={"args": "Book record", "return": "Book record set"})
    async def like(ctx: Any, args: dict[str, Any]) -> Any:
        """Books like that one."""

    resolve_messages()
    assert wire(registry.messages["Book.like"]) == ([("args", "Book record")], "Book record set")


def test_an_annotation_without_api_type() -> None:
    @message(Book, role=READ_ONLY)
    async def weigh(ctx: Any, self: Book, scale: bytes) -> None:
        """Weigh it."""

    with pytest.raises(DeclarationError, match="scale"):
        resolve_messages()


def test_a_message_twice() -> None:
    not_built(Book, "lend(self: Book ref)", "Lend it.", role=VM_ADMIN, waits_for="readers")
    with pytest.raises(DeclarationError, match="twice"):
        not_built(Book, "lend(self: Book ref)", "Lend it.", role=VM_ADMIN, waits_for="readers")


def test_a_message_without_description() -> None:
    with pytest.raises(DeclarationError, match="description"):

        @message(Book, role=VM_ADMIN)
        async def burn(ctx: Any, self: Book) -> None: ...


@pytest.mark.parametrize(
    ("line", "doc", "role"),
    [
        ("lend(self: Book ref", "Lend it.", VM_ADMIN),
        ("lend(self: Book)", "Lend it.", VM_ADMIN),
        ("lend(self: Book ref) => shape", "Lend it.", VM_ADMIN),
        ("lend(self: Book ref)", "", VM_ADMIN),
        ("lend(self: Book ref)", "Lend it.", "king"),
    ],
)
def test_wrong_lines(line: str, doc: str, role: str) -> None:
    with pytest.raises(DeclarationError):
        not_built(Book, line, doc, role=role, waits_for="readers")


async def test_what_is_not_built(registry: Registry) -> None:
    line = (
        "lend(self: Book ref, to: (string -> Book ref set) map, "
        'why: string = "a: b = c", d: (int -> int) map = {}) => int'
    )
    not_built(Book, line, "Lend it.", role=VM_ADMIN, waits_for="readers", errors=("BOOK_IS_LENT",))
    made = registry.messages["Book.lend"]
    names = [("self", "Book ref"), ("to", "(string -> Book ref set) map"), ("why", "string")]
    assert wire(made) == ([*names, ("d", "(int -> int) map")], "int")
    assert [p.default for p in made.params] == [REQUIRED, REQUIRED, "a: b = c", {}]
    assert (made.errors, made.waits_for) == (("BOOK_IS_LENT",), "readers")
    with pytest.raises(XenError) as caught:
        await made(Call(), None)
    assert caught.value.description == ["NOT_IMPLEMENTED", "Book.lend"]


async def test_a_call_is_marked_while_it_runs() -> None:
    @message(Book, role=VM_ADMIN, operation=BindingKind.soft)
    async def rebind(ctx: Any, self: Book) -> str:
        """Bind it anew."""
        ctx.marks.append("at work")
        return "done"

    call = Call()
    assert await rebind(call, Book()) == "done"
    assert call.marks == ["+soft", "at work", "-soft"]
