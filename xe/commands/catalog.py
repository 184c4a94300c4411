"""All commands: those that modules declare, and those of the record tables."""

from __future__ import annotations

import importlib
import pkgutil

import xe.commands.built
from xe.commands.declare import COMMANDS, Command
from xe.commands.generated import declare_generated
from xe.commands.records import RECORDS


def load() -> dict[str, Command]:
    """Declare every command, once. Raises DeclarationError for what cannot be right."""
    if not COMMANDS:
        for module in pkgutil.iter_modules(xe.commands.built.__path__, "xe.commands.built."):
            importlib.import_module(module.name)
        declare_generated(RECORDS)
    return COMMANDS
