"""The databases that give names to the numbers of PCI and USB devices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

#: Where distributions keep them.
DIRECTORIES = ("/usr/share/misc", "/usr/share/hwdata", "/var/lib/usbutils")

#: Numbers in hexadecimal from the general to the particular: (maker, model, maker of the card, model of the
#: card). A kind of device begins with ``C``: (C, class, subclass).
Key = tuple[str, ...]


class IdFile:
    """One database. What was found in it is remembered; a host without it has no names."""

    def __init__(self, name: str, directories: Sequence[str] = DIRECTORIES) -> None:
        self._paths = [Path(directory, name) for directory in directories]
        self._known: dict[Key, str] = {}

    def names(self, keys: Iterable[Key]) -> dict[Key, str]:
        """The name of each, empty where there is none. Blocks: the file is read for what is new."""
        wanted = set(keys)
        new = wanted - self._known.keys()
        if new:
            self._known |= dict.fromkeys(new, "")
            self._known |= {key: name for key, name in self._entries() if key in new}
        return {key: self._known[key] for key in wanted}

    def _entries(self) -> Iterator[tuple[Key, str]]:
        path = next((path for path in self._paths if path.exists()), None)
        above: list[Key] = [(), ()]
        for line in _lines(path):
            if not line.strip() or line.startswith("#"):
                continue
            number, _, name = line.strip().partition("  ")
            depth = len(line) - len(line.lstrip("\t"))
            key = (*above[depth - 1], *number.split()) if 0 < depth <= len(above) else tuple(number.split())
            if depth < len(above):
                above[depth] = key
            yield key, name.strip()


def _lines(path: Path | None) -> Iterator[str]:
    if path is not None:
        with path.open(encoding="utf-8", errors="replace") as file:
            yield from file
