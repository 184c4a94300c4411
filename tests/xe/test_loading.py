"""Files that go whole into a call."""

from typing import Any, cast

import pytest

from xe.commands.arguments import Params
from xe.commands.cli import Cli
from xe.commands.failures import CommandFailure, Stop
from xe.commands.loading import load_text, plugin_arguments


class Asked:
    """A conversation with somebody who has one file."""

    def __init__(self) -> None:
        self.said: list[str] = []

    async def load(self, file: str) -> bytes | None:
        return {"menu": b"caf\xc3\xa9 \xff", "picture": b"\x89PNG\0"}.get(file)

    async def complain(self, text: str) -> None:
        self.said.append(text)


class Command:
    def __init__(self, **pairs: str) -> None:
        self.params = Params([(name.replace("_", ":"), value) for name, value in pairs.items()])
        self.conversation = Asked()


def cli(**pairs: str) -> Any:
    return cast(Cli, Command(**pairs))


async def test_arguments_of_plugins_may_stand_in_files() -> None:
    found = await plugin_arguments(cli(args_plain="menu", args_order_file="menu", other="x"))
    assert found == {"plain": "menu", "order": "café \ufffd"}


async def test_what_cannot_be_read_ends_the_command() -> None:
    command = cli(args_order_file="gone")
    with pytest.raises(Stop):
        await plugin_arguments(command)
    assert command.conversation.said == ["The file gone cannot be read\n"]
    assert await load_text(command, "menu") == "café \ufffd"


async def test_what_is_no_text_is_not_sent() -> None:
    with pytest.raises(CommandFailure, match="The file picture is no text"):
        await load_text(cli(), "picture")
