"""The filter language against a plain evaluation of the same tree, and what is no expression at all."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.objects.memory import make_store
from xapid.model.errors import XenError
from xapid.objects import where
from xapid.objects.blob import Blob
from xapid.objects.role import Role
from xapid.store.store import Store

LABELS = st.sampled_from(["", "a", "b", "a b", "ä", "not", "(", "true"])
SIZES = st.integers(0, 2)

ROW = st.fixed_dictionaries({"name_label": LABELS, "size": SIZES, "public": st.booleans()})
ROWS = st.lists(ROW, max_size=6)

FIELDS = ["name__label", "name_label", "size", "public", "mime_type"]
LITERALS = ["", "a", "b", "a b", "ä", "not", "(", "true", "false", "0", "1", "2"]


def spaced(*parts: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", " ", "\n "]).map(lambda gap: gap.join(parts))


def comparisons() -> st.SearchStrategy[tuple[str, Any]]:
    def compare(name: str, literal: str, swap: bool) -> tuple[str, Any]:
        field, text = f'field "{name}"', f'"{literal}"'
        pair = (text, field) if swap else (field, text)
        key = name.replace("__", "_")
        return f"{pair[0]} = {pair[1]}", lambda row: as_text(row[key]) == literal

    return st.builds(compare, st.sampled_from(FIELDS), st.sampled_from(LITERALS), st.booleans())


def as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def grow(inner: st.SearchStrategy[tuple[str, Any]]) -> st.SearchStrategy[tuple[str, Any]]:
    def both(word: str, join: Any) -> st.SearchStrategy[tuple[str, Any]]:
        def make(left: Any, right: Any) -> tuple[str, Any]:
            return f"({left[0]}) {word} ({right[0]})", lambda row: join((left[1](row), right[1](row)))

        return st.builds(make, inner, inner)

    negated = inner.map(lambda e: (f"not({e[0]})", lambda row: not e[1](row)))
    return both("and", all) | both("or", any) | negated


CONSTANTS = st.sampled_from([("true", lambda row: True), ("false", lambda row: False)])
EXPRESSIONS = st.recursive(comparisons() | CONSTANTS, grow, max_leaves=8)


def fill(rows: list[dict[str, Any]]) -> Store:
    store = make_store()
    with store.change():
        for row in rows:
            store.create(Blob, **row)
    return store


@given(ROWS, EXPRESSIONS)
def test_an_expression_selects_what_it_says(rows: list[dict[str, Any]], expression: tuple[str, Any]) -> None:
    text, wanted = expression
    store = fill(rows)
    found = where.select(store.table(Blob), text)
    complete = [{"mime_type": "", **row} for row in rows]
    assert [b.record()["name_label"] for b in found] == [r["name_label"] for r in complete if wanted(r)]
    assert found == [b for b, r in zip(store.all(Blob), complete, strict=True) if wanted(r)]


@given(st.text(alphabet='()="andortufield nots_\n\\\0é', max_size=60) | st.text(max_size=40))
def test_any_text_selects_something_or_is_refused(text: str) -> None:
    store = fill([{"name_label": "a"}])
    try:
        assert len(where.select(store.table(Blob), text)) <= 1
    except XenError as error:
        assert error.code == "INVALID_VALUE"
        assert error.params[0] == text


NO_EXPRESSIONS = ["", "(", "true and", "true true", "field", "field name", 'field "size" = 0']


@pytest.mark.parametrize("text", [*NO_EXPRESSIONS, 'field "nothing" = "x"', '"a" == "a"'])
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(XenError, match="INVALID_VALUE"):
        where.select(make_store().table(Blob), text)


def test_depth_and_length_have_limits() -> None:
    table = make_store().table(Blob)
    for text in ("(" * 5000 + "true" + ")" * 5000, "not " * 4000 + "true", "true or " * 3000 + "true"):
        with pytest.raises(XenError, match="INVALID_VALUE"):
            where.select(table, text)
    assert where.select(table, " or ".join(["true"] * 1000)) == []


def test_and_binds_before_or() -> None:
    store = fill([{"name_label": "a"}])
    assert where.select(store.table(Blob), "true or true and false") == store.all(Blob)
    assert where.select(store.table(Blob), "not false and false") == []


def test_uuid_name_and_reference_are_found_by_index_without_reading_others() -> None:
    store = fill([{"name_label": str(i), "size": i} for i in range(5)])
    blob = store.all(Blob)[3]
    for name, value in (("uuid", blob.uuid), ("name__label", "3"), ("_ref", blob.ref)):
        assert where.select(store.table(Blob), f'field "{name}"="{value}" and field "size"="3"') == [blob]
        assert where.compile_filter("blob", f'field "{name}"="{value}"').key is not None
    assert where.select(store.table(Blob), f'"{blob.uuid}" = field "uuid" and field "size" = "4"') == []


def test_two_fields_can_be_compared() -> None:
    store = fill([{"name_label": "x", "name_description": "x"}, {"name_label": "x"}])
    same = 'field "name_label" = field "name_description"'
    assert where.select(store.table(Blob), same) == store.all(Blob)[:1]


def test_roles_and_permissions_can_be_told_apart() -> None:
    store = make_store()
    with store.change():
        permission = store.create(Role, name_label="p")
        role = store.create(Role, name_label="r", subroles=[permission])
    assert where.select(store.table(Role), "subroles<>[]") == [role]
    assert where.select(store.table(Role), "subroles=[]") == [permission]
