"""No command is left out of the golden files: each is shown, in success and in failure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from xe.commands.catalog import load
from xe.commands.declare import COMMANDS

GOLDEN = Path(__file__).parent / "golden"

#: What runs a command: `xe NAME`, on its own, in pipes and substitutions, and after `uuid WORD`.
_RUN = re.compile(r"""(?:^|[\s;|&(`"'{!])xe[ ]+(--?[a-z]\S*[ ]+)*([a-z][a-z0-9-]*)""")
_EXIT = re.compile(r"\[\d+\]\Z")
_NOT_BUILT = "This is not built yet."

load()


@dataclass
class Block:
    """A command of a transcript, and what it said."""

    command: str
    output: list[str] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """The commands of `xe` that it runs."""
        return {match[2] for match in _RUN.finditer(self.command)}

    @property
    def failed(self) -> bool:
        """Whether the exit status is shown, as that of failures is."""
        return bool(self.output and _EXIT.match(self.output[-1]))

    @property
    def built(self) -> bool:
        """Whether it could succeed at all."""
        return not any(_NOT_BUILT in line for line in self.output)


def blocks(text: str) -> Iterator[Block]:
    """The commands of a transcript with their outputs."""
    block = Block("")
    for line in text.splitlines():
        if line.startswith("  $ "):
            block = Block(line[4:])
            yield block
        elif line.startswith("  > "):
            block.command += "\n" + line[4:]
        elif line.startswith("  "):
            block.output.append(line[2:])


@pytest.fixture(scope="module")
def shown() -> list[Block]:
    return [block for file in sorted(GOLDEN.rglob("*.t")) for block in blocks(file.read_text())]


def test_how_transcripts_are_read() -> None:
    text = (
        "Prose with xe vm-none in it.\n\n  $ uuid VM xe vm-create name-label=x\n  $ xe vm-start vm=x\n  ! Error: no\n"
        "  [1]\n  $ for a in b; do\n  >   xe vm-list | wc -l; done\n  1\n  $ echo $(xe --minimal pif-list); xe bond-list\n"
        "  $ xe pool-join\n  ! This is not built yet.\n  ! function: pool.join\n  [1]\n"
    )
    found = list(blocks(text))
    assert [block.names for block in found] == [
        {"vm-create"}, {"vm-start"}, {"vm-list"}, {"pif-list", "bond-list"}, {"pool-join"},
    ]  # fmt: skip
    assert [block.failed for block in found] == [False, True, False, False, True]
    assert [block.built for block in found] == [True, True, True, True, False]


def test_every_command_is_shown(shown: list[Block]) -> None:
    assert not set(COMMANDS) - {name for block in shown for name in block.names}


def test_every_command_fails_somewhere(shown: list[Block]) -> None:
    failing = {name for block in shown if block.failed for name in block.names}
    assert not {name for name, made in COMMANDS.items() if not made.generated} - failing


def test_every_command_succeeds_somewhere(shown: list[Block]) -> None:
    fine = {name for block in shown if not block.failed for name in block.names}
    waiting = {name for block in shown if not block.built for name in block.names}
    assert not set(COMMANDS) - fine - waiting


def test_no_command_is_made_up(shown: list[Block]) -> None:
    wrong = {name for block in shown if not block.failed for name in block.names} - set(COMMANDS)
    assert not wrong
