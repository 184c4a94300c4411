The identity and the firmware of VMs.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal
  $ uuid BIOS xe vm-create name-label=bios
  $ uuid UEFI xe vm-create name-label=uefi
  $ xe vm-param-set uuid=$UEFI HVM-boot-params:firmware=uefi domain-type=hvm

What the firmware says of the maker: nothing yet, a maker, or the usual.

  $ xe vm-is-bios-customized vm=bios
  The BIOS strings of this VM are not set.
  $ xe vm-copy-bios-strings vm=bios
  ! Required parameter not found: host-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vm-copy-bios-strings vm=bios host-uuid=nowhere
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nowhere
  [1]
  $ xe vm-copy-bios-strings vm=nobody host-uuid=$HOST
  ! Error: No matching VMs found
  [1]
  $ xe vm-param-set uuid=$UEFI bios-strings:bios-vendor=ACME
  $ xe vm-is-bios-customized vm=uefi
  This VM is BIOS-customized.
  $ xe vm-copy-bios-strings vm=uefi host-uuid=$HOST
  ! The BIOS strings of the VM are set already, and stay.
  [1]
  $ uuid XEN xe vm-create name-label=xen
  $ xe vm-param-set uuid=$XEN bios-strings:bios-vendor=Xen
  $ xe vm-is-bios-customized vm=xen
  This VM is BIOS-generic.
  $ xe vm-is-bios-customized vm=xen --minimal
  
  $ xe vm-is-bios-customized vm=nobody
  ! Error: No matching VMs found
  [1]
  $ xe vm-copy-bios-strings vm=bios host-uuid=$HOST
  $ xe vm-param-list uuid=$BIOS | grep -c 'bios-strings (MRO)'
  1

Secure Boot.

  $ xe vm-get-secureboot-readiness
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vm-get-secureboot-readiness uuid=00000000-0000-0000-0000-000000000000
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe vm-get-secureboot-readiness uuid=$BIOS
  not_supported
  $ xe vm-get-secureboot-readiness uuid=$UEFI
  disabled
  $ xe vm-param-set uuid=$UEFI platform:secureboot=true
  $ xe vm-get-secureboot-readiness uuid=$UEFI
  first_boot
  $ xe vm-set-uefi-mode uuid=$UEFI
  ! Required parameter not found: mode
  ! For usage run: 'xe help'
  [1]
  $ xe vm-set-uefi-mode uuid=$UEFI mode=anarchy
  ! Error: Failed to parse parameter 'mode': Expected one of setup, user; got anarchy
  [1]
  $ xe vm-set-uefi-mode uuid=$BIOS mode=user
  ! This is not allowed now.
  ! reason: The VM does not start by UEFI
  [1]
  $ xe vm-set-uefi-mode uuid=00000000-0000-0000-0000-000000000000 mode=user
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe vm-set-uefi-mode uuid=$UEFI mode=user
  user mode, keys: db, dbx, KEK, PK
  $ xe vm-get-secureboot-readiness uuid=$UEFI
  ready
  $ xe vm-get-secureboot-readiness uuid=$UEFI --minimal
  
  $ xe vm-set-uefi-mode uuid=$UEFI mode=setup
  setup mode, keys: none
  $ xe vm-get-secureboot-readiness uuid=$UEFI
  setup_mode
  $ xe vm-param-get uuid=$UEFI param-name=secureboot-certificates-state
  ok
  $ xe vm-update-secureboot-certificates-on-boot vm=uefi
  ! Required parameter not found: mark
  ! For usage run: 'xe help'
  [1]
  $ xe vm-update-secureboot-certificates-on-boot vm=uefi mark=perhaps
  ! Error: Failed to parse parameter 'mark': Expected a boolean (true or false); got perhaps
  [1]
  $ xe vm-update-secureboot-certificates-on-boot vm=uefi mark=true
  ! This is not allowed now.
  ! reason: The VM has all certificates of the host's firmware
  [1]
  $ xe vm-param-get uuid=$UEFI param-name=secureboot-certificates-state
  ok
  $ xe vm-update-secureboot-certificates-on-boot vm=uefi mark=false
  $ xe vm-param-get uuid=$UEFI param-name=secureboot-certificates-state
  ok
  $ xe vm-update-secureboot-certificates-on-boot vm=bios mark=true
  ! This is not allowed now.
  ! reason: The VM has all certificates of the host's firmware
  [1]
  $ xe vm-update-secureboot-certificates-on-boot vm=nobody mark=true
  ! Error: No matching VMs found
  [1]
