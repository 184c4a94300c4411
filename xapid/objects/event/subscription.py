"""What a client wants to hear of: everything, classes, single objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xapid.model.errors import XenError


@dataclass(frozen=True)
class Subscription:
    """Classes in lower case; ``objects`` holds the references wanted of a class."""

    everything: bool
    classes: frozenset[str]
    objects: Mapping[str, frozenset[str]]

    @property
    def only_tasks(self) -> bool:
        """Whether a client waits for tasks alone, and should not be kept waiting."""
        return not self.everything and self.classes | self.objects.keys() == {"task"}

    @property
    def only_objects(self) -> bool:
        """Whether a client waits for single objects alone."""
        return not self.everything and not self.classes

    def wants(self, class_name: str) -> bool | frozenset[str]:
        """Of a class in lower case: True for all objects, False for none, else the references."""
        if self.everything or class_name in self.classes:
            return True
        return self.objects.get(class_name, False)


def read(classes: Iterable[str]) -> Subscription:
    """The meaning of ``*``, ``CLASS`` and ``CLASS/REF``; an unknown class never matches.

    Raises EVENT_SUBSCRIPTION_PARSE_FAILURE [text].
    """
    everything, names, objects = False, set(), dict[str, set[str]]()
    for text in classes:
        name, slash, ref = text.partition("/")
        name = name.lower()
        if not name or (slash and not ref):
            raise XenError("EVENT_SUBSCRIPTION_PARSE_FAILURE", text[:200])
        if slash:
            objects.setdefault(name, set()).add(ref)
        elif name == "*":
            everything = True
        else:
            names.add(name)
    return Subscription(everything, frozenset(names), {n: frozenset(refs) for n, refs in objects.items()})
