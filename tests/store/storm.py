"""A process that commits as fast as it can, says what was acknowledged, and waits to be killed.

Each change writes the same number into two places, makes a book and deletes the one before: so a torn
change shows. A line of output: worker, number, reference of the book.
"""

import asyncio
import os
import sys

from tests.model.library import Book, Shelf
from tests.store.library import open_library
from xapid.store.store import Store

WORKERS = 16


async def work(store: Store, shelf: Shelf) -> None:
    number = int(shelf.name_label)
    while True:
        number += 1
        with store.change():
            shelf.name_label = str(number)
            for book in shelf.books:
                store.destroy(book)
            new = store.create(Book, shelf=shelf, pages=number, notes={"worker": shelf.uuid})
        await store.durable()
        os.write(1, f"{shelf.uuid} {number} {new.ref}\n".encode())


async def main() -> None:
    opened = await open_library(sys.argv[1])
    store = opened.store
    missing = WORKERS - len(store.all(Shelf))
    if missing:
        with store.change():
            for _ in range(missing):
                store.create(Shelf, name_label="0")
        await store.durable()
    await asyncio.gather(*(work(store, shelf) for shelf in store.all(Shelf)))


if __name__ == "__main__":
    asyncio.run(main())
