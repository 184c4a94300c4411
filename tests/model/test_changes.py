"""Changes of objects: relations on both ends, all or nothing, and who may write when."""

from __future__ import annotations

import pytest

from tests.model.library import Book, Murmur, Shelf, Topic, library
from xapid.model.errors import DeclarationError, XenError
from xapid.model.types import NULL_REF


@pytest.fixture
def store():
    return library()[0]


@pytest.fixture
def shelves(store):
    with store.change():
        return store.create(Shelf, name_label="low"), store.create(Shelf, name_label="high")


@pytest.fixture
def book(store, shelves):
    with store.change():
        return store.create(Book, shelf=shelves[0], name_label="Emma")


class Broken(Exception):
    pass


def test_a_new_object(store, book, shelves):
    assert store.all(Book) == [book] == list(store.table(Book))
    assert store.by_uuid(Book, book.uuid) is book is store.one(Book) is store.get(book.ref)
    assert store.table(Book).by_name_label("Emma") == [book]
    assert book.record() == {
        "uuid": book.uuid,
        "name_label": "Emma",
        "shelf": shelves[0].ref,
        "topics": (),
        "next": NULL_REF,
        "previous": (),
        "binding": "soft",
        "pages": 0,
        "open": False,
        "notes": {},
        "seen_with": {},
    }


def test_a_reference_fills_the_set_at_the_other_end(store, book, shelves):
    low, high = shelves
    assert book.shelf is low
    assert low.books == [book]
    with store.change():
        book.shelf = high
    assert (low.books, high.books) == ([], [book])
    with store.change():
        book.shelf = None
    assert (high.books, book.raw("shelf")) == ([], NULL_REF)


def test_a_set_sets_the_references_at_the_other_end(store, book, shelves):
    low, high = shelves
    with store.change():
        other = store.create(Book)
        high.books = [book, other]
    assert (book.shelf, other.shelf) == (high, high)
    assert low.books == []
    with store.change():
        high.books = [other.ref]
    assert book.shelf is None
    assert high.raw("books") == (other.ref,)


def test_many_to_many(store, book):
    with store.change():
        love, money = store.create(Topic), store.create(Topic)
        book.topics = [love, money]
    assert love.books == money.books == [book]
    with store.change():
        money.books = []
    assert book.topics == [love]
    with store.change():
        store.destroy(love)
    assert book.raw("topics") == ()


def test_a_relation_within_a_class(store, book):
    with store.change():
        sequel = store.create(Book)
        book.next = sequel
        sequel.next = sequel
    assert set(sequel.previous) == {book, sequel}
    with store.change():
        store.destroy(sequel)
    assert book.next is None
    assert book.raw("next") == sequel.ref


def test_a_dead_object_leaves_the_sets_that_held_it(store, book, shelves):
    with store.change():
        store.destroy(book)
    assert shelves[0].raw("books") == ()
    assert store.get(book.ref) is store.by_uuid(Book, book.uuid) is None
    assert store.table(Book).by_name_label("Emma") == []


def test_a_set_takes_living_objects_of_its_class_only(store, book, shelves):
    with store.change():
        shelves[0].books = [book, "OpaqueRef:nobody"]
    assert shelves[0].raw("books") == (book.ref,)
    with pytest.raises(XenError, match="INTERNAL_ERROR"), store.change():
        shelves[0].books = [shelves[1]]
    assert shelves[0].books == [book]


def test_a_reference_to_another_class_is_in_nobodys_set(store, book, shelves):
    with store.change():
        topic = store.create(Topic, books=[book])
        book.shelf = topic
    assert topic.books == [book]
    assert shelves[0].books == []


def test_maps_and_sets_are_taken_by_value(store, book):
    notes = {"a": "b"}
    with store.change():
        book.notes = notes
        book.seen_with = {"window": book}
    notes["c"] = "d"
    assert book.notes == {"a": "b"}
    assert book.raw("seen_with") == {"window": book.ref}


