"""X-list, filters and the forms of output, to the byte."""

from dataclasses import replace
from typing import Any

import pytest

from tests.xe.shell import Shell
from xapid.model.errors import XenError
from xapid.objects.host import Host
from xapid.objects.message import Message
from xapid.objects.pif import PIF
from xapid.objects.sr import SR
from xapid.objects.vbd import VBD
from xapid.objects.vdi import VDI
from xapid.objects.vm import VM
from xe.commands.records import RECORDS

WEB, DB = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", "1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809"


@pytest.fixture
def vms(shell: Shell) -> list[Any]:
    """Two VMs and a template."""
    web = shell.make(VM, uuid=WEB, name_label="web1", power_state="Running",
                     allowed_operations=("clean_shutdown", "pause"),
                     other_config={"folder": "/prod", "owner": "ann"}, tags=("a", "b"))  # fmt: skip
    db = shell.make(VM, uuid=DB, name_label="db1", power_state="Halted")
    return [web, db, shell.make(VM, name_label="template", is_a_template=True)]


async def test_records(shell: Shell, vms: list[Any]) -> None:
    assert await shell.out("vm-list") == (
        f"uuid ( RO)           : {WEB}\n"
        "     name-label ( RW): web1\n"
        "    power-state ( RO): running\n"
        "\n\n"
        f"uuid ( RO)           : {DB}\n"
        "     name-label ( RW): db1\n"
        "    power-state ( RO): halted\n"
        "\n\n"
    )


async def test_markers_and_kinds(shell: Shell, vms: list[Any]) -> None:
    wanted = "uuid,name-label,allowed-operations,other-config,ha-always-run,possible-hosts"
    assert await shell.out("vm-list", f"params={wanted}", "name-label=web1") == (
        f"uuid ( RO)                          : {WEB}\n"
        "                    name-label ( RW): web1\n"
        "            allowed-operations (SRO): clean_shutdown; pause\n"
        "                possible-hosts ( RO): <expensive field>\n"
        "                  other-config (MRW): folder: /prod; owner: ann\n"
        "    ha-always-run ( RW) [DEPRECATED]: false\n"
        "\n\n"
    )


async def test_minimal(shell: Shell, vms: list[Any]) -> None:
    assert await shell.out("vm-list", "--minimal") == f"{WEB},{DB}\n"
    assert await shell.out("vm-list", "minimal=true", "params=name-label") == "web1,db1\n"
    shell.set(vms[0], name_label="a,b\\c")
    assert await shell.out("vm-list", "--minimal", "params=name-label") == "a\\,b\\\\c,db1\n"


async def test_nothing_to_show(shell: Shell, vms: list[Any]) -> None:
    assert await shell.out("vm-list", "name-label=none") == ""
    assert await shell.out("vm-list", "name-label=none", "--minimal") == "\n"
    assert await shell.out("vm-list", "params=none", "--minimal") == "\n"
    assert await shell.out("vdi-list", "nonsense=1") == ""  # no record is there to be asked
    assert await shell.out("vm-list", "uuid=none", "nonsense=1") == ""


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["name-label=web1"], "web1"),
        ([f"uuid={DB}"], "db1"),
        ([f"uuid={DB}", "power-state=running"], ""),
        (["power-state=running"], "web1"),
        (["power-state=Running"], ""),
        (["allowed-operations=clean_shutdown; pause"], "web1"),
        (["allowed-operations:contains=pause"], "web1"),
        (["allowed-operations-contains=pause"], "web1"),
        (["tags=a, b"], "web1"),
        (["tags:contains=b"], "web1"),
        (["tags:contains=c"], ""),
        (["other-config:folder=/prod"], "web1"),
        (["other-config-folder=/prod"], "web1"),
        (["other-config:folder=/"], ""),
        (["other-config:none="], ""),
        (["is-a-template=true"], ""),
        (["name-label=db1", "--all"], "web1,db1,template"),
        (["last-boot-record=''", "power-state=halted"], "db1"),
    ],
)
async def test_filters(shell: Shell, vms: list[Any], filters: list[str], found: str) -> None:
    assert await shell.out("vm-list", "params=name-label", "--minimal", *filters) == f"{found}\n"


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ("nonsense=1", "Unknown field 'nonsense'"),
        ("nonsense:key=1", "Unknown field 'nonsense:key'"),
        ("name-label:key=1", "Field 'name-label' is not a set or map"),
        ("tags:key=1", "Invalid syntax for set filtering (should be set-param:contains=key)"),
    ],
)
async def test_wrong_filters(shell: Shell, vms: list[Any], wrong: str, text: str) -> None:
    assert await shell.fails("vm-list", wrong) == f"Error: {text}\n"


async def test_templates_and_snapshots(shell: Shell, vms: list[Any]) -> None:
    shell.make(VM, name_label="snap", is_a_template=True, is_a_snapshot=True)
    assert await shell.out("template-list", "params=name-label", "--minimal") == "template\n"
    assert await shell.out("snapshot-list", "params=name-label", "--minimal") == "snap\n"


