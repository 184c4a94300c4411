"""The house stands: no import climbs, rooms of one floor are strangers, and each library has its home."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# The whole plan of the house. A room may import itself and the rooms of lower floors.
FLOORS = {
    "xapid.model": 0,
    "xapid.config": 0,
    "xapid.files": 0,
    "xapid.version": 0,
    "xapid.store": 1,
    "xapid.hardware": 1,
    "xapid.hypervisor": 2,
    "xapid.storage": 2,
    "xapid.network": 2,
    "xapid.plugins": 2,
    "xapid.tracing": 2,
    "xapid.directory": 2,
    "xapid.audit": 2,
    "xapid.machine": 2,
    "xapid.trust": 2,
    "xapid.objects": 3,
    "xapid.rpc": 4,
    "xapid.daemon": 5,
    "xapid.cleaning": 6,
    "xapid.__main__": 7,  # nothing but the door to the daemon
}

# Rooms beside the house, and all of ours that each may import.
ANNEXES = {
    "xe.commands": {"xe.commands", "xe", "xapid.model"},
    "xe.server": {"xe.server", "xe.commands", "xe", "xapid.model"},
    "xe": {"xe"},
    "migrations": {"migrations", "xapid.model", "xapid.store", "xapid.objects"},
}

# The store runs the revisions when it opens a database; the daemon hands the command line to the front.
ALSO = {"xapid.store": {"migrations"}, "xapid.daemon": {"xe.server"}}

# Libraries that only these rooms may know. What is not named here may be used anywhere but in xe.
HOMES = {
    "libvirt": {"xapid.hypervisor"},
    "libvirt_qemu": {"xapid.hypervisor"},
    "libvirtaio": {"xapid.hypervisor"},
    "sqlalchemy": {"xapid.store", "migrations"},
    "alembic": {"xapid.store", "migrations"},
    "pyroute2": {"xapid.network"},
    "ldap": {"xapid.directory"},
    "aiohttp": {"xapid.rpc", "xe.commands"},  # the latter calls another pool
}
XE_LIBRARIES = {"click"}  # xe has to start in the time that Python needs

OURS = ("xapid", "xe", "migrations", "tests", "tools", "bench")
FILES = sorted(path for top in ("xapid", "xe", "migrations") for path in (ROOT / top).rglob("*.py"))


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str | None:
    """The room that a module of ours lives in; None for xapid itself, which holds nothing."""
    rooms = [room for room in (*FLOORS, *ANNEXES) if module == room or module.startswith(room + ".")]
    if not rooms and module != "xapid":
        raise AssertionError(f"{module} has no floor: give it one in tests/test_rooms.py")
    return max(rooms, key=len, default=None)


def imports_of(module: str, tree: ast.AST, package: bool) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports, wherever in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                here = module.split(".")[: None if package and node.level == 1 else package - node.level]
                base = ".".join([*here, base]).rstrip(".")
            if base in ("xapid", "xe"):  # `from xapid import store` names a room
                yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, base


def may_import(room: str | None, target: str) -> bool:
    """Whether code of the room may import the module of that full name."""
    top = target.partition(".")[0]
    if top in OURS:
        if top in ("tests", "tools", "bench"):
            return False
        other = room_of(target)
        if other is None or other == room or other in ALSO.get(room or "", ()):
            return True
        if room in ANNEXES:
            return other in ANNEXES[room]
        return room is not None and other in FLOORS and FLOORS[other] < FLOORS[room]
    if room == "xe":
        return top in sys.stdlib_module_names or top in XE_LIBRARIES
    return top not in HOMES or room in HOMES[top]


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_never_climb(path: Path) -> None:
    module = module_of(path)
    room = room_of(module)
    imports = imports_of(module, ast.parse(path.read_text()), path.name == "__init__.py")
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for line, name in imports
        if not may_import(room, name)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("module", "source", "target", "allowed"),
    [
        ("xapid.store.memory", "import xapid.model", "xapid.model", True),
        ("xapid.store.memory", "from ..objects import vm", "xapid.objects", False),
        ("xapid.store.memory", "def f():\n    from xapid import rpc", "xapid.rpc", False),
        ("xapid.storage.file", "from .spec import DiskSpec", "xapid.storage.spec", True),
        ("xapid.storage.file", "from xapid.network.spec import NicSpec", "xapid.network.spec", False),
        ("xapid.objects.vm", "import libvirt", "libvirt", False),
        ("xapid.hypervisor.door", "import libvirt", "libvirt", True),
        ("xapid.rpc.cli", "from xe.commands import table", "xe.commands", False),
        ("xe.commands.vm", "from xapid.model.errors import XenError", "xapid.model.errors", True),
        ("xe.commands.vm", "from xapid.objects.vm import VM", "xapid.objects.vm", False),
        ("xe.client", "import ssl", "ssl", True),
        ("xe.client", "import orjson", "orjson", False),
        ("xe.client", "from xapid.model import errors", "xapid.model", False),
        ("xapid.model.types", "import tests.lab", "tests.lab", False),
    ],
)
def test_the_rule_itself(module: str, source: str, target: str, allowed: bool) -> None:
    assert [name for _, name in imports_of(module, ast.parse(source), False)] == [target]
    assert may_import(room_of(module), target) is allowed


def test_what_is_seldom_needed_is_loaded_late() -> None:
    seldom = "{'alembic', 'PIL', 'ldap', 'opentelemetry'}"
    program = f"import sys, xapid.daemon; sys.exit(str({seldom} & sys.modules.keys() or ''))"
    loaded = subprocess.run([sys.executable, "-c", program], stderr=subprocess.PIPE, text=True, check=False)
    assert loaded.stderr.strip() == ""
