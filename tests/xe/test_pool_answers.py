"""What commands make of answers that the API does not give yet: for whoever builds those messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.rpc.world import World
from tests.xe.shell import Shell
from xapid.objects.dr_task import DrTask
from xapid.objects.host import Host
from xapid.objects.network import Network
from xapid.objects.pif import PIF
from xapid.objects.pool import Pool
from xapid.objects.repository import Repository
from xapid.objects.sdn_controller import SDNController
from xapid.objects.session import Session
from xapid.objects.vm import VM
from xapid.rpc.plans import plan_of

#: Lets a message answer something, and returns where its arguments will be.
Answer = Callable[[str, Any], list[tuple[Any, ...]]]


def answering(world: World, method: str, value: Any) -> list[tuple[Any, ...]]:
    """Let a message that nobody built answer a value; the arguments of each call come into the list."""
    asked: list[tuple[Any, ...]] = []
    plan = world.dispatcher.plans[method]
    assert plan.message.waits_for, f"{method} is built: try it where it is"

    async def say(ctx: Any, *args: Any) -> Any:
        asked.append(args)
        return value

    world.dispatcher.plans[method] = plan_of(replace(plan.message, function=say))
    return asked


@pytest.fixture
def answer(shell: Shell) -> Answer:
    return lambda method, value: answering(shell.world, method, value)


async def test_a_failover_plan_says_where_and_why_not(shell: Shell, answer: Answer) -> None:
    here, there = shell.make(Host, name_label="here"), shell.make(Host, name_label="there")
    saved = shell.make(VM, name_label="saved", resident_on=here)
    lost = shell.make(VM, name_label="lost", resident_on=here)
    shell.make(VM, name_label="dom0", resident_on=here, is_control_domain=True)
    plan = {saved: {"host": there.ref}, lost: {"error_code": "HOST_NOT_ENOUGH_FREE_MEMORY"}}
    asked = answer("pool.ha_compute_vm_failover_plan", plan)
    said = await shell.out("pool-ha-compute-vm-failover-plan", f"host-uuids={here.uuid}")
    assert said == (
        f"uuid               : {saved.uuid}\n"
        "         name-label: saved\n"
        f"          host-uuid: {there.uuid}\n"
        "    host-name-label: there\n\n\n"
        f"uuid          : {lost.uuid}\n"
        "    name-label: lost\n"
        "    error_code: HOST_NOT_ENOUGH_FREE_MEMORY\n\n\n"
    )
    ((hosts, vms),) = asked
    assert (hosts, {vm.uuid for vm in vms}) == ([here], {saved.uuid, lost.uuid})


async def test_priorities_belong_to_the_vms_before_them(shell: Shell, answer: Answer) -> None:
    asked = answer("pool.ha_compute_hypothetical_max_host_failures_to_tolerate", 2)
    vms = [shell.make(VM), shell.make(VM)]
    words = [word for vm, priority in zip(vms, ("restart", "best-effort"), strict=True)
             for word in (f"vm-uuid={vm.uuid}", f"restart-priority={priority}")]  # fmt: skip
    command = "pool-ha-compute-hypothetical-max-host-failures-to-tolerate"
    assert await shell.out(command, *words) == "2\n"
    assert asked == [({vms[0]: "restart", vms[1]: "best-effort"},)]
    answer("pool.ha_compute_max_host_failures_to_tolerate", 3)
    assert await shell.out("pool-ha-compute-max-host-failures-to-tolerate", "--minimal") == "3\n"


async def test_workload_balancing(shell: Shell, answer: Answer) -> None:
    vm = shell.make(VM, name_label="busy")
    answer("pool.retrieve_wlb_configuration", {"mode": "0", "ReportingUseRSServer": "true"})
    answer("pool.retrieve_wlb_recommendations", {vm: ["WLB", "host", "1"]})
    assert await shell.out("pool-retrieve-wlb-configuration") == (
        "mode                    : 0\n    ReportingUseRSServer: true\n\n\n"
    )
    assert await shell.out("pool-retrieve-wlb-recommendations") == (
        f"uuid              : {vm.uuid}\n        name-label: busy\n    recommendation: WLB, host, 1\n\n\n"
    )
    sent = answer("pool.send_wlb_configuration", None)
    assert await shell.out("pool-send-wlb-configuration", "config:a=1", "config-b=2") == ""
    assert sent == [({"a": "1", "b": "2"},)]
    begun = answer("pool.initialize_wlb", None)
    words = ("wlb_url", "wlb_username", "wlb_password", "xenserver_username", "xenserver_password")
    assert await shell.out("pool-initialize-wlb", *(f"{word}={word}!" for word in reversed(words))) == ""
    assert begun == [tuple(f"{word}!" for word in words)]


async def test_what_is_made_is_printed_by_its_uuid(shell: Shell, answer: Answer) -> None:
    shell.make(Pool)
    repository, controller = shell.make(Repository), shell.make(SDNController)
    asked = answer("Repository.introduce", repository)
    words = ("name-label=a", "binary-url=b", "source-url=s", "update=y", "gpgkey-path=k")
    assert await shell.out("repository-introduce", *words) == f"{repository.uuid}\n"
    assert asked == [("a", "", "b", "s", True, "k")]
    answer("Repository.introduce_bundle", repository)
    assert (
        await shell.out("repository-introduce-bundle", "name-label=a", "--minimal") == f"{repository.uuid}\n"
    )
    asked = answer("Repository.introduce_remote_pool", repository)
    (shell.directory / "ca.pem").write_text("PEM")
    words = ("name-label=a", "binary-url=b", "certificate-file=ca.pem", "name-description=d")
    assert await shell.out("repository-introduce-remote-pool", *words) == f"{repository.uuid}\n"
    assert asked == [("a", "d", "b", "PEM")]
    asked = answer("SDN_controller.introduce", controller)
    assert await shell.out("sdn-controller-introduce", "address=192.0.2.1") == f"{controller.uuid}\n"
    assert asked == [("ssl", "192.0.2.1", 0)]
    recovery = shell.make(DrTask)
    asked = answer("DR_task.create", recovery)
    words = ("type=nfs", "device-config:server=s", "sr-whitelist=a,,b")
    assert await shell.out("drtask-create", *words) == f"{recovery.uuid}\n"
    assert asked == [("nfs", {"server": "s"}, ("a", "b"))]
    assert await shell.out("drtask-list") == (
        f"uuid ( RO)              : {recovery.uuid}\n    introduced-SRs ( RO): \n\n\n"
    )
    assert await shell.out("drtask-param-get", f"uuid={recovery.uuid}", "param-name=introduced-SRs") == "\n"


async def test_records_of_classes_without_objects_yet(shell: Shell, answer: Answer) -> None:
    controller = shell.make(SDNController, address="192.0.2.1", port=6632)
    record = (
        f"uuid ( RO)        : {controller.uuid}\n"
        "    protocol ( RO): ssl\n"
        "     address ( RO): 192.0.2.1\n"
        "        port ( RO): 6632\n\n\n"
    )
    assert await shell.out("sdn-controller-list") == record
    assert await shell.out("sdn-controller-param-list", f"uuid={controller.uuid}") == record
    repository = shell.make(Repository, name_label="base", update=True, hash="1f", certificate="secret")
    assert await shell.out("repository-param-list", f"uuid={repository.uuid}") == (
        f"uuid ( RO)                : {repository.uuid}\n"
        "          name-label ( RW): base\n"
        "    name-description ( RW): \n"
        "          binary-url ( RO): \n"
        "          source-url ( RO): \n"
        "              update ( RO): true\n"
        "                hash ( RO): 1f\n"
        "         gpgkey-path ( RW): \n"
        "              origin ( RO): remote\n\n\n"
    )
    assert await shell.out("repository-list", "params=all") == await shell.out("repository-list")
    hidden = ("repository-param-get", f"uuid={repository.uuid}", "param-name=certificate")
    assert await shell.out(*hidden) == "secret\n"
    pool = shell.make(Pool)
    added = answer("pool.add_repository", None)
    words = ("pool-param-add", f"uuid={pool.uuid}", "param-name=repositories", f"param-key={repository.uuid}")
    assert await shell.out(*words) == ""
    assert added == [(pool, repository)]


async def test_updates_and_vlans_of_the_whole_pool(shell: Shell, answer: Answer) -> None:
    pool, network = shell.make(Pool), shell.make(Network)
    pif, made = shell.make(PIF), [shell.make(PIF), shell.make(PIF)]
    asked = answer("pool.sync_updates", "1f2e")
    assert await shell.out("pool-sync-updates", "--force", "token=t", "token-id=i") == "1f2e\n"
    assert asked[0][:4] == (pool, True, "t", "i")
    asked = answer("pool.configure_update_sync", None)
    words = ("update-sync-frequency=Weekly", "update-sync-day=6")
    assert await shell.out("pool-configure-update-sync", *words) == ""
    assert asked == [(pool, "weekly", 6)]
    asked = answer("pool.create_VLAN_from_PIF", made)
    words = (f"pif-uuid={pif.uuid}", f"network-uuid={network.uuid}", "vlan=7")
    assert await shell.out("pool-vlan-create", *words) == "".join(f"{each.uuid}\n" for each in made)
    assert await shell.out("pool-vlan-create", *words, "--minimal") == f"{made[0].uuid},{made[1].uuid}\n"
    assert asked[0] == (pif, network, 7)


async def test_who_leaves_and_who_leads(shell: Shell, answer: Answer) -> None:
    shell.make(Pool)
    host = shell.make(Host)
    asked = answer("pool.eject", None)
    said = await shell("pool-eject", f"host-uuid={host.uuid}", stdin="yes\n")
    assert said.code == 0
    assert said.out.endswith(
        "Type 'yes' to continue\nThe host has left; it starts anew as a pool of its own.\n"
    )
    assert asked == [(host,)]
    answer("pool.emergency_transition_to_master", None)
    said = await shell("pool-emergency-transition-to-master", "--force")
    assert (said.code, said.out) == (0, "xapid on this host starts anew as the leader of the pool.\n")
    answer("pool.recover_slaves", [host])
    assert await shell.out("pool-recover-slaves") == f"{host.uuid}\n"
    asked = answer("pool.join_force", None)
    words = ("master-address=a", "master-username=u", "master-password=p", "--force")
    assert (await shell.out("pool-join", *words)).count("\n") == 1
    assert asked == [("a", "u", "p")]


async def test_who_is_logged_in(shell: Shell) -> None:
    for identifier in ("u1", "u2", "u1"):
        shell.make(Session, auth_user_sid=identifier)
    listed = await shell.out("session-subject-identifier-list")
    one, other = (f"subject-identifier ( RO)    : {identifier}\n\n\n" for identifier in ("u1", "u2"))
    assert listed in (one + other, other + one)
    assert await shell.out("session-subject-identifier-logout", "subject-identifier=u1") == ""
    assert await shell.out("session-subject-identifier-list", "--minimal") == "u2\n"
    assert await shell.out("session-subject-identifier-logout-all") == ""
    assert await shell.out("session-subject-identifier-list") == ""
