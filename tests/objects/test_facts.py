"""The declarations are the API: every class, field and message is held against the specification."""

import json
from pathlib import Path
from typing import Any

import pytest

from xapid.model.error_table import ERRORS
from xapid.model.errors import XenError
from xapid.model.fields import REQUIRED as NO_DEFAULT
from xapid.model.fields import Field
from xapid.model.messages import Message
from xapid.model.objects import ClassInfo
from xapid.model.roles import allowed_roles
from xapid.model.types import ApiType
from xapid.objects.catalog import load
from xapid.objects.vm.notes import NOTES

FACTS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "facts" / "xenapi.json").read_text())
REGISTRY = load()
CLASSES = sorted(REGISTRY.classes)
#: Where the declarations depart from the specification on purpose, and why.
DEPARTURES = {
    "blob file": "the file with the bytes, so that new ones and their size take effect at once",
    "message in_database": "alerts live in the database, not in files beside it",
    "message persist": "alerts live in the database, not in files beside it",
    "task persist": "a task outlives the daemon: it is resumed, or failed with a reason",
    "task progress persist": "written too often to be kept",
    "Certificate pem": "files that say whom to trust are made from the records, whatever happened to them",
    "SR unfinished": "disks that are being made or taken away, so that a crash leaves none behind",
    "host management_disabled": "a host that was closed to other machines stays so over restarts",
    "session identifiers": "the groups of an external user, so that a changed role counts at once",
    "session local": "a login at this host alone may call what hosts call of each other",
    "task session persist": "sessions do not outlive the daemon",
}
#: Named by a message of the specification, which does not list their values.
UNLISTED_ENUMS = {"hello_return", "update_status"}
FLAGS = ("hidden", "pool_internal", "removed", "implicit")


def facts_of(name: str) -> dict[str, Any]:
    assert name in FACTS["classes"], f"the specification knows no class {name}"
    facts: dict[str, Any] = FACTS["classes"][name]
    return facts


def roles_of(facts: Any) -> frozenset[str]:
    return allowed_roles(facts if isinstance(facts, str) else tuple(facts))


def meaning(type_: ApiType, value: Any) -> Any:
    """What a default stands for; as it is where the specification's own is of a wrong type."""
    if value is None:
        return type_.zero()
    try:
        return type_.accept(value)
    except XenError:
        return value


