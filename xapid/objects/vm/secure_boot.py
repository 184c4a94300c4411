"""Whether VMs can start with Secure Boot, and the keys that it takes."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN, VM_ADMIN
from xapid.objects.context import Context
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.efi_variables import PART, keys_of, packed, with_keys_of
from xapid.objects.vm.enums import VmOperations as Op
from xapid.objects.vm.enums import VmSecurebootCertificatesState as Certificates
from xapid.objects.vm.enums import VmSecurebootReadiness as Readiness
from xapid.objects.vm.enums import VmUefiMode
from xapid.objects.vm.nvram import is_secure, is_uefi, replace, variables_of, vendor_variables


@message(VM, role=POOL_ADMIN)
async def get_secureboot_readiness(ctx: Context, self: VM) -> Readiness:
    """Whether the VM could start with Secure Boot, and if not, why; by the variables of its last stop."""
    if not is_uefi(self):
        return Readiness.not_supported
    if not is_secure(self):
        return Readiness.disabled
    variables = variables_of(self)
    if not variables:
        return Readiness.first_boot
    keys = keys_of(variables).keys()
    if "PK" not in keys:
        return Readiness.setup_mode
    if not {"KEK", "db"} <= keys:
        return Readiness.certs_incomplete
    return Readiness.ready if "dbx" in keys else Readiness.ready_no_dbx


@message(VM, role=POOL_ADMIN, operation=Op.changing_NVRAM)
async def set_uefi_mode(ctx: Context, self: VM, mode: VmUefiMode) -> str:
    """Take all keys out of a halted VM's firmware (setup), or put those of the host's firmware in (user).

    Says what was done. OPERATION_NOT_ALLOWED for a VM without UEFI, or a host without such keys.
    """
    if not is_uefi(self):
        raise XenError("OPERATION_NOT_ALLOWED", "The VM does not start by UEFI")
    vendor = await vendor_variables(ctx)
    if not keys_of(vendor):
        raise XenError("OPERATION_NOT_ALLOWED", "The host's firmware comes without keys")
    before = variables_of(self) or vendor
    after = with_keys_of(before, vendor if mode == VmUefiMode.user else [])
    await replace(ctx, self, {**self.NVRAM, PART: packed(after)})
    return f"{mode} mode, keys: {', '.join(keys_of(after)) or 'none'}"


@message(VM, role=VM_ADMIN)
async def update_secureboot_certificates_on_boot(ctx: Context, self: VM, mark: bool) -> None:
    """Have the next start add the certificates that the VM lacks, or no longer.

    OPERATION_NOT_ALLOWED when it lacks none.
    """
    if self.secureboot_certificates_state == Certificates.ok:
        if mark:
            raise XenError("OPERATION_NOT_ALLOWED", "The VM has all certificates of the host's firmware")
        return
    with ctx.change():
        self.secureboot_certificates_state = (
            Certificates.update_on_boot if mark else Certificates.update_available
        )
