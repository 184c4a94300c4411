VMs are made: from nothing, from templates and from each other.

  $ . "$GOLDEN/setup.sh"
  $ uuid SR xe pool-list params=default-SR --minimal
  $ uuid HOST xe host-list --minimal

From nothing.

  $ xe vm-create
  ! Required parameter not found: name-label
  ! For usage run: 'xe help'
  [1]
  $ uuid PLAIN xe vm-create name-label=plain name-description="nothing in it"
  $ xe vm-list uuid=$PLAIN params=name-label,name-description,VCPUs-max,memory-static-max,memory-dynamic-min
  name-label ( RW)            : plain
        name-description ( RW): nothing in it
       memory-static-max ( RW): 268435456
      memory-dynamic-min ( RW): 134217728
               VCPUs-max ( RW): 1
  
  

From a template, by name or uuid.

  $ xe vm-install
  ! Required parameter not found: new-name-label
  ! For usage run: 'xe help'
  [1]
  $ xe vm-install new-name-label=web
  ! Error: Name a template: template=NAME-OR-UUID
  [1]
  $ xe vm-install new-name-label=web template=Nonsense
  ! Error: No template has the name or uuid Nonsense
  [1]
  $ xe vm-install new-name-label=web template=plain
  ! Error: No template has the name or uuid plain
  [1]
  $ xe vm-install new-name-label=web template="Generic Linux BIOS" sr-uuid=00000000-0000-0000-0000-000000000000
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe vm-install new-name-label=web template="Generic Linux BIOS" sr-name-label=nowhere
  ! Error: No repository has the name nowhere
  [1]
  $ xe vm-install new-name-label=web template="Generic Linux BIOS" copy-bios-strings-from=nowhere
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nowhere
  [1]
  $ xe vm-list name-label=web
  $ uuid WEB xe vm-install new-name-label=web template="Generic Linux BIOS"
  $ xe vm-list uuid=$WEB
  uuid ( RO)           : <WEB>
       name-label ( RW): web
      power-state ( RO): halted
  
  
  $ xe vm-param-get uuid=$WEB param-name=other-config param-key=disks
  ! Error: Key disks not found in map
  [1]
  $ uuid OTHER xe vm-install new-name-label=web2 sr-uuid=$SR copy-bios-strings-from=$HOST \
  >   template=$(command xe template-list name-label="Generic Linux BIOS" --minimal)
  $ xe vm-is-bios-customized uuid=$OTHER
  The BIOS strings of this VM are not set.

A template of one's own, with a list of disks to make: they are placed where the user says.

  $ xe vm-param-set uuid=$PLAIN is-a-template=true \
  >   other-config:disks='<provision><disk device="0" size="4194304" sr="" bootable="true" type="system"/></provision>'
  $ uuid MADE xe vm-install new-name-label=made template=plain sr-uuid=$SR
  $ xe vm-disk-list vm=made vbd-params=userdevice,bootable vdi-params=virtual-size,type,sr-uuid
  Disk 0 VBD:
  userdevice ( RW)    : 0
        bootable ( RW): true
  
  
  Disk 0 VDI:
  sr-uuid ( RO)         : <SR>
      virtual-size ( RO): 4194304
              type ( RO): System
  
  
  $ xe vm-list uuid=$MADE params=suspend-SR-uuid
  suspend-SR-uuid ( RW)    : <SR>
  
  
  $ xe vm-install new-name-label=made template=plain sr-name-label="$(command xe sr-list uuid=$SR params=name-label --minimal)" --minimal | wc -w
  1
  $ xe vm-param-set uuid=$PLAIN other-config:disks='<provision'
  $ xe vm-install new-name-label=broken template=plain sr-uuid=$SR
  ! Error: The template's list of disks cannot be read: unclosed token: line 1, column 0
  [1]
  $ xe vm-list name-label=broken
  $ xe vm-param-set uuid=$PLAIN other-config:disks='<!DOCTYPE a [<!ENTITY b "c">]><provision>&b;</provision>'
  $ xe vm-install new-name-label=broken template=plain sr-uuid=$SR
  ! Error: The template's list of disks is not plain XML
  [1]