def differences(of: str, found: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    """What is not as wanted about ``of``, but for the departures."""
    return [
        f"{of} {k} is {found[k]!r}, not {wanted[k]!r}"
        for k in wanted
        if found[k] != wanted[k] and f"{of} {k}" not in DEPARTURES
    ]


def qualifier(field: Field) -> str:
    if field.writable:
        return "RW"
    return "RO/constructor" if field.given else "RO/runtime"


def field_as_facts(field: Field) -> dict[str, Any]:
    default = "none" if field.default is NO_DEFAULT else field.initial()
    return {
        "type": str(field.type),
        "qualifier": qualifier(field),
        "default": default,
        "persist": field.persist,
        "removed": field.removed,
        "key_roles": {key: allowed_roles(role) for key, role in field.key_roles.items()},
    }


def field_wanted(field: Field, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": facts["type"],
        "qualifier": facts["qualifier"],
        "default": meaning(field.type, facts["default"]) if "default" in facts else "none",
        "persist": facts.get("persist", True),
        "removed": facts.get("state") == "removed",
        "key_roles": {key: roles_of(role) for key, role in facts.get("map_keys_roles", {}).items()},
    }


def message_as_facts(message: Message) -> dict[str, Any]:
    return {
        "params": [
            (p.name, str(p.type), "none" if p.required else meaning(p.type, p.default))
            for p in message.params
        ],
        "result": None if message.result is None else str(message.result),
        "roles": allowed_roles(message.role),
        "async": message.asynchronous,
        "session": message.session,
        "key_roles": {key: allowed_roles(role) for key, role in message.key_roles.items()},
        **{flag: getattr(message, flag) for flag in FLAGS},
    }


def message_wanted(message: Message, facts: dict[str, Any]) -> dict[str, Any]:
    types = [p.type for p in message.params]
    params = []
    for i, (name, type_, *default) in enumerate(facts["params"]):
        known = types[i] if i < len(types) else None
        params.append((name, type_, meaning(known, default[0]) if default and known else "none"))
    return {
        "params": params,
        "result": facts["result"],
        "roles": roles_of(facts["roles"]),
        "async": facts.get("async", False),
        "session": facts.get("session", True),
        "key_roles": {key: roles_of(role) for key, role in facts.get("key_roles", {}).items()},
        **{flag: facts.get(flag, False) for flag in FLAGS},
    }


def messages_of(name: str) -> dict[str, Message]:
    return {m.name: m for m in REGISTRY.messages.values() if m.class_name == name}


def info_of(name: str) -> ClassInfo:
    return REGISTRY.classes[name]


@pytest.mark.parametrize("name", CLASSES)
def test_class(name: str) -> None:
    info, facts = info_of(name), facts_of(name)
    found = {"in_database": info.in_database, "events": info.events, "persist": info.persist}
    # What has no table tells no events and keeps nothing, whatever the specification says.
    wanted = {k: facts[k] and (info.in_database or facts["in_database"]) for k in found}
    assert not differences(name, found, wanted)


@pytest.mark.parametrize("name", CLASSES)
def test_fields(name: str) -> None:
    info, facts = info_of(name), facts_of(name)
    assert [f.name for f in info.public_fields] == list(facts["fields"])
    internal = [f.name for f in info.fields.values() if f.internal and f"{name} {f.name}" not in DEPARTURES]
    assert internal == list(facts["internal_fields"])
    wrong = [
        difference
        for field, wanted in zip(
            [*info.public_fields, *(info.fields[n] for n in internal)],
            [*facts["fields"].values(), *facts["internal_fields"].values()],
            strict=True,
        )
        for difference in differences(
            f"{name} {field.name}", field_as_facts(field), field_wanted(field, wanted)
        )
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", CLASSES)
def test_relations(name: str) -> None:
    # A field that is said to be its own other end has none.
    pairs = [pair for pair in FACTS["relations"] if pair[0] != pair[1]]
    ends = {tuple(a): tuple(b) for pair in pairs for a, b in (pair, pair[::-1])}
    wrong = []
    for field in info_of(name).fields.values():
        wanted = ends.get((name, field.name))
        found = (field.target, field.inverse) if field.inverse else None
        if found != wanted:
            wrong.append(f"{field.name}: inverse is {found}, not {wanted}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", CLASSES)
def test_messages(name: str) -> None:
    found, facts = messages_of(name), facts_of(name)["messages"]
    wrong = [f"{n} is not declared" for n in facts if n not in found]
    wrong += [f"{n} is not in the specification" for n in found if n not in facts]
    for n in (n for n in facts if n in found):
        wrong += differences(n, message_as_facts(found[n]), message_wanted(found[n], facts[n]))
        unsaid = set(facts[n].get("errors", ())) - set(found[n].errors)
        wrong += [f"{n}: does not name the error {code}" for code in sorted(unsaid)]
        if facts[n].get("secret") and not found[n].secret:
            wrong.append(f"{n}: its parameters are secret")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", CLASSES)
def test_every_message_says_what_it_means_and_who_may(name: str) -> None:
    for message in messages_of(name).values():
        assert message.doc.strip(), f"{message.full_name} has no description"
        allowed_roles(message.role)  # raises for an unknown one
        unknown = [code for code in message.errors if code not in ERRORS]
        assert not unknown, f"{message.full_name}: no such errors: {unknown}"


@pytest.mark.parametrize("name", CLASSES)
def test_every_field_says_what_it_means(name: str) -> None:
    missing = [f.name for f in info_of(name).fields.values() if not f.doc.strip()]
    assert not missing


@pytest.mark.parametrize("name", sorted(REGISTRY.enums))
def test_enumerations(name: str) -> None:
    wanted = [facts["enums"][name] for facts in FACTS["classes"].values() if name in facts["enums"]]
    assert wanted or name in UNLISTED_ENUMS, f"the specification knows no enumeration {name}"
    for values in wanted:
        assert [member.value for member in REGISTRY.enums[name]] == values


@pytest.mark.parametrize(
    "change",
    [
        {"type": "int"},
        {"qualifier": "RO/runtime"},
        {"default": "another"},
        {"persist": False},
        {"state": "removed"},
        {"map_keys_roles": {"folder": "vm-operator"}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_wrong_field_is_seen(change: dict[str, Any]) -> None:
    field = info_of("host").fields["name_label"]
    facts = facts_of("host")["fields"]["name_label"]
    assert not differences("it", field_as_facts(field), field_wanted(field, facts))
    assert len(differences("it", field_as_facts(field), field_wanted(field, {**facts, **change}))) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"params": [["host", "host ref"], ["auto_enable", "bool", False]]},
        {"params": [["host", "host ref"]]},
        {"params": [["host", "VM ref"], ["auto_enable", "bool", True]]},
        {"result": "string"},
        {"roles": "pool-operator"},
        {"async": False},
        {"session": False},
        {"key_roles": {"folder": "vm-operator"}},
        {"hidden": True},
        {"pool_internal": True},
        {"removed": True},
        {"implicit": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_wrong_message_is_seen(change: dict[str, Any]) -> None:
    message, facts = REGISTRY.messages["host.disable"], facts_of("host")["messages"]["disable"]
    assert not differences("it", message_as_facts(message), message_wanted(message, facts))
    wanted = message_wanted(message, {**facts, **change})
    assert len(differences("it", message_as_facts(message), wanted)) == 1


def test_nothing_is_missing() -> None:
    assert set(CLASSES) == set(FACTS["classes"])


def test_what_is_answered_in_an_emergency() -> None:
    found = {m.full_name for m in REGISTRY.messages.values() if m.emergency}
    assert found == set(FACTS["emergency_calls"])


def test_loading_again_changes_nothing() -> None:
    before = dict(REGISTRY.messages)
    assert load() is REGISTRY
    assert REGISTRY.messages == before


def test_the_notes_about_vms_are_as_urgent_as_clients_expect() -> None:
    names = FACTS["messages_names"]
    assert {name: priority for name, (priority, _) in NOTES.items()} == {n: names[n] for n in NOTES}
