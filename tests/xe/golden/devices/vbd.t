Block devices of a halted VM, and then of a running guest.

  $ . "$GOLDEN/setup.sh"
  $ uuid SR xe pool-list params=default-SR --minimal
  $ uuid VM xe vm-create name-label=web
  $ uuid DISK xe vdi-create sr-uuid=$SR name-label=data virtual-size=16MiB type=user

No device, and what cannot be made.

  $ xe vbd-list
  $ xe vbd-list --minimal
  
  $ xe vbd-create vm-uuid=$VM
  ! Required parameter not found: device
  ! For usage run: 'xe help'
  [1]
  $ xe vbd-create vm-uuid=none device=0 vdi-uuid=$DISK
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: none
  [1]
  $ xe vbd-create vm-uuid=$VM device=0 vdi-uuid=none
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: none
  [1]
  $ xe vbd-create vm-uuid=$VM device=0
  ! Error: A disk needs vdi-uuid; only a CD drive can be empty
  [1]
  $ xe vbd-create vm-uuid=$VM device=0 vdi-uuid=$DISK type=tape
  ! Error: Failed to parse parameter 'type': Expected one of CD, Disk, Floppy; got tape
  [1]
  $ xe vbd-create vm-uuid=$VM device=0 vdi-uuid=$DISK mode=WO
  ! Error: Failed to parse parameter 'mode': Expected one of RO, RW; got WO
  [1]
  $ xe vbd-create vm-uuid=$VM device=0 vdi-uuid=$DISK bootable=perhaps
  ! Error: Failed to parse parameter 'bootable': Expected a boolean (true or false); got perhaps
  [1]
  $ xe vbd-create vm-uuid=$VM device=99x vdi-uuid=$DISK
  ! There is no such position for a device.
  ! device: 99x
  [1]

A disk and an empty drive.

  $ uuid VBD xe vbd-create vm-uuid=$VM device=0 vdi-uuid=$DISK mode=rw type=disk bootable=true
  $ xe vbd-create vm-uuid=$VM device=0 vdi-uuid=$DISK
  ! There is a device at that position already.
  ! device: 0
  [1]
  $ uuid DRIVE xe vbd-create vm-uuid=$VM device=3 type=cd mode=ro unpluggable=false
  $ xe vbd-list vdi-uuid=$DISK
  uuid ( RO)             : <VBD>
            vm-uuid ( RO): <VM>
      vm-name-label ( RO): web
           vdi-uuid ( RO): <DISK>
              empty ( RO): false
             device ( RO): 
  
  
  $ xe vbd-list uuid=$DRIVE
  uuid ( RO)             : <DRIVE>
            vm-uuid ( RO): <VM>
      vm-name-label ( RO): web
           vdi-uuid ( RO): <not in database>
              empty ( RO): true
             device ( RO): 
  
  
  $ xe vbd-list vm-name-label=web type=CD --minimal
  <DRIVE>
  $ xe vbd-list vm-name-label=web params=uuid,device,userdevice,mode,type,bootable,unpluggable,attachable userdevice=0
  uuid ( RO)           : <VBD>
           device ( RO): 
       userdevice ( RW): 0
         bootable ( RW): true
             mode ( RW): RW
             type ( RW): Disk
      unpluggable ( RW): true
       attachable ( RO): <expensive field>
  
  
  $ xe vbd-list allowed-operations:contains=insert params=vdi-name-label
  vdi-name-label ( RO)    : <EMPTY>
  
  
  $ xe vbd-list other-config:owner=x
  $ xe vbd-list vm-name-label:x=
  ! Error: Field 'vm-name-label' is not a set or map
  [1]
  $ xe vbd-list nonsense=1
  ! Error: Unknown field 'nonsense'
  [1]
  $ xe vbd-param-list uuid=$VBD
  uuid ( RO)                        : <VBD>
                       vm-uuid ( RO): <VM>
                 vm-name-label ( RO): web
                      vdi-uuid ( RO): <DISK>
                vdi-name-label ( RO): data
            allowed-operations (SRO): attach
            current-operations (SRO): 
                         empty ( RO): false
                        device ( RO): 
                    userdevice ( RW): 0
                      bootable ( RW): true
                          mode ( RW): RW
                          type ( RW): Disk
                   unpluggable ( RW): true
            currently-attached ( RO): false
                    attachable ( RO): true
                  storage-lock ( RO): false
                   status-code ( RO): 0
                 status-detail ( RO): 
            qos_algorithm_type ( RW): 
          qos_algorithm_params (MRW): 
      qos_supported_algorithms (SRO): 
                  other-config (MRW): 
                   io_read_kbs ( RO): <unknown>
                  io_write_kbs ( RO): <unknown>
  
  
  $ xe vbd-param-list uuid=$DRIVE
  uuid ( RO)                        : <DRIVE>
                       vm-uuid ( RO): <VM>
                 vm-name-label ( RO): web
                      vdi-uuid ( RO): <not in database>
                vdi-name-label ( RO): <EMPTY>
            allowed-operations (SRO): attach; insert
            current-operations (SRO): 
                         empty ( RO): true
                        device ( RO): 
                    userdevice ( RW): 3
                      bootable ( RW): false
                          mode ( RW): RO
                          type ( RW): CD
                   unpluggable ( RW): false
            currently-attached ( RO): false
                    attachable ( RO): true
                  storage-lock ( RO): false
                   status-code ( RO): 0
                 status-detail ( RO): 
            qos_algorithm_type ( RW): 
          qos_algorithm_params (MRW): 
      qos_supported_algorithms (SRO): 
                  other-config (MRW): 
                   io_read_kbs ( RO): <unknown>
                  io_write_kbs ( RO): <unknown>
  
  
  $ xe vbd-param-list uuid=$DRIVE --minimal
  <DRIVE>

