PCI devices, and graphics processors and their devices.
The host is a directory.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal
  $ xe host-param-set uuid=$HOST name-label=alpha
  $ uuid CARD xe pci-list pci-id=0000:01:00.0 --minimal
  $ uuid KEPT xe pci-list pci-id=0000:02:00.0 --minimal

PCI devices.

  $ xe pci-list pci-id=0000:01:00.0
  uuid ( RO)           : <CARD>
      vendor-name ( RO): NVIDIA Corporation
      device-name ( RO): GM204GL [Tesla M60]
           pci-id ( RO): 0000:01:00.0
  
  
  $ xe pci-list params=pci-id --minimal | tr , '\n' | sort
  0000:00:03.0
  0000:01:00.0
  0000:01:00.1
  0000:02:00.0
  $ xe pci-list params=driver-name,pci-id,dependencies pci-id=0000:01:00.0
  driver-name ( RO)     : nouveau
            pci-id ( RO): 0000:01:00.0
      dependencies (SRO): 0000:01:00.1
  
  
  $ xe pci-list dependencies:contains=0000:01:00.1 params=pci-id
  pci-id ( RO)    : 0000:01:00.0
  
  
  $ xe pci-list pci-id=nowhere
  $ xe pci-param-list uuid=$CARD
  uuid ( RO)               : <CARD>
          vendor-name ( RO): NVIDIA Corporation
          device-name ( RO): GM204GL [Tesla M60]
          driver-name ( RO): nouveau
            host-uuid ( RO): <HOST>
      host-name-label ( RO): alpha
               pci-id ( RO): 0000:01:00.0
         dependencies (SRO): 0000:01:00.1
         other-config (MRW): 
  
  
  $ xe pci-param-list uuid=nobody
  ! No object of this type has that uuid.
  ! type: PCI
  ! uuid: nobody
  [1]
  $ xe pci-param-get uuid=$CARD param-name=host-name-label
  alpha
  $ xe pci-param-get uuid=$CARD param-name=colour
  ! Error code: Missing parameter
  ! Error parameters: colour
  [1]
  $ xe pci-param-set uuid=$CARD other-config:use=games
  $ xe pci-param-set uuid=$CARD pci-id=0000:00:00.0
  ! Error: Field 'pci-id' is read-only.
  [1]
  $ xe pci-param-get uuid=$CARD param-name=other-config param-key=use
  games
  $ xe pci-param-add uuid=$CARD param-name=other-config slot=upper
  $ xe pci-param-add uuid=$CARD param-name=dependencies param-key=x
  ! Error: Parameter is read-only
  [1]
  $ xe pci-list other-config:slot=upper params=uuid,other-config
  uuid ( RO)            : <CARD>
      other-config (MRW): use: games; slot: upper
  
  
  $ xe pci-param-remove uuid=$CARD param-name=other-config param-key=slot
  $ xe pci-param-remove uuid=$CARD param-name=other-config param-key=slot
  ! Error: Key slot is not in map
  [1]
  $ xe pci-param-clear uuid=$CARD param-name=other-config
  $ xe pci-param-get uuid=$CARD param-name=other-config
  
  $ xe pci-param-clear uuid=$CARD param-name=pci-id
  ! Error: Can only clear RW parameters
  [1]
  $ xe pci-get-dom0-access-status uuid=$CARD
  enabled
  $ xe pci-get-dom0-access-status uuid=$KEPT
  disabled
  $ xe pci-get-dom0-access-status uuid=$KEPT --minimal
  
  $ xe pci-get-dom0-access-status uuid=nobody
  ! No object of this type has that uuid.
  ! type: PCI
  ! uuid: nobody
  [1]
  $ xe pci-disable-dom0-access uuid=$CARD
  ! This is not built yet.
  ! function: PCI.disable_dom0_access
  [1]
  $ xe pci-disable-dom0-access uuid=nobody
  ! No object of this type has that uuid.
  ! type: PCI
  ! uuid: nobody
  [1]
  $ xe pci-enable-dom0-access uuid=$CARD
  ! This is not built yet.
  ! function: PCI.enable_dom0_access
  [1]
  $ xe pci-enable-dom0-access uuid=nobody
  ! No object of this type has that uuid.
  ! type: PCI
  ! uuid: nobody
  [1]

