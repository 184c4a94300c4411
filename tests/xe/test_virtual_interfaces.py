"""Bonds, VLANs and tunnels as they are listed: no command can make one yet, so the tests do."""

from typing import Any

import pytest

from tests.xe.shell import Shell
from xapid.objects.bond import Bond
from xapid.objects.pif import PIF
from xapid.objects.tunnel import Tunnel
from xapid.objects.vlan import VLAN


@pytest.fixture
def pifs(shell: Shell) -> list[Any]:
    return [shell.make(PIF, device=f"up{number}") for number in range(3)]


async def test_bonds(shell: Shell, pifs: list[Any]) -> None:
    joined, one, two = pifs
    bond = shell.make(Bond, master=joined, properties={"miimon": "100"}, primary_slave=one)
    for pif in (one, two):
        shell.set(pif, bond_slave_of=bond)
    assert await shell.out("bond-list", f"master={joined.uuid}") == (
        f"uuid ( RO)      : {bond.uuid}\n"
        f"    master ( RO): {joined.uuid}\n"
        f"    slaves ( RO): {one.uuid}; {two.uuid}\n"
        "\n\n"
    )
    assert await shell.out("bond-param-list", f"uuid={bond.uuid}") == (
        f"uuid ( RO)               : {bond.uuid}\n"
        f"             master ( RO): {joined.uuid}\n"
        f"             slaves ( RO): {one.uuid}; {two.uuid}\n"
        "               mode ( RO): balance-slb\n"
        "         properties (MRO): miimon: 100\n"
        f"      primary-slave ( RO): {one.uuid}\n"
        "           links-up ( RO): 0\n"
        "    auto-update-mac ( RO): true\n"
        "\n\n"
    )
    said = await shell.fails("bond-param-set", f"uuid={bond.uuid}", "properties:miimon=200")
    assert said == "This is not built yet.\nfunction: Bond.set_property\n"
    said = await shell.fails("bond-param-clear", f"uuid={bond.uuid}", "param-name=properties")
    assert said == "Error: Can only clear RW parameters\n"
    assert "Bond.destroy" in await shell.fails("bond-destroy", f"uuid={bond.uuid}")
    assert "Bond.set_mode" in await shell.fails("bond-set-mode", f"uuid={bond.uuid}", "mode=LACP")


async def test_vlans(shell: Shell, pifs: list[Any]) -> None:
    vlan = shell.make(VLAN, tagged_PIF=pifs[0], untagged_PIF=pifs[1], tag=7)
    listed = (
        f"uuid ( RO)            : {vlan.uuid}\n"
        f"      tagged-PIF ( RO): {pifs[0].uuid}\n"
        f"    untagged-PIF ( RO): {pifs[1].uuid}\n"
        "             tag ( RO): 7\n"
        "\n\n"
    )
    assert await shell.out("vlan-list") == listed
    assert await shell.out("vlan-param-list", f"uuid={vlan.uuid}") == listed
    assert await shell.out("vlan-param-get", f"uuid={vlan.uuid}", "param-name=tag") == "7\n"
    assert "VLAN.destroy" in await shell.fails("vlan-destroy", f"uuid={vlan.uuid}")
    assert "PIF.destroy" in await shell.fails("vlan-destroy", f"uuid={pifs[1].uuid}")


async def test_tunnels(shell: Shell, pifs: list[Any]) -> None:
    tunnel = shell.make(Tunnel, access_PIF=pifs[0], transport_PIF=pifs[1], status={"active": "true"})
    name = f"uuid={tunnel.uuid}"
    await shell.out("tunnel-param-set", name, "other-config:a=b")
    await shell.out("tunnel-param-add", name, "param-name=other-config", "c=d")
    assert await shell.out("tunnel-param-list", name) == (
        f"uuid ( RO)             : {tunnel.uuid}\n"
        f"       access-PIF ( RO): {pifs[0].uuid}\n"
        f"    transport-PIF ( RO): {pifs[1].uuid}\n"
        "           status ( RO): active: true\n"
        "     other-config (MRW): a: b; c: d\n"
        "         protocol ( RO): gre\n"
        "\n\n"
    )
    await shell.out("tunnel-param-remove", name, "param-name=other-config", "param-key=a")
    assert await shell.out("tunnel-param-get", name, "param-name=other-config") == "c: d\n"
    await shell.out("tunnel-param-clear", name, "param-name=other-config")
    assert await shell.out("tunnel-list", "params=other-config") == "other-config (MRW)    : \n\n\n"
    assert "tunnel.destroy" in await shell.fails("tunnel-destroy", name)
