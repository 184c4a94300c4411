"""X-param-list, -get, -set, -add, -remove and -clear."""

from typing import Any

import pytest

from tests.xe.shell import Shell
from xapid.objects.network import Network
from xapid.objects.observer import Observer
from xapid.objects.pif import PIF
from xapid.objects.sr import SR
from xapid.objects.vif import VIF
from xapid.objects.vm import VM

UUID = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
U = f"uuid={UUID}"


@pytest.fixture
def vm(shell: Shell) -> Any:
    return shell.make(VM, uuid=UUID, name_label="web", power_state="Halted", tags=("a", "b"),
                      other_config={"x": "1", "y": "2"}, VCPUs_max=2, VCPUs_at_startup=1)  # fmt: skip


async def test_get(shell: Shell, vm: Any) -> None:
    async def get(name: str, *more: str) -> str:
        return await shell.out("vm-param-get", U, f"param-name={name}", *more)

    assert await get("name-label") == "web\n"
    assert await get("tags") == "a, b\n"
    assert await get("other-config") == "x: 1; y: 2\n"
    assert await get("other-config", "param-key=y") == "2\n"
    assert await get("name-label", "param-key=y") == "web\n"
    assert await get("transportable-snapshot-id") == "\n"
    assert await get("suspend-SR-uuid") == "<not in database>\n"
    assert await get("HVM-shadow-multiplier") == "1.000\n"
    assert await get("actions-after-crash") == "Destroy\n"
    assert await get("start-time") == "<unknown time>\n"
    assert await get("os-version") == "<not in database>\n"
    assert await get("last-boot-record") == "''\n"
    assert await get("hvm") == "false\n"
    assert await get("name-label", "--minimal") == "web\n"


async def test_get_of_what_is_not_there(shell: Shell, vm: Any) -> None:
    assert await shell.fails("vm-param-get", U, "param-name=other-config", "param-key=z") == (
        "Error: Key z not found in map\n"
    )
    assert await shell.fails("vm-param-get", U, "param-name=nonsense") == (
        "Error code: Missing parameter\nError parameters: nonsense\n"
    )
    assert await shell.fails("vm-param-get", "uuid=none", "param-name=uuid") == (
        "No object of this type has that uuid.\ntype: VM\nuuid: none\n"
    )
    assert await shell.fails("vm-param-list", "uuid=none") == (
        "No object of this type has that uuid.\ntype: VM\nuuid: none\n"
    )


async def test_list(shell: Shell) -> None:
    sr = shell.make(SR, name_label="disks", type="ext", other_config={"k": "v"})
    listed = await shell.out("sr-param-list", f"uuid={sr.uuid}")
    lines = listed.split("\n")
    assert lines[0] == f"uuid ( RO)                    : {sr.uuid}"
    assert "                    host ( RO): <not in database>" in lines
    assert "            other-config (MRW): k: v" in lines
    assert len(lines) == 22 + 3 and lines[-3:] == ["", "", ""]
    assert await shell.out("sr-param-list", f"uuid={sr.uuid}", "--minimal") == f"{sr.uuid}\n"


async def test_set(shell: Shell, vm: Any) -> None:
    words = [
        "name-label=new", "name-description=", "other-config:x=3", "other-config-z=4", "is-a-template=true",
        "memory-static-max=1 gib", "VCPUs-max=4", "actions-after-crash=Core dump and restart",
        "other-config:with:colon=5",
    ]  # fmt: skip
    assert await shell.out("vm-param-set", U, *words) == ""
    assert (vm.name_label, vm.memory_static_max, vm.VCPUs_max) == ("new", 1 << 30, 4)
    assert vm.other_config == {"y": "2", "x": "3", "z": "4", "with:colon": "5"}
    assert (vm.is_a_template, vm.actions_after_crash) == (True, "coredump_and_restart")


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("tags=c", "Field 'tags' is a map or set. use the 'name:key=value' syntax."),
        ("tags:c=1", "Cannot param-set on set fields"),
        ("other-config=c", "Field 'other-config' is a map or set. use the 'name:key=value' syntax."),
        ("power-state=running", "Field 'power-state' is read-only."),
        ("os-version:name=x", "Map field 'os-version' is read-only."),
        ("nonsense=1", "Unknown field 'nonsense'"),
        ("VCPUs-max=many", "Parameter VCPUs-max must be an integer"),
        ("is-a-template=yes", "Parameter is-a-template must be a boolean (true or false)"),
        ("HVM-shadow-multiplier=x", "Parameter HVM-shadow-multiplier must be a floating-point number"),
        (
            "memory-static-max=1x",
            "Failed to parse field 'memory-static-max': expecting an integer "
            "(possibly with suffix KiB, MiB, GiB, TiB), got '1x'",
        ),
    ],
)
async def test_set_of_what_cannot_be_set(shell: Shell, vm: Any, word: str, text: str) -> None:
    assert await shell.fails("vm-param-set", U, word) == f"Error: {text}\n"


async def test_set_in_the_order_given(shell: Shell, vm: Any) -> None:
    assert await shell.fails("vm-param-set", U, "name-label=first", "nonsense=1", "name-description=never")
    assert (vm.name_label, vm.name_description) == ("first", "")
    assert await shell.out("vm-param-set", U, "name-label=a", "name-label=b") == ""
    assert vm.name_label == "a"