Graphics processors.

  $ xe pgpu-list
  $ xe pgpu-list --minimal
  
  $ xe pgpu-list params=uuid,dependencies host-uuid=$HOST
  $ xe pgpu-param-list uuid=nobody
  ! No object of this type has that uuid.
  ! type: PGPU
  ! uuid: nobody
  [1]
  $ xe pgpu-param-get uuid=nobody param-name=pci-id
  ! No object of this type has that uuid.
  ! type: PGPU
  ! uuid: nobody
  [1]
  $ xe pgpu-param-set uuid=nobody gpu-group-uuid=nobody
  ! No object of this type has that uuid.
  ! type: PGPU
  ! uuid: nobody
  [1]
  $ xe pgpu-param-add uuid=nobody param-name=enabled-VGPU-types param-key=x
  ! No object of this type has that uuid.
  ! type: PGPU
  ! uuid: nobody
  [1]
  $ xe pgpu-param-remove uuid=nobody param-name=enabled-VGPU-types param-key=x
  ! No object of this type has that uuid.
  ! type: PGPU
  ! uuid: nobody
  [1]
  $ xe pgpu-param-clear uuid=nobody param-name=enabled-VGPU-types
  ! No object of this type has that uuid.
  ! type: PGPU
  ! uuid: nobody
  [1]
  $ xe pgpu-enable-dom0-access uuid=nobody
  ! No object of this type has that uuid.
  ! type: PGPU
  ! uuid: nobody
  [1]
  $ xe pgpu-disable-dom0-access uuid=nobody
  ! No object of this type has that uuid.
  ! type: PGPU
  ! uuid: nobody
  [1]

Groups of them.

  $ xe gpu-group-list
  $ xe gpu-group-list --minimal
  
  $ uuid GROUP xe gpu-group-create name-label=fast name-description="for games"
  $ uuid OTHER xe gpu-group-create name-label=slow
  $ xe gpu-group-create
  ! Required parameter not found: name-label
  ! For usage run: 'xe help'
  [1]
  $ xe gpu-group-list name-label=fast
  uuid ( RO)                : <GROUP>
            name-label ( RW): fast
      name-description ( RW): for games
  
  
  $ xe gpu-group-list params=name-label --minimal | tr , '\n' | sort
  fast
  slow
  $ xe gpu-group-get-remaining-capacity uuid=$GROUP vgpu-type-uuid=nobody
  ! No object of this type has that uuid.
  ! type: VGPU_type
  ! uuid: nobody
  [1]
  $ xe gpu-group-get-remaining-capacity uuid=nobody vgpu-type-uuid=nobody
  ! No object of this type has that uuid.
  ! type: GPU_group
  ! uuid: nobody
  [1]
  $ xe gpu-group-get-remaining-capacity uuid=nobody
  ! Required parameter not found: vgpu-type-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe gpu-group-param-list uuid=$GROUP
  uuid ( RO)                    : <GROUP>
                name-label ( RW): fast
          name-description ( RW): for games
                VGPU-uuids (SRO): 
                PGPU-uuids (SRO): 
              other-config (MRW): 
        enabled-VGPU-types ( RO): 
      supported-VGPU-types ( RO): 
      allocation-algorithm ( RW): depth-first
  
  
  $ xe gpu-group-param-list uuid=nobody
  ! No object of this type has that uuid.
  ! type: GPU_group
  ! uuid: nobody
  [1]
  $ xe gpu-group-param-set uuid=$GROUP allocation-algorithm=breadth-first name-label=faster
  $ xe gpu-group-param-get uuid=$GROUP param-name=allocation-algorithm
  breadth-first
  $ xe gpu-group-param-set uuid=$GROUP allocation-algorithm=random
  ! Error: Failed to parse parameter 'allocation-algorithm': Expected one of breadth_first, depth_first; got random
  [1]
  $ xe gpu-group-param-set uuid=$GROUP VGPU-uuids=x
  ! Error: Field 'VGPU-uuids' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe gpu-group-param-add uuid=$GROUP param-name=other-config a=b c=d
  $ xe gpu-group-param-add uuid=$GROUP param-name=PGPU-uuids param-key=x
  ! Error: Parameter is read-only
  [1]
  $ xe gpu-group-param-get uuid=$GROUP param-name=other-config
  a: b; c: d
  $ xe gpu-group-param-remove uuid=$GROUP param-name=other-config param-key=a
  $ xe gpu-group-param-remove uuid=$GROUP param-name=other-config param-key=a
  ! Error: Key a is not in map
  [1]
  $ xe gpu-group-list other-config:c=d params=other-config
  other-config (MRW)    : c: d
  
  
  $ xe gpu-group-param-clear uuid=$GROUP param-name=other-config
  $ xe gpu-group-param-clear uuid=$GROUP param-name=name-description
  $ xe gpu-group-param-clear uuid=$GROUP param-name=supported-VGPU-types
  ! Error: Can only clear RW parameters
  [1]
  $ xe gpu-group-list uuid=$GROUP params=name-label,name-description,other-config
  name-label ( RW)          : faster
      name-description ( RW): 
          other-config (MRW): 
  
  
  $ xe gpu-group-destroy uuid=$OTHER
  $ xe gpu-group-destroy uuid=$OTHER
  ! No object of this type has that uuid.
  ! type: GPU_group
  ! uuid: <OTHER>
  [1]
  $ xe gpu-group-list --minimal
  <GROUP>

