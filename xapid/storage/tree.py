"""Which image of a repository builds on which: what is shared, what is orphaned, what can be merged."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from xapid.storage.qcow2 import Header


@dataclass(frozen=True)
class Node:
    """One image: a volume, or a hidden base under volumes."""

    uuid: str
    hidden: bool
    header: Header
    parent: str | None


@dataclass(frozen=True)
class Tree:
    """All images of a repository at one moment.

    `borrowed`: bases that other files (temporary ones, or somebody's own overlays) build on.
    `damaged`: files whose header could not be read, so that nobody knows what they build on.
    """

    nodes: dict[str, Node]
    borrowed: set[str] = field(default_factory=set)
    damaged: list[str] = field(default_factory=list)

    @cached_property
    def children(self) -> dict[str, list[Node]]:
        """uuid of a base -> the images directly on it."""
        found: dict[str, list[Node]] = {}
        for node in self.nodes.values():
            if node.parent is not None:
                found.setdefault(node.parent, []).append(node)
        return found

    def depth(self, uuid: str) -> int:
        """Number of bases under an image."""
        seen = {uuid}
        while (parent := self.nodes[uuid].parent) in self.nodes and parent not in seen:
            uuid = parent
            seen.add(uuid)
        return len(seen) - 1

    def family(self, uuid: str) -> set[str]:
        """An image and everything that builds on it."""
        found, ahead = set(), [uuid]
        while ahead:
            if (one := ahead.pop()) not in found:
                found.add(one)
                ahead += [child.uuid for child in self.children.get(one, [])]
        return found

    def orphans(self) -> list[str]:
        """Bases that nothing builds on, in the order in which they can go. None while a file is damaged."""
        if self.damaged:
            return []
        left = {uuid: len(self.children.get(uuid, [])) for uuid in self.nodes}
        gone: list[str] = []
        ahead = [uuid for uuid in self.nodes if self._loose(uuid, left)]
        while ahead:
            uuid = ahead.pop()
            gone.append(uuid)
            parent = self.nodes[uuid].parent
            if parent in left:
                left[parent] -= 1
                if self._loose(parent, left):
                    ahead.append(parent)
        return gone

    def _loose(self, uuid: str, left: dict[str, int]) -> bool:
        return self.nodes[uuid].hidden and not left[uuid] and uuid not in self.borrowed

    def lone_children(self) -> Iterator[tuple[Node, Node]]:
        """Pairs (base, child) where the base serves that child only, so that the two can become one."""
        if self.damaged:
            return
        for base in self.nodes.values():
            family = self.children.get(base.uuid, [])
            if base.hidden and len(family) == 1 and base.uuid not in self.borrowed:
                yield base, family[0]
