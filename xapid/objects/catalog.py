"""Everything that the API has: found by importing every module of this room."""

from __future__ import annotations

import importlib
import pkgutil

import xapid.objects
from xapid.model.messages import resolve_messages
from xapid.model.registry import Registry, registry
from xapid.objects.implicit import declare_implicit


def load() -> Registry:
    """Declare all classes and messages, and check that they fit together.

    Calling it again changes nothing. Raises DeclarationError for what cannot be right.
    """
    if registry.sealed:
        return registry
    for module in pkgutil.walk_packages(xapid.objects.__path__, "xapid.objects."):
        importlib.import_module(module.name)
    resolve_messages()
    declare_implicit(registry)
    registry.seal()
    return registry
