VMs are deleted, with and without their disks.

  $ . "$GOLDEN/setup.sh"
  $ uuid VM xe vm-create name-label=web
  $ uuid OTHER xe vm-create name-label=other
  $ uuid DOM0 xe vm-list is-control-domain=true --minimal
  $ xe vm-disk-add vm=web disk-size=4MiB device=0
  $ uuid DISK xe vbd-list vm-uuid=$VM params=vdi-uuid --minimal
  $ uuid SR xe pool-list params=default-SR --minimal
  $ uuid KEPT xe vdi-create sr-uuid=$SR name-label=kept virtual-size=1MiB
  $ uuid VBD xe vbd-create vm-uuid=$VM vdi-uuid=$KEPT device=1

Before anything goes it is asked; anything but yes is no.

  $ xe vm-uninstall vm=nobody
  ! Error: No matching VMs found
  [1]
  $ xe vm-uninstall vm=web </dev/null
  This will be deleted:
  VM : <VM> (web)
  VDI: <DISK> (web 0)
  Type 'yes' to continue
  Aborted (you typed: '')
  $ echo no | plain xe vm-uninstall vm=web | shown
  This will be deleted:
  VM : <VM> (web)
  VDI: <DISK> (web 0)
  Type 'yes' to continue
  Aborted (you typed: 'no')
  $ echo yesterday | plain xe vm-uninstall vm=web | shown
  This will be deleted:
  VM : <VM> (web)
  VDI: <DISK> (web 0)
  Type 'yes' to continue
  Aborted (you typed: 'yesterday')
  $ xe vm-list uuid=$VM --minimal
  <VM>
  $ xe vm-uninstall
  ! Error: Multiple matches VMs found. --multiple required to complete the operation
  [1]
  $ xe vm-uninstall uuid=$DOM0 --force
  ! Error: No matching VMs found
  [1]

Yes, in any case and with any space around it; only the disks that were made for the VM go with it.

  $ echo "  YES " | plain xe vm-uninstall vm=web | shown
  This will be deleted:
  VM : <VM> (web)
  VDI: <DISK> (web 0)
  Type 'yes' to continue
  All of it is deleted
  $ xe vm-list uuid=$VM
  $ xe vdi-list uuid=$DISK
  $ xe vdi-list uuid=$KEPT params=name-label
  name-label ( RW)    : kept
  
  

Without a question; a running VM is stopped first.

  $ uuid RUNS xe vm-create name-label=runs
  $ xe vm-start vm=runs paused=true
  $ xe vm-uninstall vm=runs --force
  This will be deleted:
  VM : <RUNS> (runs)
  All of it is deleted
  $ xe vm-list uuid=$RUNS
  $ uuid RUNS xe vm-create name-label=runs
  $ xe vm-uninstall vm=runs force=true --minimal
  This will be deleted:
  VM : <RUNS> (runs)
  All of it is deleted
  

Several.

  $ uuid A xe vm-create name-label=many
  $ uuid B xe vm-create name-label=many
  $ xe vm-uninstall vm=many --force
  ! Error: Multiple matches VMs found. --multiple required to complete the operation
  [1]
  $ xe vm-param-set uuid=$A blocked-operations:destroy=stay
  $ xe vm-uninstall vm=many --force --multiple
  This will be deleted:
  VM : <A> (many)
  VM : <B> (many)
  operation failed on <A>: The administrator has blocked this operation.
  ref: <A> (many)
  code: stay
  [1]
  $ xe vm-list name-label=many
  uuid ( RO)           : <A>
       name-label ( RW): many
      power-state ( RO): halted
  
  

Destroying leaves the disks, and asks nothing.

  $ xe vm-disk-add vm=other disk-size=4MiB device=0
  $ uuid DISK2 xe vbd-list vm-uuid=$OTHER params=vdi-uuid --minimal
  $ xe vm-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vm-destroy uuid=00000000-0000-0000-0000-000000000000
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe vm-destroy uuid=$DOM0
  ! This is not allowed now.
  ! reason: The control domain is the host itself
  [1]
  $ xe vm-start vm=other paused=true
  $ xe vm-destroy uuid=$OTHER
  ! The VM would have to be in another power state.
  ! vm: <OTHER> (other)
  ! expected: halted, suspended
  ! actual: paused
  [1]
  $ xe vm-shutdown vm=other --force
  $ xe vm-destroy uuid=$OTHER
  $ xe vm-list uuid=$OTHER
  $ xe vdi-list uuid=$DISK2 params=name-label
  name-label ( RW)    : other 0
  
  