async def test_set_of_references(shell: Shell, vm: Any) -> None:
    sr = shell.make(SR, name_label="disks")
    assert await shell.out("vm-param-set", U, f"suspend-SR-uuid={sr.uuid}") == ""
    assert vm.suspend_SR is sr
    refused = await shell.fails("vm-param-set", U, "suspend-SR-uuid=none")
    assert refused == "No object of this type has that uuid.\ntype: SR\nuuid: none\n"


async def test_add_and_remove(shell: Shell, vm: Any) -> None:
    async def change(verb: str, name: str, *more: str) -> str:
        return await shell.out(f"vm-param-{verb}", U, f"param-name={name}", *more)

    await change("add", "tags", "param-key=c")
    await change("remove", "tags", "param-key=a")
    assert sorted(vm.tags) == ["b", "c"]
    await change("add", "other-config", "p=1", "q=2")
    await change("remove", "other-config", "param-key=x")
    assert vm.other_config == {"y": "2", "p": "1", "q": "2"}


async def test_members_of_what_is_only_set_whole(shell: Shell) -> None:
    observer = shell.make(Observer, uuid=UUID, attributes={"a": "1"}, components=("xapi",))
    await shell.out("observer-param-add", U, "param-name=attributes", "b=2")
    assert observer.attributes == {"a": "1", "b": "2"}
    await shell.out("observer-param-remove", U, "param-name=attributes", "param-key=a")
    assert observer.attributes == {"b": "2"}
    await shell.out("observer-param-remove", U, "param-name=components", "param-key=xapi")
    assert observer.components == ()


async def test_numbers_as_members(shell: Shell) -> None:
    network = shell.make(Network, name_label="net", bridge="br0")
    vm = shell.make(VM, name_label="web", power_state="Halted")
    vif = shell.make(VIF, VM=vm, network=network, device="0")
    assert (await shell.fails("vif-param-add", f"uuid={vif.uuid}", "param-name=trunks", "param-key=x")) == (
        "Error: Parameter trunks must be an integer\n"
    )


async def test_add_and_remove_of_what_cannot_be(shell: Shell, vm: Any) -> None:
    async def refused(verb: str, name: str, *more: str) -> str:
        return await shell.fails(f"vm-param-{verb}", U, f"param-name={name}", *more)

    assert await refused("add", "name-label", "param-key=x") == (
        "Error: Can only add to parameters of type Set or Map\n"
    )
    assert await refused("add", "os-version", "x=1") == "Error: Parameter is read-only\n"
    assert await refused("add", "nonsense", "x=1") == (
        "Error code: Missing parameter\nError parameters: nonsense\n"
    )
    duplicate = await refused("add", "other-config", "x=2")
    assert duplicate.splitlines()[1:] == [
        "type: VM", "param_name: other_config", f"uuid: {UUID} (web)", "key: x",
    ]  # fmt: skip
    assert await refused("remove", "tags", "param-key=z") == "Error: Key z is not in the set\n"
    assert await refused("remove", "other-config", "param-key=z") == "Error: Key z is not in map\n"
    assert await refused("remove", "os-version", "param-key=z") == (
        "Error: Cannot remove parameters from read-only map\n"
    )
    assert await refused("remove", "uuid", "param-key=z") == (
        "Error: Can only remove from parameters of type Set or Map\n"
    )


async def test_clear(shell: Shell, vm: Any) -> None:
    for name in ("tags", "other-config", "name-label", "xenstore-data"):
        assert await shell.out("vm-param-clear", U, f"param-name={name}") == ""
    assert (list(vm.tags), vm.other_config, vm.name_label) == ([], {}, "")
    assert await shell.fails("vm-param-clear", U, "param-name=VCPUs-max") == (
        "Error: Cannot clear this parameter\n"
    )
    assert (
        await shell.fails("vm-param-clear", U, "param-name=uuid") == "Error: Can only clear RW parameters\n"
    )


async def test_without_the_object_that_holds_it(shell: Shell) -> None:
    pif = shell.make(PIF, device="eth0")
    assert await shell.out("pif-list", "params=speed,duplex,carrier", f"uuid={pif.uuid}") == (
        "carrier ( RO)    : <not in database>\n"
        "      speed ( RO): <not in database>\n"
        "     duplex ( RO): <not in database>\n"
        "\n\n"
    )


async def test_words_of_an_enumeration_are_known_in_any_case(shell: Shell, vm: Any) -> None:
    for text, shown in (
        ("rename_restart", "Rename restart"),
        ("core dump and DESTROY", "Core dump and destroy"),
    ):
        await shell.out("vm-param-set", U, f"actions-after-crash={text}")
        assert await shell.out("vm-param-get", U, "param-name=actions-after-crash") == f"{shown}\n"
    await shell.out("vm-param-set", U, "actions-after-softreboot=Soft reboot", "domain-type=HVM")
    assert await shell.out("vm-param-get", U, "param-name=actions-after-softreboot") == "Soft reboot\n"
    assert await shell.fails("vm-param-set", U, "domain-type=vax") == (
        "Error: Failed to parse parameter 'domain-type': "
        "Expected one of hvm, pv, pv_in_pvh, pvh, unspecified; got vax\n"
    )
