"""Messages of the class VTPM that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import NOBODY, VM_ADMIN
from xapid.objects.vtpm import VTPM

# fmt: off
not_built(VTPM, "create(vM: VM ref, is_unique: bool) => VTPM ref",
    "Give a halted VM a trusted platform module.", role=VM_ADMIN, waits_for="TPMs")
not_built(VTPM, "destroy(self: VTPM ref)",
    "Take the module from its halted VM, and delete its contents.", role=VM_ADMIN, waits_for="TPMs")
not_built(VTPM, "get_contents(self: VTPM ref) => string",
    "The state of the module, in base64.", role=NOBODY, waits_for="TPMs", hidden=True, secret=True)
not_built(VTPM, "set_contents(self: VTPM ref, contents: string)",
    "Replace the state of the module by the given one, in base64.",
    role=NOBODY, waits_for="TPMs", hidden=True, secret=True)
