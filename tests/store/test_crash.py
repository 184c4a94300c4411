"""kill -9 in the midst of a storm of commits: all that was acknowledged is there, and nothing is torn."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.model.library import Book, Shelf
from tests.store.library import library
from xapid.store.store import Store

ROOT = Path(__file__).parents[2]


def storm(url: str, acknowledgements: int) -> dict[str, tuple[int, str]]:
    """Let a process commit until it said so much, kill it, and answer the last that each worker said."""
    command = [sys.executable, "-m", "tests.store.storm", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, bufsize=0) as process:
        assert process.stdout is not None
        text = b""
        while text.count(b"\n") < acknowledgements:
            piece = process.stdout.read(512)
            assert piece, "the process ended by itself"
            text += piece
        process.kill()
        text += process.stdout.read()  # what it had said already
    lines = [line.decode().split() for line in text.split(b"\n")[:-1]]
    return {worker: (int(number), ref) for worker, number, ref in lines}


def examine(store: Store, said: dict[str, tuple[int, str]]) -> None:
    for shelf in store.all(Shelf):
        number = int(shelf.name_label)
        assert [book.pages for book in shelf.books] == ([number] if number else [])
        assert all(book.notes == {"worker": shelf.uuid} for book in shelf.books)
        assert all(book.modified == shelf.modified for book in shelf.books)
        said_number, said_ref = said.get(shelf.uuid, (0, ""))
        assert number >= said_number
        if said_number:
            was_said = shelf.books[0].ref == said_ref
            assert was_said if number == said_number else said_ref in store.tombstones
    assert len(store.all(Book)) == sum(shelf.name_label != "0" for shelf in store.all(Shelf))


@pytest.mark.parametrize("seed", [1])
async def test_a_storm_of_commits(url: str, seed: int) -> None:
    chance, said = random.Random(seed), {}
    for _ in range(5):
        said |= storm(url, chance.randrange(1, 400))
        async with library(url) as opened:
            examine(opened.store, said)
