"""Clusters, PVS and virtual functions: objects as a daemon would have them; their messages are not built."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.xe.shell import Shell
from xapid.objects.cluster import Cluster
from xapid.objects.cluster_host import ClusterHost
from xapid.objects.host import Host
from xapid.objects.network_sriov import NetworkSriov
from xapid.objects.pif import PIF
from xapid.objects.pvs_cache_storage import PVSCacheStorage
from xapid.objects.pvs_proxy import PVSProxy
from xapid.objects.pvs_server import PVSServer
from xapid.objects.pvs_site import PVSSite
from xapid.objects.sr import SR
from xapid.objects.vif import VIF

CLUSTER = """\
uuid ( RO)                         : c
                cluster-hosts (SRO): m
                cluster-token ( RO): xyz
                cluster-stack ( RO): corosync
        cluster-stack-version ( RO): 3
                token-timeout ( RO): 20.500
    token-timeout-coefficient ( RO): 1.000
           allowed-operations (SRO):\x20
           current-operations (SRO):\x20
               pool-auto-join ( RO): true
               cluster-config (MRO): a: b
                 other-config (MRW):\x20
                   is-quorate ( RO): true
                       quorum ( RO): 2
                   live-hosts ( RO): 3
               expected-hosts ( RO): 3


"""
MEMBER = """\
uuid ( RO)                  : m
               cluster ( RO): c
                   PIF ( RO): i
                  host ( RO): h
               enabled ( RO): true
                joined ( RO): true
                  live ( RO): false
      last-update-live ( RO): 20260102T03:04:05Z
    allowed-operations (SRO):\x20
    current-operations (SRO):\x20
          other-config (MRO):\x20


"""
SITE = """\
uuid ( RO)                       : s
                 name-label ( RW): streams
           name-description ( RW):\x20
                   pvs-uuid ( RW): 5
    pvs-cache-storage-uuids (SRO): k
           pvs-server-uuids (SRO): v
            pvs-proxy-uuids (SRO): p


"""
SERVER = """\
uuid ( RO)             : v
        addresses (SRO): 192.0.2.1; 192.0.2.2
       first-port ( RO): 6910
        last-port ( RO): 6930
    pvs-site-uuid ( RO): s


"""
PROXY = """\
uuid ( RO)                  : p
         pvs-site-uuid ( RO): s
              vif-uuid ( RO): n
    currently-attached ( RO): false
                status ( RO): stopped


"""
CACHE = """\
uuid ( RO)             : k
        host-uuid ( RO): h
          sr-uuid ( RO): r
    pvs-site-uuid ( RO): s
             size ( RO): 1024
         vdi-uuid ( RO): <not in database>


"""
FUNCTIONS = """\
uuid ( RO)                  : f
          physical-PIF ( RO): i
           logical-PIF ( RO): <not in database>
       requires-reboot ( RO): false
    remaining-capacity ( RO): <unknown>