def test_a_failed_change_changes_nothing(store, book, shelves):
    before = (book.record(), shelves[0].record(), store.generation, list(store.by_change))
    with pytest.raises(Broken), store.change():
        book.name_label = "Persuasion"
        book.shelf = shelves[1]
        new = store.create(Topic, books=[book])
        store.destroy(shelves[0])
        store.destroy(book)
        raise Broken
    assert (book.record(), shelves[0].record(), store.generation, list(store.by_change)) == before
    assert book.alive
    assert not new.alive
    assert store.all(Topic) == []
    assert store.table(Book).by_name_label("Emma") == [book]
    assert store.table(Book).by_name_label("Persuasion") == []


def test_a_change_within_a_change_is_part_of_it(store, book):
    generation = store.generation
    with store.change():
        book.pages = 1
        with store.change():
            book.name_label = "Persuasion"
    assert store.generation == generation + 1
    with pytest.raises(Broken), store.change():
        with store.change():
            book.name_label = "Emma"
        raise Broken
    assert book.name_label == "Persuasion"


def test_a_failed_change_within_a_change_leaves_the_rest(store, book):
    with store.change():
        book.pages = 1
        try:
            with store.change():
                book.pages = 2
                book.name_label = "Persuasion"
                lost = store.create(Topic)
                raise Broken
        except Broken:
            pass
    assert (book.pages, book.name_label) == (1, "Emma")
    assert store.get(lost.ref) is None


def test_a_hook_may_change_more_and_may_refuse(store, book):
    def count(change):
        for obj in list(change.touched):
            if obj.info.name == "Book" and obj.name_label == "forbidden":
                raise Broken
            if obj.info.name == "Book":
                obj.notes = {"changed": str(change.generation)}

    store.before_change_ends.append(count)
    with store.change():
        book.pages = 9
    assert book.notes == {"changed": str(store.generation)}
    before = book.record()
    with pytest.raises(Broken), store.change():
        book.name_label = "forbidden"
    assert book.record() == before


def test_uuids_and_references_are_unique(store, book):
    for given in ({"uuid": book.uuid}, {"ref": book.ref}):
        with pytest.raises(XenError, match="INTERNAL_ERROR"), store.change():
            store.create(Book, **given)
    assert store.by_uuid(Book, book.uuid) is book


def test_outside_a_change(store, book):
    for write in (
        lambda: setattr(book, "pages", 1),
        lambda: store.create(Book),
        lambda: store.destroy(book),
        lambda: store.touch(book),
    ):
        with pytest.raises(RuntimeError):
            write()


def test_a_dead_object_takes_no_values(store, book):
    with store.change():
        store.destroy(book)
    generation = store.generation
    with store.change():
        store.destroy(book)
        store.touch(book)
    assert store.generation == generation
    with pytest.raises(XenError) as caught, store.change():
        book.pages = 1
    assert caught.value.description == ["HANDLE_INVALID", "Book", book.ref]


def test_names_that_do_not_exist(store, book):
    with pytest.raises(AttributeError), store.change():
        book.titel = "Emma"
    with pytest.raises(DeclarationError), store.change():
        store.create(Book, titel="Emma")
    with pytest.raises(TypeError), store.change():
        book.topics = "love"


def test_the_same_value_is_no_change(store, book):
    generation = store.generation
    with store.change():
        book.name_label = "Emma"
        book.topics = []
        book.notes = {}
    assert store.generation == generation


def test_every_change_drops_the_ready_made_bytes(store, book, shelves):
    book.fragments["xml"] = shelves[0].fragments["xml"] = b"<old/>"
    with store.change():
        book.shelf = shelves[1]
    assert book.fragments == shelves[0].fragments == {}
    with pytest.raises(Broken), store.change():
        book.pages = 5
        book.fragments["xml"] = b"<read in between/>"
        raise Broken
    assert book.fragments == {}


def test_classes_that_tell_no_events(store):
    with store.change():
        murmur = store.create(Murmur, text="hush")
    assert murmur.ref not in store.by_change
    with store.change():
        store.destroy(murmur)
    assert murmur.ref not in store.tombstones
