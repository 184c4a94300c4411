"""Whoever follows event.from has, in the end, the same picture as get_all_records gives."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.objects.memory import Slow, make_store
from xapid.objects.blob import Blob
from xapid.objects.event import subscription, token
from xapid.objects.event.look import look
from xapid.objects.subject import Subject


class Follower:
    """A client with a picture of the classes that it subscribed to."""

    def __init__(self, store: Any, classes: list[str], since: int = token.START) -> None:
        self.store, self.classes, self.since = store, classes, since
        self.picture: dict[str, dict[str, Any]] = {}

    def poll(self) -> bool:
        found = look(self.store, subscription.read(self.classes), self.since)
        for event in found.events:
            ref, operation = event["ref"], event["operation"]
            if operation == "del":
                self.picture.pop(ref, None)
                continue
            assert operation == "add" or ref in self.picture, "a change of what was never told as new"
            self.picture[ref] = event["snapshot"].obj.record()
        assert found.reach >= self.since
        self.since = token.read(token.write(found.reach))
        return bool(found.events)


class Following(RuleBasedStateMachine):
    """Changes, commits and refusals in any order, with clients that poll at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.journal = Slow()
        self.store = make_store(self.journal)
        self.clients = [Follower(self.store, ["*"]), Follower(self.store, ["BLOB"])]

    @rule(size=st.integers(0, 9))
    def create(self, size: int) -> None:
        with self.store.change():
            self.store.create(Blob, size=size)

    @rule()
    def create_another_class(self) -> None:
        with self.store.change():
            self.store.create(Subject)

    @rule(size=st.integers(0, 9))
    def create_what_is_not_kept(self, size: int) -> None:
        with self.store.change():
            self.store.create(Blob, transient=True, size=size)

    @precondition(lambda self: self.store.all(Blob))
    @rule(data=st.data(), size=st.integers(0, 9))
    def change(self, data: st.DataObject, size: int) -> None:
        blob = data.draw(st.sampled_from(self.store.all(Blob)))
        with self.store.change():
            blob.size = size

    @precondition(lambda self: self.store.all(Blob))
    @rule(data=st.data())
    def destroy(self, data: st.DataObject) -> None:
        blob = data.draw(st.sampled_from(self.store.all(Blob)))
        with self.store.change():
            self.store.destroy(blob)

    @precondition(lambda self: self.store.all(Blob))
    @rule(data=st.data())
    def inject(self, data: st.DataObject) -> None:
        blob = data.draw(st.sampled_from(self.store.all(Blob)))
        with self.store.change():
            self.store.touch(blob)

    @rule()
    def create_and_destroy(self) -> None:
        with self.store.change():
            blob = self.store.create(Blob)
        with self.store.change():
            self.store.destroy(blob)

    @rule(count=st.integers(1, 3))
    def commit(self, count: int) -> None:
        self.journal.commit(count)

    @rule()
    def refuse(self) -> None:
        self.journal.refuse()

    @rule(which=st.integers(0, 1))
    def poll(self, which: int) -> None:
        self.clients[which].poll()

    @invariant()
    def every_client_catches_up(self) -> None:
        if self.journal.queued:
            return
        durable = self.store.durable_generation
        for client in self.clients:
            while client.poll():
                pass
            assert client.since == durable
        blobs = {b.ref: b.record() for b in self.store.all(Blob)}
        subjects = {s.ref: s.record() for s in self.store.all(Subject)}
        assert self.clients[0].picture == blobs | subjects
        assert self.clients[1].picture == blobs


TestFollowing = Following.TestCase
TestFollowing.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
