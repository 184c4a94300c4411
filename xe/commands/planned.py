"""The commands that nobody built yet: help lists them, and they answer NOT_IMPLEMENTED."""

from __future__ import annotations

from xe.commands.declare import Command


def _planned(name: str, required: str = "", optional: str = "", flags: str = "", *,
             local: bool = False) -> Command:  # fmt: skip
    return Command(
        name, "", None, tuple(required.split()), tuple(optional.split()), tuple(flags.split()), local
    )


PLANNED = (
)
