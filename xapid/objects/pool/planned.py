"""Messages of the class pool that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import NOBODY, POOL_ADMIN, POOL_OPERATOR, READ_ONLY
from xapid.objects.certificate import CertificatePurpose  # noqa: F401 - its values are named below
from xapid.objects.permissions import POOL_OPERATOR_OR_CERT
from xapid.objects.pool import Pool

# fmt: off
not_built(Pool, "join(master_address: string, master_username: string, master_password: string)",
    "Make this host a member of the pool whose coordinator is at the address.",
    role=POOL_OPERATOR, waits_for="several hosts", secret=True,
    errors=("JOINING_HOST_CANNOT_CONTAIN_SHARED_SRS",))
not_built(Pool, "join_force(master_address: string, master_username: string, master_password: string)",
    "Make this host a member of a pool, even where their settings differ.",
    role=POOL_OPERATOR, waits_for="several hosts", secret=True)
not_built(Pool, "eject(host: host ref)",
    "Take a host out of the pool; it starts anew as a pool of its own, without its local disks.",
    role=POOL_OPERATOR, waits_for="several hosts")
not_built(Pool, "initial_auth() => string",
    "Give the pool secret to a host that joins and has proven who it is.",
    role=POOL_OPERATOR, waits_for="several hosts", hidden=True, secret=True)
not_built(Pool, "exchange_certificates_on_join(uuid: string, certificate: string) => (string -> string) map",
    "Take the certificate of a joining host and answer those of the pool, by host uuid.",
    role=POOL_OPERATOR, waits_for="several hosts", hidden=True)
not_built(Pool,
    "exchange_ca_certificates_on_join(import: (string -> string) map, export: Certificate ref set) => "
    "(string -> string) map",
    "Take the authorities that a joining host trusts and answer those asked for, by name.",
    role=POOL_OPERATOR, waits_for="several hosts", hidden=True)
not_built(Pool, "emergency_transition_to_master()",
    "Make this host the coordinator when the old one is lost.",
    role=POOL_OPERATOR, waits_for="several hosts", asynchronous=False, emergency=True)
not_built(Pool, "emergency_reset_master(master_address: string)",
    "Make this host follow the coordinator at the address, when it has lost its own.",
    role=POOL_OPERATOR, waits_for="several hosts", asynchronous=False, emergency=True)
not_built(Pool, "recover_slaves() => host ref set",
    "Tell every host that is still looking for a coordinator to follow this one; answers those that do.",
    role=POOL_OPERATOR, waits_for="several hosts")
not_built(Pool, "hello(host_uuid: string, host_address: string) => enum hello_return",
    "Greet the coordinator as the host with that uuid and address.",
    role=POOL_OPERATOR, waits_for="several hosts", hidden=True)
not_built(Pool, "create_VLAN(device: string, network: network ref, VLAN: int) => PIF ref set",
    "Make a VLAN of the tag on the named device of every host, all on one network.",
    role=POOL_OPERATOR, waits_for="VLANs", errors=("VLAN_TAG_INVALID",))
not_built(Pool, "create_VLAN_from_PIF(pif: PIF ref, network: network ref, VLAN: int) => PIF ref set",
    "Make a VLAN of the tag on every host's counterpart of the interface, all on one network.",
    role=POOL_OPERATOR, waits_for="VLANs", errors=("VLAN_TAG_INVALID",))
not_built(Pool, "enable_ha(heartbeat_srs: SR ref set, configuration: (string -> string) map)",
    "Have VMs restarted elsewhere when a host fails, with the shared state on the given SRs.",
    role=POOL_OPERATOR_OR_CERT, waits_for="HA")
not_built(Pool, "disable_ha()",
    "No longer restart VMs elsewhere when a host fails.", role=POOL_OPERATOR_OR_CERT, waits_for="HA")
not_built(Pool, "designate_new_master(host: host ref)",
    "Hand the part of the coordinator to another host that is alive.",
    role=POOL_OPERATOR, waits_for="several hosts")
not_built(Pool, "ha_prevent_restarts_for(seconds: int)",
    "Restart no VMs after a failure for that many seconds from now.",
    role=POOL_OPERATOR, waits_for="HA", asynchronous=False)
not_built(Pool, "ha_failover_plan_exists(n: int) => bool",
    "Whether all protected VMs could be restarted after that many hosts failed.",
    role=POOL_OPERATOR, waits_for="HA", asynchronous=False)
not_built(Pool, "ha_compute_max_host_failures_to_tolerate() => int",
    "The largest number of host failures that all protected VMs would survive.",
    role=POOL_OPERATOR, waits_for="HA", asynchronous=False)
not_built(Pool,
    "ha_compute_hypothetical_max_host_failures_to_tolerate(configuration: (VM ref -> string) map) => int",
    "The same number, were the VMs protected as the map of restart priorities says.",
    role=READ_ONLY, waits_for="HA", asynchronous=False)
not_built(Pool,
    "ha_compute_vm_failover_plan(failed_hosts: host ref set, failed_vms: VM ref set) => (VM ref -> (string "
    "-> string) map) map",
    "Where the VMs of the failed hosts would be restarted, or why one could not be.",
    role=POOL_OPERATOR, waits_for="HA", asynchronous=False)
not_built(Pool, "set_ha_host_failures_to_tolerate(self: pool ref, value: int)",
    "Set how many host failures the restart plan must survive.", role=POOL_OPERATOR, waits_for="HA")
not_built(Pool, "ha_schedule_plan_recomputation()",
    "Compute the restart plan anew, soon.", role=NOBODY, waits_for="HA", hidden=True, pool_internal=True)
not_built(Pool,
    "initialize_wlb(wlb_url: string, wlb_username: string, wlb_password: string, xenserver_username: "
    "string, xenserver_password: string)",
    "Connect the pool to a workload balancing server, each with a login for the other.",
    role=POOL_OPERATOR, waits_for="WLB", secret=True)
not_built(Pool, "deconfigure_wlb()",
    "End the connection to the workload balancing server.", role=POOL_OPERATOR, waits_for="WLB")
not_built(Pool, "send_wlb_configuration(config: (string -> string) map)",
    "Set settings on the workload balancing server.", role=POOL_OPERATOR, waits_for="WLB")
not_built(Pool, "retrieve_wlb_configuration() => (string -> string) map",
    "The settings of the workload balancing server.", role=READ_ONLY, waits_for="WLB")
not_built(Pool, "retrieve_wlb_recommendations() => (VM ref -> string set) map",
    "For each VM where the workload balancing server would move it, and why.",
    role=READ_ONLY, waits_for="WLB")
not_built(Pool, "enable_redo_log(sr: SR ref)",
    "Log changes of the database to a disk in the SR as well.", role=POOL_OPERATOR,
    waits_for="disaster recovery")
not_built(Pool, "disable_redo_log()",
    "Log changes of the database to shared storage no longer, unless HA does.",
    role=POOL_OPERATOR,
    waits_for="disaster recovery")
not_built(Pool, "set_vswitch_controller(address: string)",
    "Have all virtual switches obey the controller at the address; empty: none.",
    role=POOL_OPERATOR, waits_for="Open vSwitch")
not_built(Pool, "test_archive_target(self: pool ref, config: (string -> string) map) => string",
    "Try whether archives could be stored at the described place; answers what was found.",
    role=POOL_OPERATOR, waits_for="snapshots", asynchronous=False)
not_built(Pool, "enable_local_storage_caching(self: pool ref)",
    "Cache disks of shared SRs on a local SR of every host.", role=POOL_OPERATOR, waits_for="disk chains")
not_built(Pool, "disable_local_storage_caching(self: pool ref)",
    "Cache disks of shared SRs on no host any more.", role=POOL_OPERATOR, waits_for="disk chains")
not_built(Pool, "enable_ssl_legacy(self: pool ref)",
    "Accept old, weak TLS on all hosts.", role=POOL_OPERATOR, waits_for="nothing", removed=True)
not_built(Pool, "add_to_guest_agent_config(self: pool ref, key: string, value: string)",
    "Hand a setting to the agents in all guests.", role=POOL_ADMIN,
    waits_for="a guest agent that reads settings")
not_built(Pool, "remove_from_guest_agent_config(self: pool ref, key: string)",
    "Take a setting back from the agents in all guests.", role=POOL_ADMIN,
    waits_for="a guest agent that reads settings")
not_built(Pool, "set_repositories(self: pool ref, value: Repository ref set)",
    "Choose the update repositories in use.", role=POOL_OPERATOR_OR_CERT, waits_for="updates")
not_built(Pool, "add_repository(self: pool ref, value: Repository ref)",
    "Use one more update repository.", role=POOL_OPERATOR_OR_CERT, waits_for="updates")
not_built(Pool, "remove_repository(self: pool ref, value: Repository ref)",
    "No longer use an update repository.", role=POOL_OPERATOR_OR_CERT, waits_for="updates")
not_built(Pool,
    'sync_updates(self: pool ref, force: bool, token: string = "", token_id: string = "", username: string '
    '= "", password: string = "") => string',
    "Fetch what is new in the repositories; answers the checksum of what was fetched.",
    role=POOL_OPERATOR_OR_CERT, waits_for="updates", secret=True)
not_built(Pool, "check_update_readiness(self: pool ref, requires_reboot: bool) => string set set",
    "What stands in the way of updating, each as an error with its parameters.",
    role=POOL_OPERATOR_OR_CERT, waits_for="updates")
not_built(Pool, "configure_repository_proxy(self: pool ref, url: string, username: string, password: string)",
    "Fetch updates through a proxy, with a login if it needs one.",
    role=POOL_OPERATOR_OR_CERT, waits_for="updates", secret=True)
not_built(Pool, "disable_repository_proxy(self: pool ref)",
    "Fetch updates without a proxy.", role=POOL_OPERATOR_OR_CERT, waits_for="updates")
not_built(Pool,
    "configure_update_sync(self: pool ref, update_sync_frequency: enum update_sync_frequency, "
    "update_sync_day: int)",
    "Set how often repositories are synchronised, and on which day of the week, 0 for Sunday.",
    role=POOL_OPERATOR, waits_for="updates")
not_built(Pool, "set_update_sync_enabled(self: pool ref, value: bool)",
    "Choose whether repositories are synchronised by the schedule.", role=POOL_OPERATOR, waits_for="updates")
not_built(Pool,
    "sync_trusted_certificates_from(self: pool ref, remote_pool: string, remote_session: session ref, "
    "remote_certificate: string, ca: bool) => Certificate ref set",
    "Take over the trusted certificates of another pool; answers those that are new.",
    role=POOL_OPERATOR_OR_CERT, waits_for="several hosts")
not_built(Pool,
    "exchange_trusted_certificates_on_join(self: pool ref, ca: bool, import: (string -> string set) map, "
    "export: Certificate ref set) => (string -> string set) map",
    "Take the trusted certificates of a joining host and answer those asked for.",
    role=POOL_OPERATOR_OR_CERT, waits_for="several hosts", hidden=True)
not_built(Pool,
    "exchange_crls_on_join(self: pool ref, import: (string -> string) map, export: string set) => (string "
    "-> string) map",
    "Take the lists of revoked certificates of a joining host and answer those asked for.",
    role=POOL_OPERATOR_OR_CERT, waits_for="several hosts", hidden=True)