When it fails nothing is left of the VM, nor of the copies of the template's disks.

  $ uuid OWN xe vdi-create sr-uuid=$SR name-label=own virtual-size=4MiB type=user
  $ uuid DEVICE xe vbd-create vm-uuid=$PLAIN vdi-uuid=$OWN device=5
  $ xe vm-param-set uuid=$PLAIN other-config:disks='<provision'
  $ xe vm-install new-name-label=broken template=plain
  ! The value is not allowed for this field.
  ! field: other_config:disks
  ! value: unclosed token: line 1, column 0
  [1]
  $ xe vm-install new-name-label=broken template=plain sr-uuid=$SR
  ! Error: The template's list of disks cannot be read: unclosed token: line 1, column 0
  [1]
  $ xe vdi-list name-label=own --minimal
  <OWN>
  $ xe vbd-destroy uuid=$DEVICE
  $ xe vdi-destroy uuid=$OWN

Twins.

  $ xe vm-clone uuid=$MADE
  ! Required parameter not found: new-name-label
  ! For usage run: 'xe help'
  [1]
  $ xe vm-clone vm=nobody new-name-label=twin
  ! Error: No matching VMs found
  [1]
  $ uuid TWIN xe vm-clone uuid=$MADE new-name-label=twin new-name-description="as the other"
  $ xe vm-list uuid=$TWIN params=name-label,name-description,power-state
  name-label ( RW)          : twin
      name-description ( RW): as the other
           power-state ( RO): halted
  
  
  $ xe vm-disk-list uuid=$TWIN vbd-params=userdevice vdi-params=name-label,virtual-size
  Disk 0 VBD:
  userdevice ( RW)    : 0
  
  
  Disk 0 VDI:
  name-label ( RW)      : made 0
      virtual-size ( RO): 4194304
  
  
  $ xe vm-copy uuid=$MADE new-name-label=full sr-uuid=nowhere
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: nowhere
  [1]
  $ uuid FULL xe vm-copy uuid=$MADE new-name-label=full sr-uuid=$SR new-name-description="a full one"
  $ xe vm-list uuid=$FULL params=name-label,name-description
  name-label ( RW)          : full
      name-description ( RW): a full one
  
  
  $ uuid FULLER xe vm-copy uuid=$MADE new-name-label=fuller
  $ xe vm-list uuid=$FULLER params=name-label,name-description
  name-label ( RW)          : fuller
      name-description ( RW): Installed by xe
  
  
  $ xe vm-clone name-label=made new-name-label=twins --multiple | wc -l
  2
  $ xe vm-clone name-label=made new-name-label=twins --multiple --minimal | tr , '\n' | wc -l
  2
  $ xe vm-list name-label=twins --minimal | tr , '\n' | wc -l
  4

Snapshots.

  $ xe vm-snapshot uuid=$MADE
  ! Required parameter not found: new-name-label
  ! For usage run: 'xe help'
  [1]
  $ xe vm-snapshot uuid=$MADE new-name-label=s ignore-vdi-uuids=nowhere
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: nowhere
  [1]
  $ xe vm-snapshot uuid=$MADE new-name-label=s new-name-description=before
  ! This is not built yet.
  ! function: VM.snapshot
  [1]
  $ xe vm-checkpoint uuid=$MADE new-name-label=c
  ! This is not built yet.
  ! function: VM.checkpoint
  [1]
  $ xe vm-checkpoint vm=nobody new-name-label=c
  ! Error: No matching VMs found
  [1]
  $ xe vm-snapshot-with-quiesce uuid=$MADE new-name-label=q
  ! This message was removed.
  [1]
  $ xe vm-snapshot-with-quiesce vm=nobody new-name-label=q
  ! Error: No matching VMs found
  [1]
