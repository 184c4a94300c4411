"""`xe console` at a terminal, with a real guest at the other end."""

from __future__ import annotations

from pathlib import Path

from tests.lab.daemon import PASSWORD, USER, Lab
from tests.xe.test_broken import Runner
from tests.xe.typist import Typist


def typist(lab: Lab, xe: Runner, directory: Path, *words: str) -> Typist:
    """Somebody at the VM's console, at which a shell waits."""
    made = Typist(xe.environ, directory, "console", "vm=talker", *words)
    made.until(b"The console of talker. Ctrl-] leaves it.\r\n")
    return made


def say(person: Typist, command: str, answer: bytes) -> None:
    """Type a command; its answer must not be what is typed."""
    person.seen = b""
    person.type(command.encode() + b"\r")
    person.until(answer + b"\r\n")


def has_size(person: Typist, rows: int, columns: int) -> None:
    """Until the guest's terminal has that size."""
    wanted = f"{rows} {columns}"
    say(
        person,
        f"until [ \"$(stty size)\" = '{wanted}' ]; do sleep 0.1; done; echo is''{rows}",
        b"is%d" % rows,
    )


def test_a_console(lab: Lab, tmp_path: Path) -> None:
    xe, vm = Runner(lab, tmp_path), lab.guest("talker")
    said = b"The VM talker is halted, so it has no console\n"
    assert xe.run("console", "vm=talker") == (1, b"", said)
    lab.api.VM.start(vm, False, False)
    lab.wait_agent(vm)

    by_tls = ["-s", "localhost", "-p", str(lab.daemon.ports["https_port"]), "-u", USER, "-pw", PASSWORD]
    person = typist(lab, xe, tmp_path, *by_tls)
    say(person, "echo $((6 * 7))", b"42")
    has_size(person, 30, 100)
    person.resize(50, 132)
    has_size(person, 50, 132)
    code, _, err = xe.run("console", "vm=talker")
    assert code == 1 and err == b"The console of talker could not be joined; somebody else may have it\n"
    say(person, "echo go''ing; cat", b"going")
    person.seen = b""
    person.type(b"\x03")
    person.until(b"guest# ")  # what is typed before would go with the line that Ctrl-C empties
    say(person, "echo still he''re", b"still here")
    person.type(b"\x1d")
    assert person.end() == 0

    person = typist(lab, xe, tmp_path)
    say(person, "echo a''gain", b"again")
    say(person, "poweroff", b"The console has ended.")
    assert person.end() == 0
    lab.wait_power(vm, "Halted")


def test_consoles_that_are_not_there(lab: Lab, tmp_path: Path) -> None:
    xe = Runner(lab, tmp_path)
    for name in ("one", "two"):
        lab.guest(name)
    several = b"Error: Multiple matches VMs found. Operation can only be performed on one VM at a time\n"
    assert xe.run("console", "power-state=halted") == (1, b"", several)
    assert xe.run("console", "vm=three") == (1, b"", b"Error: No matching VMs found\n")