"""


@pytest.fixture(autouse=True)
def world(shell: Shell) -> None:
    """One object of each kind."""
    make = shell.make
    host, sr, vif = make(Host, uuid="h"), make(SR, uuid="r"), make(VIF, uuid="n")
    pif, site = make(PIF, uuid="i"), make(PVSSite, uuid="s", name_label="streams", PVS_uuid="5")
    cluster = make(Cluster, uuid="c", cluster_token="xyz", cluster_stack_version=3, token_timeout=20.5,
                   cluster_config={"a": "b"},
                   is_quorate=True, quorum=2, live_hosts=3, expected_hosts=3)  # fmt: skip
    make(ClusterHost, uuid="m", cluster=cluster, host=host, PIF=pif, enabled=True,
         last_update_live=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))  # fmt: skip
    make(
        PVSServer, uuid="v", addresses=["192.0.2.1", "192.0.2.2"], first_port=6910, last_port=6930, site=site
    )
    make(PVSProxy, uuid="p", site=site, VIF=vif)
    make(PVSCacheStorage, uuid="k", host=host, SR=sr, site=site, size=1024)
    make(NetworkSriov, uuid="f", physical_PIF=pif)


@pytest.mark.parametrize(
    ("record", "text"),
    [("cluster", CLUSTER), ("cluster-host", MEMBER), ("pvs-site", SITE), ("pvs-server", SERVER),
     ("pvs-proxy", PROXY), ("pvs-cache-storage", CACHE), ("network-sriov", FUNCTIONS)],
)  # fmt: skip
async def test_all_parameters(shell: Shell, record: str, text: str) -> None:
    uuid = text.partition("\n")[0].rpartition(" ")[2]
    assert await shell.out(f"{record}-param-list", f"uuid={uuid}") == text
    assert await shell.out(f"{record}-list", "--minimal") == f"{uuid}\n"


async def test_hidden_and_expensive_ones(shell: Shell) -> None:
    assert await shell.out("cluster-param-get", "uuid=c", "param-name=pending-forget") == "\n"
    assert "pending-forget" not in await shell.out("cluster-list", "params=all")
    assert await shell.out("network-sriov-list", "params=remaining-capacity") == (
        "remaining-capacity ( RO)    : <expensive field>\n\n\n"
    )


async def test_parameters_are_changed(shell: Shell) -> None:
    await shell.out("cluster-param-set", "uuid=c", "other-config:x=1")
    await shell.out("cluster-param-add", "uuid=c", "param-name=other-config", "y=2")
    await shell.out("cluster-param-remove", "uuid=c", "param-name=other-config", "param-key=x")
    assert await shell.out("cluster-param-get", "uuid=c", "param-name=other-config") == "y: 2\n"
    await shell.out("cluster-param-clear", "uuid=c", "param-name=other-config")
    assert await shell.out("cluster-param-get", "uuid=c", "param-name=other-config") == "\n"
    await shell.out("pvs-site-param-set", "uuid=s", "name-description=of the classroom")
    assert (
        await shell.out("pvs-site-param-get", "uuid=s", "param-name=name-description") == "of the classroom\n"
    )
    await shell.out("pvs-site-param-clear", "uuid=s", "param-name=name-description")
    for words in (("cluster-param-clear", "uuid=c", "param-name=cluster-hosts"),
                  ("cluster-host-param-clear", "uuid=m", "param-name=other-config"),
                  ("pvs-server-param-clear", "uuid=v", "param-name=addresses")):  # fmt: skip
        assert await shell.fails(*words) == "Error: Can only clear RW parameters\n"


CALLS: dict[str, Any] = {
    "cluster-create": ("Cluster.create", "pif-uuid=i", "pool-auto-join=no", "token-timeout=3"),
    "cluster-destroy": ("Cluster.destroy", "uuid=c"),
    "cluster-pool-destroy": ("Cluster.pool_destroy", "cluster-uuid=c"),
    "cluster-pool-force-destroy": ("Cluster.pool_force_destroy", "cluster-uuid=c"),
    "cluster-pool-resync": ("Cluster.pool_resync", "cluster-uuid=c"),
    "cluster-host-create": ("Cluster_host.create", "cluster-uuid=c", "host-uuid=h", "pif-uuid=i"),
    "cluster-host-destroy": ("Cluster_host.destroy", "uuid=m"),
    "cluster-host-force-destroy": ("Cluster_host.force_destroy", "uuid=m"),
    "cluster-host-enable": ("Cluster_host.enable", "uuid=m"),
    "cluster-host-disable": ("Cluster_host.disable", "uuid=m"),
    "pvs-site-forget": ("PVS_site.forget", "uuid=s"),
    "pvs-server-introduce": (
        "PVS_server.introduce", "addresses=192.0.2.3", "first-port=1", "last-port=2", "pvs-site-uuid=s"),
    "pvs-server-forget": ("PVS_server.forget", "uuid=v"),
    "pvs-proxy-create": ("PVS_proxy.create", "pvs-site-uuid=s", "vif-uuid=n"),
    "pvs-proxy-destroy": ("PVS_proxy.destroy", "uuid=p"),
    "pvs-cache-storage-create": (
        "PVS_cache_storage.create", "sr-uuid=r", "pvs-site-uuid=s", "size=1GiB", "host=h"),
    "pvs-cache-storage-destroy": ("PVS_cache_storage.destroy", "uuid=k"),
    "network-sriov-destroy": ("network_sriov.destroy", "uuid=f"),
}  # fmt: skip


@pytest.mark.parametrize("command", CALLS)
async def test_what_a_command_calls(shell: Shell, command: str) -> None:
    method, *words = CALLS[command]
    assert await shell.fails(command, *words) == f"This is not built yet.\nfunction: {method}\n"
