"""Messages of the class VM_appliance that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import READ_ONLY
from xapid.objects.vm_appliance import VmAppliance

# fmt: off
not_built(VmAppliance, "assert_can_be_recovered(self: VM_appliance ref, session_to: session ref)",
    "Fail with the reason when the appliance could not be brought back in the other session's pool.",
    role=READ_ONLY, waits_for="disaster recovery", errors=("VM_REQUIRES_SR",))
not_built(VmAppliance,
    "get_SRs_required_for_recovery(self: VM_appliance ref, session_to: session ref) => SR ref set",
    "The repositories that the other session's pool needs to bring the appliance back.",
    role=READ_ONLY, waits_for="disaster recovery")
not_built(VmAppliance, "recover(self: VM_appliance ref, session_to: session ref, force: bool)",
    "Bring the appliance back in the other session's pool; force replaces newer VMs there.",
    role=READ_ONLY, waits_for="disaster recovery", errors=("VM_REQUIRES_SR",))