Parameters.

  $ xe vbd-param-get uuid=$VBD param-name=vdi-name-label
  data
  $ xe vbd-param-get uuid=$VBD param-name=size
  ! Error code: Missing parameter
  ! Error parameters: size
  [1]
  $ xe vbd-param-set uuid=$VBD bootable=false mode=RO other-config:owner= qos_algorithm_type=ionice qos_algorithm_params:class=7
  $ xe vbd-param-set uuid=$VBD bootable=yes
  ! Error: Parameter bootable must be a boolean (true or false)
  [1]
  $ xe vbd-param-set uuid=$VBD mode=WO
  ! Error: Failed to parse parameter 'mode': Expected one of RO, RW; got WO
  [1]
  $ xe vbd-param-set uuid=$VBD device=xvda
  ! Error: Field 'device' is read-only.
  [1]
  $ xe vbd-param-set uuid=$VBD allowed-operations=plug
  ! Error: Field 'allowed-operations' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe vbd-param-set uuid=$VBD allowed-operations:plug=
  ! Error: Cannot param-set on set fields
  [1]
  $ xe vbd-param-set uuid=$VBD userdevice=1
  $ xe vbd-list uuid=$VBD params=userdevice,bootable,mode,other-config,qos_algorithm_type,qos_algorithm_params
  userdevice ( RW)              : 1
                  bootable ( RW): false
                      mode ( RW): RO
        qos_algorithm_type ( RW): ionice
      qos_algorithm_params (MRW): class: 7
              other-config (MRW): owner: 
  
  
  $ xe vbd-param-add uuid=$VBD param-name=other-config colour=red size=large
  $ xe vbd-param-add uuid=$VBD param-name=other-config colour=blue
  ! The map has that key already.
  ! type: VBD
  ! param_name: other_config
  ! uuid: <VBD>
  ! key: colour
  [1]
  $ xe vbd-param-add uuid=$VBD param-name=mode param-key=RW
  ! Error: Can only add to parameters of type Set or Map
  [1]
  $ xe vbd-param-add uuid=$VBD param-name=qos_supported_algorithms param-key=x
  ! Error: Parameter is read-only
  [1]
  $ xe vbd-param-remove uuid=$VBD param-name=other-config param-key=size
  $ xe vbd-param-remove uuid=$VBD param-name=other-config param-key=size
  ! Error: Key size is not in map
  [1]
  $ xe vbd-param-get uuid=$VBD param-name=other-config param-key=colour
  red
  $ xe vbd-param-get uuid=$VBD param-name=other-config param-key=size
  ! Error: Key size not found in map
  [1]
  $ xe vbd-param-clear uuid=$VBD param-name=other-config
  $ xe vbd-param-get uuid=$VBD param-name=other-config
  
  $ xe vbd-param-clear uuid=$VBD param-name=bootable
  ! Error: Cannot clear this parameter
  [1]
  $ xe vbd-param-clear uuid=$VBD param-name=device
  ! Error: Can only clear RW parameters
  [1]
  $ xe vbd-param-set uuid=$VBD mode=RW

A CD in the drive, while the VM is halted.

  $ cp "$GUEST_ISO" "$XAPID_STATE/storage/iso/boot.iso"
  $ for sr in $(command xe sr-list content-type=iso --minimal | tr , ' '); do command xe sr-scan uuid=$sr; done
  $ xe cd-list params=name-label name-label=boot.iso
  name-label ( RW)    : boot.iso
  
  
  $ uuid CD xe vdi-list name-label=boot.iso --minimal
  $ xe cd-list
  uuid ( RO)          : <CD>
      name-label ( RW): boot.iso
  
  
  $ xe cd-list --minimal
  <CD>
  $ xe cd-list params=all --minimal | shown
  <CD>
  $ xe cd-list params=nothing
  
  
  
  $ xe vbd-eject uuid=$DRIVE
  ! There is nothing in the drive.
  ! vbd: <DRIVE>
  [1]
  $ xe vbd-insert uuid=$DRIVE
  ! Required parameter not found: vdi-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vbd-insert uuid=$DRIVE vdi-uuid=$CD
  $ xe vbd-insert uuid=$DRIVE vdi-uuid=$CD
  ! There is something in the drive.
  ! vbd: <DRIVE>
  [1]
  $ xe vbd-insert uuid=$VBD vdi-uuid=$CD
  ! This is no drive for CDs.
  ! vbd: <VBD>
  [1]
  $ xe vbd-list uuid=$DRIVE params=empty,vdi-uuid,vdi-name-label
  vdi-uuid ( RO)          : <CD>
      vdi-name-label ( RO): boot.iso
               empty ( RO): false
  
  
  $ xe vbd-eject uuid=$DRIVE
  $ xe vbd-list uuid=$DRIVE params=empty,vdi-uuid,vdi-name-label
  vdi-uuid ( RO)          : <not in database>
      vdi-name-label ( RO): <EMPTY>
               empty ( RO): true
  
  
  $ xe vbd-plug uuid=$VBD
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: running
  ! actual: halted
  [1]
  $ xe vbd-unplug uuid=$VBD
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: running
  ! actual: halted
  [1]