async def test_through_other_objects(shell: Shell) -> None:
    host = shell.make(Host, name_label="here")
    sr = shell.make(SR, name_label="disks")
    vdi = shell.make(VDI, name_label="root", SR=sr, virtual_size=8 << 30)
    vm = shell.make(VM, name_label="web1", affinity=host)
    made = [shell.make(VBD, VM=vm, VDI=vdi, userdevice=str(n), empty=False) for n in range(12)]
    empty = shell.make(VBD, VM=vm, userdevice="12", type="CD", mode="RO", empty=True)
    wanted = "params=vdi-uuid,vdi-name-label,vm-name-label"
    assert await shell.out("vbd-list", wanted, f"uuid={made[0].uuid}") == (
        "vm-name-label ( RO)     : web1\n"
        f"          vdi-uuid ( RO): {vdi.uuid}\n"
        "    vdi-name-label ( RO): root\n"
        "\n\n"
    )
    names = (await shell.out("vbd-list", "params=vdi-name-label", "--minimal")).strip().split(",")
    assert sorted(names) == ["<EMPTY>"] + ["root"] * 12
    assert await shell.out("vbd-list", f"uuid={empty.uuid}", "params=vdi-uuid", "--minimal") == (
        "<not in database>\n"
    )
    assert await shell.out("vdi-list", "sr-name-label=disks", "params=virtual-size", "--minimal") == (
        "8589934592\n"
    )


async def test_addresses_fold_case(shell: Shell) -> None:
    pif = shell.make(PIF, device="eth0", MAC="02:fc:00:00:00:0a")
    assert await shell.out("pif-list", "MAC=02:FC:00:00:00:0A", "--minimal") == f"{pif.uuid}\n"


async def test_lists_without_a_usual_choice_show_everything(shell: Shell) -> None:
    note = shell.make(Message, name="VM_STARTED", priority=5, obj_uuid=WEB, body="yes")
    listed = await shell.out("message-list")
    assert listed == (
        f"uuid ( RO)         : {note.uuid}\n"
        "         name ( RO): VM_STARTED\n"
        "     priority ( RO): 5\n"
        "        class ( RO): VM\n"
        f"     obj-uuid ( RO): {WEB}\n"
        "    timestamp ( RO): 19700101T00:00:00Z\n"
        "         body ( RO): yes\n"
        "\n\n"
    )


async def test_roles_without_permissions_of_their_own(shell: Shell) -> None:
    names = await shell.out("role-list", "params=name", "--minimal")
    assert names.strip().split(",") == [
        "pool-admin", "pool-operator", "vm-power-admin", "vm-admin", "vm-operator", "client-cert",
        "read-only",
    ]  # fmt: skip


async def test_the_order_of_what_is_asked_for_counts_nothing(shell: Shell, vms: list[Any]) -> None:
    one = await shell.out("vm-list", "params=power-state,nonsense,uuid")
    assert one == await shell.out("vm-list", "params=uuid,power-state")
    assert one.startswith("uuid ( RO)")


async def test_hidden_parameters_filter_but_are_not_shown(shell: Shell, vms: list[Any]) -> None:
    assert await shell.out("vm-list", "params=transportable-snapshot-id,uuid", f"uuid={DB}") == (
        f"uuid ( RO)    : {DB}\n\n\n"
    )
    shell.set(vms[0], transportable_snapshot_id="x")
    assert await shell.out("vm-list", "transportable-snapshot-id=x", "--minimal") == f"{WEB}\n"


async def test_a_class_without_objects(shell: Shell) -> None:
    assert await shell.out("bond-list") == ""
    assert await shell.fails("bond-param-get") == (
        "Required parameter not found: uuid\nFor usage run: 'xe help'\n"
    )


async def test_another_database(shell: Shell, vms: list[Any]) -> None:
    refused = await shell.fails("vm-list", "database:filename=/x")
    assert refused == "This is not built yet.\nfunction: session.create_from_db_file\n"
    both = await shell.fails("vm-list", "database:filename=/x", f"database:vdi-uuid={WEB}")
    assert both.startswith("Error: ")


async def test_what_vanishes_while_it_is_read(
    shell: Shell, vms: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(lookup: Any, row: Any) -> str:
        raise XenError("HANDLE_INVALID", "VM", row.ref)

    param = RECORDS["vm"].by_name["possible-hosts"]
    monkeypatch.setitem(
        RECORDS["vm"].__dict__, "by_name", {**RECORDS["vm"].by_name, param.name: replace(param, render=gone)}
    )
    asked = ("vm-param-get", f"uuid={WEB}", "param-name=possible-hosts")
    assert await shell.out(*asked) == "<invalid reference>\n"
    assert await shell.out(*asked, "output=json") == "null\n"
