#!/usr/bin/env python3
"""Which packages of the host have updates, by what its package lists say; nothing is installed from here."""

from __future__ import annotations

import json
import re

import XenAPIPlugin
from host_commands import argument, run
from XenAPIPlugin import Failure

_INSTALLED = re.compile(r"Inst (?P<name>\S+) \[[^]]*\] \((?P<version>\S+)")


def check_update(session: object, args: dict[str, str]) -> str:
    planned = run("apt-get", "--simulate", "--quiet", "--option", "Debug::NoLocking=1", "dist-upgrade")
    found = [match.groupdict() for match in map(_INSTALLED.match, planned.splitlines()) if match]
    facts = _facts([f"{p['name']}={p['version']}" for p in found])
    return json.dumps([_update(p["name"], p["version"], facts.get(p["name"], {})) for p in found])


def _update(name: str, version: str, facts: dict[str, str]) -> dict[str, object]:
    upstream, _, release = version.rpartition("-")
    return {
        "name": name,
        "version": upstream or release,
        "release": release if upstream else "",
        "description": facts.get("Description-en") or facts.get("Description", ""),
        "url": facts.get("Homepage", ""),
        "size": int(facts.get("Size", 0)),
        "license": "",
        "changelog": None,
    }


def _facts(packages: list[str]) -> dict[str, dict[str, str]]:
    """What the package lists tell of each: first lines of their fields, by name of the package."""
    if not packages:
        return {}
    known = {}
    for paragraph in run("apt-cache", "show", *packages).split("\n\n"):
        lines = [line.partition(": ") for line in paragraph.splitlines() if line[:1] not in ("", " ")]
        fields = {key: value for key, _, value in lines}
        known[fields.get("Package", "")] = fields
    return known


def query_installed(session: object, args: dict[str, str]) -> str:
    wanted = [name.strip() for name in argument(args, "packages").split(",")]
    listed = run("dpkg-query", "--show", "--showformat", "${Package}\t${Version}\t${db:Status-Status}\n")
    rows = [line.split("\t") for line in listed.splitlines()]
    installed = {name: version for name, version, status in rows if status == "installed"}
    return json.dumps({name: installed.get(name, "") for name in wanted})


def update(session: object, args: dict[str, str]) -> str:
    raise Failure("OPERATION_NOT_ALLOWED", ["xapid installs no packages: use the host's own package manager"])


XenAPIPlugin.dispatch({"check_update": check_update, "query_installed": query_installed, "update": update})
