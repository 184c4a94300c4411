"""The tables of commands and parameters, held against the specification."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from xapid.model.error_table import ERRORS
from xapid.model.errors import DeclarationError
from xapid.objects import catalog
from xe.commands.catalog import load
from xe.commands.declare import COMMANDS, Command, declare
from xe.commands.enum_text import ENUM_TEXT
from xe.commands.records import RECORDS
from xe.commands.records.table import P
from xe.commands.sentences import SENTENCES, in_words, sentence

FACTS: dict[str, Any] = json.loads(
    gzip.decompress((Path(__file__).parents[1] / "facts" / "xe.json.gz").read_bytes())
)
REGISTRY = catalog.load()
load()


def test_no_command_is_missing_or_made_up() -> None:
    assert set(COMMANDS) == set(FACTS["commands"])
    assert len(COMMANDS) == 676


@pytest.mark.parametrize("name", FACTS["commands"])
def test_command(name: str) -> None:
    made, facts = COMMANDS[name], FACTS["commands"][name]
    found = {"required": list(made.required), "optional": list(made.optional), "flags": sorted(made.flags),
             "local": made.local, "generated": made.generated}  # fmt: skip
    assert found == {**facts, "flags": sorted(facts["flags"])}


def test_every_command_is_described() -> None:
    assert not [name for name, made in COMMANDS.items() if len(made.doc.split()) < 3]


def test_a_command_twice_or_without_description_is_refused() -> None:
    with pytest.raises(DeclarationError, match="twice"):
        declare(COMMANDS["vm-start"])
    with pytest.raises(DeclarationError, match="no description"):
        declare(Command("vm-fly", "", COMMANDS["vm-start"].run))


@pytest.mark.parametrize("name", FACTS["records"])
def test_record(name: str) -> None:
    table, facts = RECORDS[name], FACTS["records"][name]
    assert [param.name for param in table.params] == [param["name"] for param in facts["params"]]
    assert (table.api_class, dict(table.filters), table.select) == (
        facts["api_class"], facts["filters"], facts["select"],
    )  # fmt: skip
    shown = table.shown or [param.name for param in table.params if not param.hidden]
    assert list(shown) == facts["shown"]


def as_facts(param: P) -> dict[str, Any]:
    return {
        "marker": param.marker,
        "kind": param.kind,
        "set_type": param.set,
        "edit": param.edit,
        **{flag: getattr(param, flag) for flag in ("hidden", "expensive", "deprecated")},
        "folds": param.folds,
    }


@pytest.mark.parametrize("name", FACTS["records"])
def test_params(name: str) -> None:
    wrong = []
    for param, facts in zip(RECORDS[name].params, FACTS["records"][name]["params"], strict=True):
        wanted = {
            "marker": facts["marker"],
            "kind": facts["kind"],
            "set_type": facts.get("set_type", "").replace("behavior", "behaviour"),
            "edit": facts.get("add", False),
            **{flag: facts.get(flag, False) for flag in ("hidden", "expensive", "deprecated")},
            "folds": facts.get("case_insensitive", False),
        }
        if as_facts(param) != wanted:
            wrong.append(f"{param.name}: {as_facts(param)} is not {wanted}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", FACTS["records"])
def test_renders(name: str) -> None:
    for param, facts in zip(RECORDS[name].params, FACTS["records"][name]["params"], strict=True):
        render, _, missing = facts["render"].partition("|")
        if render == "custom":
            continue
        assert param.render == render, param.name
        assert not missing or param.missing == missing, param.name


@pytest.mark.parametrize("name", [n for n, t in RECORDS.items() if t.api_class in REGISTRY.classes])
def test_every_field_exists(name: str) -> None:
    table = RECORDS[name]
    wrong = []
    for param in table.params:
        class_name = table.api_class
        if not isinstance(param.render, str) or param.render == "unbuilt":
            continue
        for step in param.steps:
            field = REGISTRY.classes[class_name].fields.get(step)
            if field is None:
                wrong.append(f"{param.name}: {class_name} has no field {step}")
                break
            class_name = field.target or ""
    assert not wrong


@pytest.mark.parametrize("name", [n for n, t in RECORDS.items() if t.api_class in REGISTRY.classes])
def test_every_write_is_a_message(name: str) -> None:
    table, wrong = RECORDS[name], []
    for param, facts in zip(table.params, FACTS["records"][name]["params"], strict=True):
        calls = [param.put] if param.put else []
        calls += [table.setter(param)] if param.set or param.clear or param.whole or param.reads else []
        calls += [table.getter(param)] if param.reads else []
        calls += [table.adder(param), table.remover(param)] if param.edit and not param.reads else []
        if sorted(calls) != sorted(facts.get("write_calls", [])):
            wrong.append(f"{param.name}: {calls} are not {facts.get('write_calls')}")
        wrong += [f"{param.name}: there is no {call}" for call in calls if call not in REGISTRY.messages]
    assert not wrong, "\n".join(wrong)


def test_texts_of_enumerations() -> None:
    assert FACTS["enum_text"] == ENUM_TEXT


@pytest.mark.parametrize("code", ERRORS)
def test_every_error_has_a_sentence(code: str) -> None:
    text = sentence(code)
    assert text.endswith(".") and text[0].isupper() and code not in text.split()


def test_no_sentence_is_for_nothing() -> None:
    assert not set(SENTENCES) - set(ERRORS)
    assert in_words("CLUSTER_ALREADY_EXISTS") == "Cluster already exists."
    assert in_words("VM_PCI_BUS_FULL") == "VM PCI bus full."
