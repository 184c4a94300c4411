"""Messages of the class host that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import NOBODY, POOL_ADMIN, POOL_OPERATOR, READ_ONLY, VM_OPERATOR, VM_POWER_ADMIN
from xapid.objects.host import Host
from xapid.objects.permissions import POOL_OPERATOR_OR_CERT

# fmt: off
not_built(Host, "send_debug_keys(host: host ref, keys: string)",
    "Send debug keys to the host's hypervisor.", role=POOL_ADMIN, waits_for="a hypervisor with debug keys")
not_built(Host, "license_apply(host: host ref, contents: string)",
    "Put a licence in force; editions took its place.",
    role=POOL_OPERATOR, waits_for="nothing", removed=True, errors=("LICENSE_PROCESSING_ERROR",))
not_built(Host,
    "create(uuid: string, name_label: string, name_description: string, hostname: string, address: string, "
    'external_auth_type: string = "", external_auth_service_name: string = "", external_auth_configuration: '
    '(string -> string) map = {}, license_params: (string -> string) map = {}, edition: string = "", '
    'license_server: (string -> string) map = {"address": "localhost", "port": "27000"}, local_cache_sr: SR '
    'ref = "OpaqueRef:NULL", chipset_info: (string -> string) map = {}, ssl_legacy: bool = true, '
    'last_software_update: datetime = "19700101T00:00:00Z", last_update_hash: string = "", ssh_enabled: '
    'bool = true, ssh_enabled_timeout: int = 0, ssh_expiry: datetime = "19700101T00:00:00Z", '
    "console_idle_timeout: int = 0, ssh_auto_mode: bool = false, secure_boot: bool = false, "
    'software_version: (string -> string) map = {}, https_only: bool = false, max_cstate: string = "", '
    'ntp_mode: enum host_ntp_mode = "Factory", ntp_custom_servers: string set = [], timezone: string = '
    '"UTC", numa_affinity_policy: enum host_numa_affinity_policy = "default_policy", '
    "latest_synced_updates_applied: enum latest_synced_updates_applied_state = [], pending_guidances_full: "
    "enum update_guidances set = [], pending_guidances_recommended: enum update_guidances set = []) => host "
    "ref",
    "Enter a host into the database.", role=POOL_OPERATOR, waits_for="several hosts", hidden=True)
not_built(Host, "destroy(self: host ref)",
    "Delete a host from the database that is gone for good.", role=POOL_OPERATOR, waits_for="several hosts")
not_built(Host, "emergency_ha_disable(soft: bool = false)",
    "Switch HA off on this host alone; soft: until its next start.",
    role=POOL_OPERATOR, waits_for="HA", asynchronous=False, emergency=True)
not_built(Host, "ha_disarm_fencing(host: host ref)",
    "Let the host live on when it loses touch with the pool.",
    role=NOBODY, waits_for="HA", hidden=True, pool_internal=True)
not_built(Host,
    "preconfigure_ha(host: host ref, statefiles: VDI ref set, metadata_vdi: VDI ref, generation: string)",
    "Hand the host the shared state and settings for HA.",
    role=NOBODY, waits_for="HA", hidden=True, pool_internal=True)
not_built(Host, "ha_join_liveset(host: host ref)",
    "Have the host take part in HA.", role=NOBODY, waits_for="HA", hidden=True, pool_internal=True)
not_built(Host, "ha_disable_failover_decisions(host: host ref)",
    "Have the host no longer decide on restarts of VMs.",
    role=NOBODY, waits_for="HA", hidden=True, pool_internal=True)
not_built(Host, "ha_wait_for_shutdown_via_statefile(host: host ref)",
    "Wait until the shared state tells the host that HA ends.",
    role=NOBODY, waits_for="HA", hidden=True, pool_internal=True)
not_built(Host, "ha_stop_daemon(host: host ref)",
    "Stop the host's HA daemon.", role=NOBODY, waits_for="HA", hidden=True, pool_internal=True)
not_built(Host, "ha_release_resources(host: host ref)",
    "Give back what HA holds on the host.", role=NOBODY, waits_for="HA", hidden=True, pool_internal=True)
not_built(Host, "request_backup(host: host ref, generation: int, force: bool)",
    "Have the host take a copy of the database if its own is older than the generation.",
    role=NOBODY, waits_for="several hosts", asynchronous=False, hidden=True, pool_internal=True)
not_built(Host, "request_config_file_sync(host: host ref, hash: string)",
    "Have the host take the shared configuration files if their hash differs.",
    role=NOBODY, waits_for="several hosts", asynchronous=False, hidden=True, pool_internal=True)
not_built(Host, "propose_new_master(address: string, manual: bool)",
    "Ask this host whether it agrees to the coordinator at the address.",
    role=NOBODY, waits_for="several hosts", asynchronous=False, hidden=True, pool_internal=True,
    emergency=True)
not_built(Host, "commit_new_master(address: string)",
    "Have this host follow the coordinator that it agreed to.",
    role=NOBODY, waits_for="several hosts", asynchronous=False, hidden=True, pool_internal=True,
    emergency=True)
not_built(Host, "abort_new_master(address: string)",
    "Have this host forget the coordinator that was proposed.",
    role=NOBODY, waits_for="several hosts", asynchronous=False, hidden=True, pool_internal=True,
    emergency=True)
not_built(Host, "record_data_source(host: host ref, data_source: string)",
    "Record a data source of the host from now on.",
    role=POOL_OPERATOR, waits_for="metrics", asynchronous=False)
not_built(Host, "forget_data_source_archives(host: host ref, data_source: string)",
    "Delete what was recorded of a data source of the host.",
    role=POOL_OPERATOR, waits_for="metrics", asynchronous=False)
not_built(Host, "get_uncooperative_resident_VMs(self: host ref) => VM ref set",
    "The VMs on the host that do not give memory back when asked.",
    role=READ_ONLY, waits_for="memory ballooning")
not_built(Host, "get_uncooperative_domains(self: host ref) => string set",
    "The uuids of domains that do not give memory back when asked.",
    role=NOBODY, waits_for="memory ballooning", hidden=True, pool_internal=True)
not_built(Host, "notify(ty: string, params: string)",
    "Tell this host something that other hosts decided.",
    role=NOBODY, waits_for="several hosts", hidden=True, pool_internal=True)
not_built(Host, "tickle_heartbeat(host: host ref, stuff: (string -> string) map) => (string -> string) map",
    "Note that the host lives, with what it tells of itself; answers news for it.",
    role=NOBODY, waits_for="several hosts", asynchronous=False, hidden=True, pool_internal=True)
not_built(Host, "sync_data(host: host ref)",
    "Copy the files that all hosts share from the coordinator to the host.",
    role=POOL_ADMIN, waits_for="several hosts", asynchronous=False)
not_built(Host, "backup_rrds(host: host ref, delay: float)",
    "Store the host's metrics after a delay, in seconds.",
    role=POOL_ADMIN, waits_for="metrics", asynchronous=False)
not_built(Host, "retrieve_wlb_evacuate_recommendations(self: host ref) => (VM ref -> string set) map",
    "For each VM where the workload balancing server would move it to empty the host.",
    role=READ_ONLY, waits_for="WLB")
not_built(Host, "update_master(host: host ref, master_address: string)",
    "Have the host follow the coordinator at the address.",
    role=NOBODY, waits_for="several hosts", hidden=True, pool_internal=True)
not_built(Host, "attach_static_vdis(host: host ref, vdi_reason_map: (VDI ref -> string) map)",
    "Attach disks on the host at every start, each for a reason.",
    role=NOBODY, waits_for="HA", hidden=True, pool_internal=True)
not_built(Host, "detach_static_vdis(host: host ref, vdis: VDI ref set)",
    "Attach the disks at the host's start no longer.",
    role=NOBODY, waits_for="HA", hidden=True, pool_internal=True)
not_built(Host, "set_localdb_key(host: host ref, key: string, value: string)",
    "Set a key of the host's own small database.",
    role=NOBODY, waits_for="several hosts", hidden=True, pool_internal=True)
not_built(Host, "refresh_pack_info(host: host ref)",
    "Read anew which supplementary packs the host has.", role=POOL_OPERATOR, waits_for="updates")
not_built(Host, "set_cpu_features(host: host ref, features: string)",
    "Mask features of the host's processors from its next start; VMs are levelled instead.",
    role=POOL_OPERATOR, waits_for="nothing", asynchronous=False, removed=True)
not_built(Host, "reset_cpu_features(host: host ref)",
    "Mask no features of the host's processors; VMs are levelled instead.",
    role=POOL_OPERATOR, waits_for="nothing", asynchronous=False, removed=True)
not_built(Host, "enable_local_storage_caching(host: host ref, sr: SR ref)",
    "Cache disks of shared SRs on a local SR of the host.",
    role=POOL_OPERATOR, waits_for="disk chains", asynchronous=False)
not_built(Host, "disable_local_storage_caching(host: host ref)",
    "Cache disks of shared SRs on the host no longer.",
    role=POOL_OPERATOR, waits_for="disk chains", asynchronous=False)
not_built(Host, "sync_vlans(host: host ref)",
    "Give the host the VLANs that the coordinator has.",
    role=POOL_OPERATOR, waits_for="several hosts", asynchronous=False, hidden=True, pool_internal=True)
not_built(Host, "sync_tunnels(host: host ref)",
    "Give the host the tunnels that the coordinator has.",
    role=POOL_OPERATOR, waits_for="several hosts", asynchronous=False, hidden=True, pool_internal=True)
not_built(Host, "sync_pif_currently_attached(host: host ref, bridges: string set)",
    "Note which interfaces of the host are up, by the bridges that it has.",
    role=POOL_OPERATOR, waits_for="several hosts", asynchronous=False, hidden=True, pool_internal=True)
not_built(Host,
    "migrate_receive(host: host ref, network: network ref, options: (string -> string) map) => (string -> "
    "string) map",
    "Make ready to take a VM in over the network; answers what the sender needs.",
    role=VM_POWER_ADMIN, waits_for="several hosts")
not_built(Host, "declare_dead(host: host ref)",
    "Tell the pool that the host is off, so that its VMs may be started elsewhere.",
    role=POOL_OPERATOR, waits_for="several hosts")
not_built(Host, "enable_display(host: host ref) => enum host_display",
    "Have the host use its screen again after its next boot; answers the new state.",
    role=POOL_OPERATOR, waits_for="GPU")
not_built(Host, "disable_display(host: host ref) => enum host_display",
    "Have the host leave its screen to VMs after its next boot; answers the new state.",
    role=POOL_OPERATOR, waits_for="GPU")
not_built(Host, "apply_guest_agent_config(host: host ref)",
    "Hand the pool's settings to the agents in the host's guests.",
    role=POOL_ADMIN, waits_for="a guest agent that reads settings", hidden=True)
not_built(Host, "mxgpu_vf_setup(host: host ref)",
    "Have the driver of the host's AMD graphics processors make its virtual functions.",
    role=VM_OPERATOR, waits_for="GPU", hidden=True, pool_internal=True)
not_built(Host, "nvidia_vf_setup(host: host ref, pf: PCI ref, enable: bool)",
    "Have the driver of an NVIDIA graphics processor make or remove its virtual functions.",
    role=VM_OPERATOR, waits_for="GPU", hidden=True, pool_internal=True)
not_built(Host, "allocate_resources_for_vm(self: host ref, vm: VM ref, live: bool)",
    "Set aside on the host what the VM needs to be started or moved there.",
    role=VM_OPERATOR, waits_for="several hosts", hidden=True)
not_built(Host, "set_multipathing(host: host ref, value: bool)",
    "Choose whether the host reaches storage over several paths.",
    role=POOL_OPERATOR, waits_for="multipath storage")
not_built(Host, "set_sched_gran(self: host ref, value: enum host_sched_gran)",
    "Set what the scheduler gives to one VM at a time, from the host's next boot.",
    role=NOBODY, waits_for="Xen")
not_built(Host, "get_sched_gran(self: host ref) => enum host_sched_gran",
    "What the scheduler gives to one VM at a time.", role=NOBODY, waits_for="Xen")
not_built(Host, "set_numa_affinity_policy(self: host ref, value: enum host_numa_affinity_policy)",
    "Set how VMs are placed on the host's memory nodes.", role=POOL_ADMIN, waits_for="memory nodes")
not_built(Host, "cert_distrib_atom(host: host ref, command: string) => string",
    "Do one step of the exchange of certificates between hosts.",
    role=NOBODY, waits_for="several hosts", hidden=True, pool_internal=True)
not_built(Host, "apply_updates(self: host ref, hash: string) => string set set",
    "Apply the updates of the synchronised repositories that the hash names; answers warnings.",
    role=POOL_OPERATOR_OR_CERT, waits_for="updates")
not_built(Host, "rescan_drivers(self: host ref)",
    "Look for the host's drivers and their variants anew.", role=POOL_ADMIN, waits_for="updates")
not_built(Host, "copy_primary_host_certs(host: host ref)",
    "Have the host take over the coordinator's trusted certificates.",
    role=POOL_ADMIN, waits_for="several hosts", hidden=True, pool_internal=True)
not_built(Host, "apply_recommended_guidances(self: host ref)",
    "Do what is recommended after updates; callers do that themselves now.",
    role=POOL_OPERATOR, waits_for="nothing", removed=True)
not_built(Host, "update_firewalld_service_status()",
    "Open and close ports of this host's firewall as its services need.",
    role=POOL_OPERATOR, waits_for="firewalld", asynchronous=False, hidden=True, pool_internal=True,
    emergency=True)
