"""What is said beside a parameter that a command does not know."""

from __future__ import annotations

import pytest

from xe.commands.arguments import Params
from xe.commands.catalog import load
from xe.commands.hints import hints

COMMANDS = load()


def said_of(command: str, *names: str) -> list[str]:
    return hints(None, COMMANDS[command], Params([(name, "x") for name in names]))


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("observer-create", "attributes:site"),  # a key in a parameter that takes keys without saying so
        ("pool-ha-enable", "ha-config:timeout"),
        ("pool-ha-enable", "ha-config-timeout"),  # the old form
        ("pool-retrieve-wlb-report", "LocaleCode"),
        ("event-wait", "power-state"),
        ("blob-get", "task-uuid"),
    ],
)
def test_what_a_command_takes_is_no_mistake(command: str, name: str) -> None:
    assert said_of(command, name) == []


def test_what_looks_like_a_parameter_is_asked_about() -> None:
    (line,) = said_of("observer-create", "endpoint")
    assert line == "'endpoint' is no parameter of observer-create. Did you mean 'endpoints'?"