What VMs get of them.

  $ xe vgpu-type-list
  $ xe vgpu-type-list --minimal
  
  $ xe vgpu-type-param-list uuid=nobody
  ! No object of this type has that uuid.
  ! type: VGPU_type
  ! uuid: nobody
  [1]
  $ xe vgpu-type-param-get uuid=nobody param-name=max-heads
  ! No object of this type has that uuid.
  ! type: VGPU_type
  ! uuid: nobody
  [1]
  $ xe vgpu-list
  $ xe vgpu-list --minimal
  
  $ uuid VM guest web
  $ xe vgpu-create vm-uuid=$VM gpu-group-uuid=$GROUP
  ! This is not built yet.
  ! function: VGPU.create
  [1]
  $ xe vgpu-create vm-uuid=$VM gpu-group-uuid=nobody
  ! No object of this type has that uuid.
  ! type: GPU_group
  ! uuid: nobody
  [1]
  $ xe vgpu-create vm-uuid=nobody gpu-group-uuid=nobody vgpu-type-uuid=nobody device=1
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: nobody
  [1]
  $ xe vgpu-create vm-uuid=$VM
  ! Required parameter not found: gpu-group-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vgpu-destroy uuid=nobody
  ! No object of this type has that uuid.
  ! type: VGPU
  ! uuid: nobody
  [1]
  $ xe vgpu-param-list uuid=nobody
  ! No object of this type has that uuid.
  ! type: VGPU
  ! uuid: nobody
  [1]
  $ xe vgpu-param-get uuid=nobody param-name=type-model-name
  ! No object of this type has that uuid.
  ! type: VGPU
  ! uuid: nobody
  [1]
  $ xe vgpu-param-set uuid=nobody extra_args=x
  ! No object of this type has that uuid.
  ! type: VGPU
  ! uuid: nobody
  [1]
  $ xe vgpu-param-add uuid=nobody param-name=other-config a=b
  ! No object of this type has that uuid.
  ! type: VGPU
  ! uuid: nobody
  [1]
  $ xe vgpu-param-remove uuid=nobody param-name=other-config param-key=a
  ! No object of this type has that uuid.
  ! type: VGPU
  ! uuid: nobody
  [1]
  $ xe vgpu-param-clear uuid=nobody param-name=other-config
  ! No object of this type has that uuid.
  ! type: VGPU
  ! uuid: nobody
  [1]
