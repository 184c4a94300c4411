"""The byte-stream handlers and their permissions are those of the specification."""

import json
from pathlib import Path
from typing import Any

import pytest

from xapid.model.roles import allowed_roles
from xapid.objects import catalog, rights
from xapid.rpc.handlers import OTHER_ACTIONS, handlers

FACTS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "facts" / "xenapi.json").read_text())
ACTIONS: dict[str, Any] = FACTS["http_actions"]


def roles_of(facts: Any) -> frozenset[str]:
    return allowed_roles(facts if isinstance(facts, str) else tuple(facts))


@pytest.mark.parametrize("name", sorted(set(ACTIONS) & set(handlers)))
def test_a_handler(name: str) -> None:
    found, facts = handlers[name], ACTIONS[name]
    assert (found.method, found.path) == (facts["method"], facts["uri"])
    assert allowed_roles(found.role) == roles_of(facts["roles"])


def test_every_action_is_there() -> None:
    assert set(handlers) | {name for name in OTHER_ACTIONS if "/" not in name} >= set(ACTIONS)


def test_permissions() -> None:
    catalog.load()
    wanted = {f"http/{name}": roles_of(facts["roles"]) for name, facts in ACTIONS.items()}
    for name, facts in ACTIONS.items():
        wanted |= {f"http/{name}/{sub}": roles_of(role) for sub, role in facts.get("sub_actions", {}).items()}
    held = rights.all_permissions()
    assert {name: held.get(name, frozenset()) for name in wanted} == wanted
