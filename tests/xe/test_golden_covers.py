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
_RUN = re.compile(r"""(?:^|[\s;|&(`"'{!])xe[ ]+(?:(?:--?[a-z]|session_id=)\S*[ ]+)*([a-z][a-z0-9-]*)""")
_WITHIN = re.compile(r"\$\([^()]*\)")
_EXIT = re.compile(r"\[\d+\]\Z")
_NOT_BUILT = "This is not built yet."

#: Commands that cannot succeed in a transcript, and why. The list may only become shorter.
_CANNOT = {
    "what they act on cannot be made: that is not built": """
        bond-destroy bond-set-mode cluster-destroy cluster-host-create cluster-host-destroy
        cluster-host-disable cluster-host-enable cluster-host-force-destroy cluster-pool-destroy
        cluster-pool-force-destroy cluster-pool-resync drtask-destroy host-crashdump-destroy
        host-crashdump-upload network-sriov-destroy patch-apply patch-clean patch-destroy
        patch-pool-apply patch-pool-clean patch-precheck pvs-cache-storage-create
        pvs-cache-storage-destroy pvs-proxy-create pvs-proxy-destroy pvs-server-forget
        pvs-server-introduce pvs-site-forget repository-forget repository-set-gpgkey-path
        sdn-controller-forget tunnel-destroy update-apply update-destroy update-pool-apply
        update-pool-clean update-precheck vgpu-destroy""",
    "there is no such hardware where tests run": """
        gpu-group-get-remaining-capacity hostdriver-deselect hostdriver-select hostdriver-variant-select
        pgpu-disable-dom0-access pgpu-enable-dom0-access vusb-unplug""",
    "the daemon of a transcript changes nothing about its machine": """
        host-emergency-management-reconfigure host-management-reconfigure pool-disable-ssh
        pool-enable-ssh pool-management-reconfigure""",
    "they need a directory of users, or an administrator whose password may change": """
        host-enable-external-auth host-external-auth-set-ldaps pool-external-auth-set-ldaps
        user-password-change""",
    "the API always refuses": "host-license-add vm-snapshot-with-quiesce",
}

load()


@dataclass
class Block:
    """A command of a transcript, and what it said."""

    command: str
    output: list[str] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """The commands of `xe` that it runs."""
        return {match[1] for match in _RUN.finditer(self.command)}

    @property
    def own(self) -> set[str]:
        """Those whose exit status it may show, not those whose words it only takes."""
        return Block(_WITHIN.sub("", self.command)).names

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


_TRANSCRIPT = """\
Prose with xe vm-none in it.

  $ uuid VM xe vm-create name-label=x
  $ xe vm-start vm=x
  ! Error: no
  [1]
  $ for a in b; do
  >   xe vm-list | wc -l; done
  1
  $ echo $(xe session_id=x pif-list); xe bond-list
  $ xe pool-join
  ! This is not built yet.
  ! function: pool.join
  [1]
"""


def test_how_transcripts_are_read() -> None:
    found = list(blocks(_TRANSCRIPT))
    assert [block.names for block in found] == [
        {"vm-create"}, {"vm-start"}, {"vm-list"}, {"pif-list", "bond-list"}, {"pool-join"},
    ]  # fmt: skip
    assert found[3].own == {"bond-list"}
    assert [block.failed for block in found] == [False, True, False, False, True]
    assert [block.built for block in found] == [True, True, True, True, False]


def test_every_command_is_shown(shown: list[Block]) -> None:
    assert not set(COMMANDS) - {name for block in shown for name in block.names}


def test_every_command_fails_somewhere(shown: list[Block]) -> None:
    failing = {name for block in shown if block.failed for name in block.own}
    assert not {name for name, made in COMMANDS.items() if not made.generated} - failing


def test_every_command_succeeds_somewhere(shown: list[Block]) -> None:
    fine = {name for block in shown if not block.failed for name in block.names}
    waiting = {name for block in shown if not block.built for name in block.names}
    by_hand = {name for name, made in COMMANDS.items() if not made.generated}
    excused = {name for names in _CANNOT.values() for name in names.split()}
    assert by_hand - fine - waiting == excused  # strike out what succeeds by now


def test_every_transcript_is_run() -> None:
    assert {path.parent.name for path in GOLDEN.rglob("*.t")} == {
        path.stem.removeprefix("test_") for path in GOLDEN.glob("test_*.py")
    }
