"""What sizes a VM may have: memory limits in order, virtual processors in order."""

from __future__ import annotations

from xapid.model.errors import XenError

#: Below this no guest starts, whatever its record says.
LEAST_MEMORY = 16 << 20
MOST_VCPUS = 288


def check_memory(static_min: int, dynamic_min: int, dynamic_max: int, static_max: int) -> None:
    """MEMORY_CONSTRAINT_VIOLATION unless static min <= dynamic min <= dynamic max <= static max, in bytes."""
    if not 0 <= static_min <= dynamic_min <= dynamic_max <= static_max:
        raise XenError(
            "MEMORY_CONSTRAINT_VIOLATION",
            "static_min <= dynamic_min <= dynamic_max <= static_max is required",
        )
    if static_max < LEAST_MEMORY:
        raise XenError("MEMORY_CONSTRAINT_VIOLATION", f"static_max is below {LEAST_MEMORY} bytes")


def check_vcpus(at_startup: int, most: int) -> None:
    """INVALID_VALUE unless 1 <= at start-up <= maximum."""
    if not 1 <= most <= MOST_VCPUS:
        raise XenError("INVALID_VALUE", "VCPUs_max", most)
    if not 1 <= at_startup <= most:
        raise XenError("INVALID_VALUE", "VCPUs_at_startup", at_startup)


#: What QEMU takes beside the guest's memory: itself with its buffers, and each processor's share.
PROCESS_OVERHEAD, VCPU_OVERHEAD = 96 << 20, 3 << 20
#: The second set of page tables: 8 bytes for each 4096 of the guest's.
PAGE_TABLE_FRACTION = 512


def memory_overhead(static_max: int, vcpus: int) -> int:
    """What running a VM of that size costs the host beside the guest's memory, in bytes."""
    return PROCESS_OVERHEAD + vcpus * VCPU_OVERHEAD + static_max // PAGE_TABLE_FRACTION


def largest_memory(total: int, vcpus: int) -> int:
    """The largest memory, in whole MiB, that fits into ``total`` bytes with its overhead; 0 if none does."""
    room = total - memory_overhead(0, vcpus)
    return max(0, room * PAGE_TABLE_FRACTION // (PAGE_TABLE_FRACTION + 1)) >> 20 << 20
