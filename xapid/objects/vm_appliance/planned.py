"""Messages of the class VM_appliance that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR, READ_ONLY
from xapid.objects.vm_appliance import VmAppliance

# fmt: off
not_built(VmAppliance, "start(self: VM_appliance ref, paused: bool)",
    "Start the VMs of the appliance in their order; paused holds each before its first step.",
    role=POOL_OPERATOR, waits_for="appliances", errors=("OPERATION_PARTIALLY_FAILED",))
not_built(VmAppliance, "clean_shutdown(self: VM_appliance ref)",
    "Ask the guests of the appliance to power off, in the reverse of their order.",
    role=POOL_OPERATOR, waits_for="appliances", errors=("OPERATION_PARTIALLY_FAILED",))
not_built(VmAppliance, "hard_shutdown(self: VM_appliance ref)",
    "Stop the VMs of the appliance at once, in the reverse of their order.",
    role=POOL_OPERATOR, waits_for="appliances", errors=("OPERATION_PARTIALLY_FAILED",))
not_built(VmAppliance, "shutdown(self: VM_appliance ref)",
    "Shut each VM of the appliance down cleanly if it can be, else stop it, in the reverse of their order.",
    role=POOL_OPERATOR, waits_for="appliances", errors=("OPERATION_PARTIALLY_FAILED",))
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