A running guest.

  $ uuid GUEST guest runner
  $ uuid GDRIVE xe vbd-create vm-uuid=$GUEST device=3 type=CD
  $ xe vm-start vm=runner
  $ xe event-wait class=vm uuid=$GUEST live=true
  $ uuid DISK2 xe vdi-create sr-uuid=$SR name-label=scratch virtual-size=8MiB type=user
  $ uuid HOT xe vbd-create vm-uuid=$GUEST device=autodetect vdi-uuid=$DISK2
  $ xe vbd-list uuid=$HOT params=device,userdevice,currently-attached,attachable,allowed-operations
  allowed-operations (SRO)    : attach; plug
                  device ( RO): 
              userdevice ( RW): 0
      currently-attached ( RO): false
              attachable ( RO): <expensive field>
  
  
  $ xe vbd-plug uuid=$HOT
  $ xe vbd-plug uuid=$HOT
  ! The device is attached already.
  ! device: <HOT>
  [1]
  $ xe vbd-list uuid=$HOT params=device,currently-attached,allowed-operations
  allowed-operations (SRO)    : unplug; unplug_force
                  device ( RO): xvda
      currently-attached ( RO): true
  
  
  $ xe vbd-param-set uuid=$HOT mode=RO
  ! This is not allowed now.
  ! reason: The mode of an attached VBD cannot change
  [1]
  $ xe vbd-destroy uuid=$HOT
  ! This is not allowed now.
  ! reason: VBD <HOT> is still attached to its VM
  [1]
  $ xe vbd-param-get uuid=$HOT param-name=io_read_kbs | tr 0-9 0 | tr -s 0
  0.0
  $ xe vbd-param-get uuid=$VBD param-name=io_write_kbs
  <unknown>
  $ uuid AGAIN xe vbd-create vm-uuid=$VM device=2 vdi-uuid=$DISK2 --minimal
  $ xe vbd-param-get uuid=$AGAIN param-name=attachable | sed 's/OpaqueRef:[0-9a-f-]*/REF/'
  false (error: VDI_IN_USE(REF, attach))
  $ xe vm-start uuid=$VM
  ! Somebody uses the disk.
  ! vdi: <DISK2> (scratch)
  ! operation: attach
  [1]
  $ xe vbd-insert uuid=$GDRIVE vdi-uuid=$CD
  $ xe vbd-list uuid=$GDRIVE params=vdi-name-label,currently-attached,empty
  vdi-name-label ( RO)        : boot.iso
                   empty ( RO): false
      currently-attached ( RO): true
  
  
  $ xe vbd-eject uuid=$GDRIVE
  $ xe vbd-list uuid=$GDRIVE params=vdi-name-label,currently-attached,empty
  vdi-name-label ( RO)        : <EMPTY>
                   empty ( RO): true
      currently-attached ( RO): true
  
  
  $ xe vbd-unplug uuid=$GDRIVE timeout=soon
  ! Error: Parameter timeout must be a floating-point number
  [1]
  $ xe vbd-unplug uuid=$GDRIVE timeout=0.5
  ! The guest does not let go of the device.
  ! type: VBD
  ! ref: <GDRIVE>
  ! msg: A CD drive stays; eject the CD
  [1]
  $ xe vbd-pause uuid=$HOT
  ! This is not built yet.
  ! function: VBD.pause
  [1]
  $ xe vbd-unpause uuid=$HOT token=
  ! This is not built yet.
  ! function: VBD.unpause
  [1]
  $ xe vbd-unpause uuid=$HOT
  ! Required parameter not found: token
  ! For usage run: 'xe help'
  [1]
  $ xe vbd-unplug uuid=$HOT timeout=60
  $ xe vbd-unplug uuid=$HOT
  ! The device is detached already.
  ! device: <HOT>
  [1]
  $ xe vbd-plug uuid=$HOT
  $ xe vbd-unplug uuid=$HOT force=true
  $ xe vbd-list uuid=$HOT params=currently-attached
  currently-attached ( RO)    : false
  
  
  $ xe vbd-destroy uuid=$HOT
  $ xe vbd-destroy uuid=$HOT
  ! No object of this type has that uuid.
  ! type: VBD
  ! uuid: <HOT>
  [1]
  $ xe vbd-list vdi-uuid=$DISK2 vm-uuid=$GUEST
  $ xe vm-shutdown vm=runner --force
