"""The class VM_metrics."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import VM_ADMIN
from xapid.model.types import BOOL, DATETIME, FLOAT, INT, STRING, STRING_MAP, STRING_SET, enum, map_of
from xapid.objects.vm.enums import DomainType


class VmMetrics(XenObject, name="VM_metrics", write_role=VM_ADMIN):
    """Facts about one running VM, as its host sees them."""

    uuid = field(STRING, "unique identifier")
    memory_actual = field(INT, "memory that the guest has now, in bytes", persist=False)
    VCPUs_number = field(INT, "vCPUs that the guest has now")
    VCPUs_utilisation = field(map_of(INT, FLOAT), "load of each vCPU, 0.0 to 1.0", default={}, persist=False,
                              removed=True)  # fmt: skip
    VCPUs_CPU = field(map_of(INT, INT), "the processor of the host that each vCPU last ran on", persist=False)
    VCPUs_params = field(STRING_MAP, "scheduling of the vCPUs that is in force: weight, cap, mask",
                         persist=False)  # fmt: skip
    VCPUs_flags = field(map_of(INT, STRING_SET), "state of each vCPU, such as blocked, online, running",
                        persist=False)  # fmt: skip
    state = field(STRING_SET, "state of the domain, such as running, blocked, dying", persist=False)
    start_time = field(DATETIME, "when it last started")
    install_time = field(DATETIME, "when it was installed")
    last_updated = field(DATETIME, "when these facts were last read from the host", persist=False)
    other_config = field(STRING_MAP, "free entries for clients and tools", default={}, writable=True,
                         persist=False)  # fmt: skip
    hvm = field(BOOL, "whether the running guest has its own firmware and emulated hardware", default=False,
                persist=False)  # fmt: skip
    nested_virt = field(BOOL, "whether the running guest can virtualise", default=False, persist=False)
    nomigrate = field(BOOL, "whether the running guest cannot be moved to another host", default=False,
                      persist=False)  # fmt: skip
    current_domain_type = field(enum(DomainType),
                                "how the running guest is virtualised; unspecified while it is halted",
                                default=DomainType.unspecified)  # fmt: skip
    numa_optimised = field(BOOL, "whether its memory and vCPUs lie on as few NUMA nodes as possible",
                           default=False, given=True)  # fmt: skip
    numa_nodes = field(INT, "NUMA nodes that its memory lies on", default=0, given=True)
    numa_node_memory = field(map_of(INT, INT), "its memory on each NUMA node, in bytes", default={})
