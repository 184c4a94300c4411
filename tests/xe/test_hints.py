"""What is suggested for names that do not exist, and what is not."""

from __future__ import annotations

import pytest

from tests.xe.shell import Shell
from xe.commands.arguments import Params
from xe.commands.catalog import load
from xe.commands.failures import UnknownCommand, UnknownField
from xe.commands.hints import hints
from xe.commands.records import RECORDS
from xe.nearest import nearest, question

COMMANDS = load()


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("vm-lst", "vm-list"),
        ("vm-strat", "vm-start"),
        ("vm_start", "vm-start"),
        ("VM-List", "vm-list"),
        ("host-evacute", "host-evacuate"),
        ("network-creat", "network-create"),
        ("snapshotrevert", "snapshot-revert"),
    ],
)
def test_the_command_that_was_meant_comes_first(word: str, meant: str) -> None:
    assert nearest(word, COMMANDS)[0] == meant


@pytest.mark.parametrize("word", ["", "x", "frobnicate", "vm-list", "l" * 1000, "é" * 20])
def test_nothing_is_suggested_for_what_is_like_nothing(word: str) -> None:
    assert nearest(word, ["vm-list", "host-list"]) in ([], ["host-list"][:0])


def test_a_few_that_are_as_near_as_each_other() -> None:
    assert nearest("ab-x", ["ab-1", "ab-2", "ab-3", "ab-4", "zz-x"]) == ["ab-1", "ab-2", "ab-3"]
    assert question([]) == ""
    assert question(["a"]) == "Did you mean 'a'?"
    assert question(["a", "b", "c"]) == "Did you mean 'a', 'b' or 'c'?"


def said(name: str, *words: str, error: Exception | None = None) -> list[str]:
    pairs = [(word.partition("=")[0], word.partition("=")[2]) for word in words]
    return hints(error, COMMANDS.get(name), Params(pairs))


def test_parameters_that_would_be_passed_over() -> None:
    assert said("vm-install", "template=x", "new-name-lable=y") == [
        "'new-name-lable' is no parameter of vm-install. Did you mean 'new-name-label'?"
    ]
    assert said("vdi-create", "virtual-sise=1")[0].endswith("Did you mean 'virtual-size'?")
    assert said("vm-list", "params=uuid,name-lable") == [
        "params= picks 'name-lable', which there is not. Did you mean 'name-label'?"
    ]


def test_parameters_that_are_right() -> None:
    table = RECORDS["vm"]
    assert said("vm-list", *(f"{name}=x" for name in table.by_name)) == []
    assert said("vm-list", "tags:contains=x", "other-config:uuid=x", "other-config-uuid=x") == []
    assert said("vm-start", "vm=x", "name-label=y", "on=z", "--progress", "progress=1", "task-uuid=x") == []
    assert said("sr-create", "device-config:name-lable=x", "device-config-servr=x", "type=nfs") == []
    assert said("vm-param-add", "uuid=x", "param-name=other-config", "param-nam=x", "uuids=1") == []
    assert said("host-call-plugin", "args:plugn=x", "username=x", "minimal=true", "trace=true") == []
    assert said("help", "hepl", "minimall") == []
    assert said("vm-clone", "colour=red") == []


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
    assert said(command, f"{name}=x") == []


def test_what_looks_like_a_parameter_is_asked_about() -> None:
    (line,) = said("observer-create", "endpoint=x")
    assert line == "'endpoint' is no parameter of observer-create. Did you mean 'endpoints'?"


def test_an_option_with_a_value() -> None:
    given = Params([("force=true", "true")])
    line = "'--force=true' is no parameter of vdi-destroy. Did you mean 'force=true'?"
    assert hints(None, COMMANDS["vdi-destroy"], given) == [line]
    error = UnknownField("on=x", RECORDS["vm"].by_name)
    assert hints(error, COMMANDS["vm-start"], given) == ["Did you mean 'on=x'?"]


def test_none_for_a_parameter_that_is_there_already() -> None:
    assert said("vdi-create", "virtual-size=1", "virtual-sise=1") == []


def test_names_of_other_kinds() -> None:
    assert hints(UnknownCommand("blob-gett"), None, Params([])) == []  # hidden ones are not given away
    error = UnknownField("pausd", RECORDS["vm"].by_name)
    assert said("vm-start", "pausd=true", error=error) == ["Did you mean 'paused'?"]
    assert said("nothing") == []


async def test_they_change_neither_results_nor_exit_codes(shell: Shell) -> None:
    said = await shell("appliance-create", "name-label=n", "name-descripton=d")
    assert said.code == 0 and len(said.out) == 37
    assert (
        said.err
        == "'name-descripton' is no parameter of appliance-create. Did you mean 'name-description'?\n"
    )
    said = await shell("appliance-list", "--minimal", "params=name-lable")
    assert (said.code, said.out) == (0, "\n")
    assert said.err.count("\n") == 1 and "name-label" in said.err


def test_only_so_many_parameters_are_looked_at() -> None:
    """Nobody has logged in yet, and everybody else waits meanwhile."""
    many = [f"z{number}=" for number in range(1000)]
    assert said("vdi-create", *many, "virtual-sise=1") == []
    assert len(said("vdi-create", *many[:100], "virtual-sise=1")) <= 1
