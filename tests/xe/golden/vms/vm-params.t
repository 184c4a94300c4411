Parameters of VMs are read and changed one by one.

  $ . "$GOLDEN/setup.sh"
  $ uuid VM xe vm-create name-label=one
  $ uuid HOST xe host-list --minimal
  $ uuid SR xe pool-list params=default-SR --minimal
  $ uuid DISK xe vdi-create sr-uuid=$SR name-label=d virtual-size=1MiB
  $ xe vm-param-clear uuid=$VM param-name=other-config
  $ get() { xe vm-param-get uuid=$VM param-name="$@"; }

Reading: whole values and keys of maps; hidden parameters too.

  $ get name-label
  one
  $ get name-label --minimal
  one
  $ get name-label param-key=ignored
  one
  $ get HVM-boot-params
  order: cdn
  $ get HVM-boot-params param-key=order
  cdn
  $ get HVM-boot-params param-key=nothing
  ! Error: Key nothing not found in map
  [1]
  $ get NVRAM
  
  $ get allowed-operations
  changing_NVRAM; changing_dynamic_range; changing_shadow_memory; changing_static_range; clone; copy; create_vtpm; destroy; export; make_into_template; metadata_export; migrate_send; snapshot; start; start_on
  $ get possible-hosts
  <HOST>
  $ get memory-target
  0
  $ get VCPUs-utilisation
  
  $ get last-boot-record
  ''
  $ get networks
  <not in database>
  $ get networks param-key=0/ip
  ! Error: Key 0/ip not found in map
  [1]
  $ get nonsense
  ! Error code: Missing parameter
  ! Error parameters: nonsense
  [1]
  $ xe vm-param-get uuid=$VM
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]
  $ xe vm-param-get uuid=00000000-0000-0000-0000-000000000000 param-name=uuid
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]

Plain values.

  $ xe vm-param-set uuid=$VM name-label="two words" name-description="a, b; c" user-version=7
  $ xe vm-param-set uuid=$VM PV-args="a=b c" PV-legacy-args=l PV-bootloader=b PV-bootloader-args=ba PV-kernel= PV-ramdisk=
  $ xe vm-param-set uuid=$VM HVM-boot-policy="BIOS order" HVM-shadow-multiplier=1.5 domain-type=hvm has-vendor-device=true
  $ xe vm-param-set uuid=$VM start-delay=3 shutdown-delay=4 order=5 affinity=$HOST suspend-SR-uuid=$SR
  $ xe vm-param-set uuid=$VM suspend-VDI-uuid=$DISK
  ! The VM would have to be in another power state.
  ! vm: <VM> (two words)
  ! expected: suspended
  ! actual: halted
  [1]
  $ xe vm-param-set uuid=$VM VCPUs-max=4 VCPUs-at-startup=2
  $ xe vm-param-set uuid=$VM memory-static-max=1GiB memory-dynamic-max=1024m memory-dynamic-min="128 MiB" memory-static-min=67108864
  $ xe vm-param-set uuid=$VM actions-after-shutdown=restart actions-after-softreboot=preserve actions-after-reboot=Destroy actions-after-crash="Core dump and restart"
  $ xe vm-list uuid=$VM params=name-label,name-description,user-version,PV-args,PV-legacy-args,PV-bootloader,PV-bootloader-args,HVM-boot-policy,HVM-shadow-multiplier,domain-type,has-vendor-device,start-delay,shutdown-delay,order,affinity,suspend-SR-uuid,VCPUs-max,VCPUs-at-startup,memory-static-max,memory-dynamic-max,memory-dynamic-min,memory-static-min,actions-after-shutdown,actions-after-softreboot,actions-after-reboot,actions-after-crash
  name-label ( RW)                  : two words
              name-description ( RW): a, b; c
                  user-version ( RW): 7
             memory-static-max ( RW): 1073741824
            memory-dynamic-max ( RW): 1073741824
            memory-dynamic-min ( RW): 134217728
             memory-static-min ( RW): 67108864
               suspend-SR-uuid ( RW): <SR>
                     VCPUs-max ( RW): 4
              VCPUs-at-startup ( RW): 2
        actions-after-shutdown ( RW): Restart
      actions-after-softreboot ( RW): Preserve
          actions-after-reboot ( RW): Destroy
           actions-after-crash ( RW): Core dump and restart
                   domain-type ( RW): hvm
               HVM-boot-policy ( RW): BIOS order
         HVM-shadow-multiplier ( RW): 1.500
                       PV-args ( RW): a=b c
                PV-legacy-args ( RW): l
                 PV-bootloader ( RW): b
            PV-bootloader-args ( RW): ba
                      affinity ( RW): <HOST>
                   start-delay ( RW): 3
                shutdown-delay ( RW): 4
                         order ( RW): 5
             has-vendor-device ( RW): true
  
  
  $ xe vm-param-set uuid=$VM is-a-template=true
  $ xe vm-list uuid=$VM
  $ xe vm-param-set uuid=$VM is-a-template=false is-default-template=true
  ! This is not allowed now.
  ! reason: Only a template can be a default template
  [1]
  $ get is-default-template
  false
  $ xe vm-param-set uuid=$VM is-default-template=false
  $ uuid GROUP xe vm-group-create name-label=apart placement=anti_affinity
  $ uuid SHOP xe appliance-create name-label=shop
  $ xe vm-param-set uuid=$VM appliance= groups= affinity= suspend-SR-uuid=
  $ xe vm-list uuid=$VM params=groups,appliance,affinity,suspend-SR-uuid
  suspend-SR-uuid ( RW)    : <not in database>
             affinity ( RW): <not in database>
            appliance ( RW): <not in database>
               groups ( RW): 
  
  
  $ xe vm-param-set uuid=$VM groups=$GROUP appliance=$SHOP
  $ xe vm-list uuid=$VM params=groups,appliance
  appliance ( RW)    : <SHOP>
         groups ( RW): <GROUP>
  
  
  $ xe vm-param-set uuid=$VM snapshot-schedule=00000000-0000-0000-0000-000000000000
  ! No object of this type has that uuid.
  ! type: VMSS
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe vm-param-set uuid=$VM ha-always-run=true
  ! This is not built yet.
  ! function: VM.set_ha_always_run
  [1]
  $ xe vm-param-set uuid=$VM ha-restart-priority=restart
  ! This is not built yet.
  ! function: VM.set_ha_restart_priority
  [1]

In one call the changes are made in their order, up to the first that fails.

  $ xe vm-param-set uuid=$VM name-label=three user-version=x name-description=four
  ! Error: Parameter user-version must be an integer
  [1]
  $ xe vm-list uuid=$VM params=name-label,name-description,user-version
  name-label ( RW)          : three
      name-description ( RW): a, b; c
          user-version ( RW): 7
  
  

What is no value of the right kind.

  $ xe vm-param-set uuid=$VM HVM-shadow-multiplier=much
  ! Error: Parameter HVM-shadow-multiplier must be a floating-point number
  [1]
  $ xe vm-param-set uuid=$VM is-a-template=yes
  ! Error: Parameter is-a-template must be a boolean (true or false)
  [1]
  $ xe vm-param-set uuid=$VM memory-static-max=lots
  ! Error: Failed to parse field 'memory-static-max': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got 'lots'
  [1]
  $ xe vm-param-set uuid=$VM memory-static-max=1.5GiB
  ! Error: Failed to parse field 'memory-static-max': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got '1.5GiB'
  [1]
  $ xe vm-param-set uuid=$VM memory-static-max=1KiB
  ! The limits of memory contradict each other.
  ! constraint: static_min <= dynamic_min <= dynamic_max <= static_max is required
  [1]
  $ xe vm-param-set uuid=$VM VCPUs-max=0
  ! The value is not allowed for this field.
  ! field: VCPUs_max
  ! value: 0
  [1]
  $ xe vm-param-set uuid=$VM actions-after-crash=explode
  ! Error: Failed to parse parameter 'actions-after-crash': Expected one of destroy, coredump_and_destroy, restart, coredump_and_restart, preserve, rename_restart; got explode
  [1]
  $ xe vm-param-set uuid=$VM domain-type=pdp11
  ! Error: Failed to parse parameter 'domain-type': Expected one of hvm, pv, pv_in_pvh, pvh, unspecified; got pdp11
  [1]
  $ xe vm-param-set uuid=$VM affinity=nowhere
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nowhere
  [1]
  $ xe vm-param-set uuid=$VM power-state=running
  ! Error: Field 'power-state' is read-only.
  [1]
  $ xe vm-param-set uuid=$VM nonsense=1
  ! Error: Unknown field 'nonsense'
  [1]
  $ xe vm-param-set uuid=$VM other-config=x
  ! Error: Field 'other-config' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe vm-param-set uuid=$VM tags=x
  ! Error: Field 'tags' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe vm-param-set uuid=$VM tags:x=y
  ! Error: Cannot param-set on set fields
  [1]
  $ xe vm-param-set uuid=$VM name-label:x=y
  ! Error: Field 'name-label' is not a set or map
  [1]
  $ xe vm-param-set uuid=$VM os-version:x=y
  ! Error: Map field 'os-version' is read-only.
  [1]
  $ xe vm-param-set uuid=$VM nonsense:x=y
  ! Error: Unknown field 'nonsense:x'
  [1]
  $ xe vm-param-set uuid=00000000-0000-0000-0000-000000000000 name-label=x
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe vm-param-set name-label=x
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]

Maps: a key is replaced; both forms are taken.

  $ xe vm-param-set uuid=$VM other-config:a=1 other-config-b=2 other-config:a:b=3
  $ xe vm-param-set uuid=$VM other-config:a=4
  $ get other-config
  b: 2; a:b: 3; a: 4
  $ get other-config param-key=a:b
  3
  $ xe vm-param-set uuid=$VM platform:viridian=true VCPUs-params:weight=512 HVM-boot-params:order=ncd xenstore-data:vm-data/k=v
  $ xe vm-param-set uuid=$VM blocked-operations:destroy=no
  $ xe vm-list uuid=$VM params=platform,VCPUs-params,HVM-boot-params,xenstore-data,blocked-operations
  VCPUs-params (MRW)          : weight: 512
                platform (MRW): viridian: true
      blocked-operations (MRW): destroy: no
         HVM-boot-params (MRW): order: ncd
           xenstore-data (MRW): vm-data/k: v
  
  
  $ xe vm-param-set uuid=$VM NVRAM:k=v
  $ get NVRAM
  k: v

The BIOS strings are written all at once, and only once.

  $ xe vm-param-set uuid=$VM bios-strings:bios-vendor=ACME bios-strings:bios-version=7
  $ get bios-strings param-key=bios-vendor
  ACME
  $ xe vm-param-set uuid=$VM bios-strings:bios-vendor=Other
  ! The BIOS strings of the VM are set already, and stay.
  [1]
  $ xe vm-param-set uuid=$VM bios-strings=x
  ! Error: Field 'bios-strings' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe vm-param-add uuid=$VM param-name=bios-strings bios-vendor=x
  ! Error: Parameter is read-only
  [1]
  $ xe vm-param-clear uuid=$VM param-name=bios-strings
  ! Error: Can only clear RW parameters
  [1]

Adding to sets and maps.

  $ xe vm-param-add uuid=$VM param-name=tags param-key=red
  $ xe vm-param-add uuid=$VM param-name=tags param-key=blue
  $ xe vm-param-add uuid=$VM param-name=tags param-key=red
  $ get tags
  red, blue
  $ xe vm-param-add uuid=$VM param-name=tags
  ! Required parameter not found: param-key
  ! For usage run: 'xe help'
  [1]
  $ xe vm-param-add uuid=$VM param-name=other-config c=5 d=6
  $ get other-config
  b: 2; a:b: 3; a: 4; c: 5; d: 6
  $ xe vm-param-add uuid=$VM param-name=other-config c=7
  ! The map has that key already.
  ! type: VM
  ! param_name: other_config
  ! uuid: <VM> (three)
  ! key: c
  [1]
  $ xe vm-param-add uuid=$VM param-name=blocked-operations migrate_send=stay start=sleep
  $ get blocked-operations
  destroy: no; migrate_send: stay; start: sleep
  $ xe vm-start vm=three
  ! The administrator has blocked this operation.
  ! ref: <VM> (three)
  ! code: sleep
  [1]
  $ xe vm-param-add uuid=$VM param-name=blocked-operations fly=no
  ! Error: Failed to parse parameter 'blocked-operations': Expected one of snapshot, clone, copy, create_template, revert, checkpoint, snapshot_with_quiesce, provision, start, start_on, pause, unpause, clean_shutdown, clean_reboot, hard_shutdown, power_state_reset, hard_reboot, suspend, csvm, resume, resume_on, pool_migrate, migrate_send, get_boot_record, send_sysrq, send_trigger, query_services, shutdown, call_plugin, changing_memory_live, awaiting_memory_live, changing_dynamic_range, changing_static_range, changing_memory_limits, changing_shadow_memory, changing_shadow_memory_live, changing_VCPUs, changing_VCPUs_live, changing_NVRAM, assert_operation_valid, data_source_op, update_allowed_operations, make_into_template, import, export, metadata_export, reverting, destroy, create_vtpm, sysprep; got fly
  [1]
  $ xe vm-param-add uuid=$VM param-name=name-label param-key=x
  ! Error: Can only add to parameters of type Set or Map
  [1]
  $ xe vm-param-add uuid=$VM param-name=allowed-operations param-key=x
  ! Error: Parameter is read-only
  [1]
  $ xe vm-param-add uuid=$VM param-name=os-version k=v
  ! Error: Parameter is read-only
  [1]
  $ xe vm-param-add uuid=$VM param-name=nonsense param-key=x
  ! Error code: Missing parameter
  ! Error parameters: nonsense
  [1]
  $ xe vm-param-add uuid=$VM
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]

Removing.

  $ xe vm-param-remove uuid=$VM param-name=tags param-key=red
  $ xe vm-param-remove uuid=$VM param-name=tags param-key=red
  ! Error: Key red is not in the set
  [1]
  $ get tags
  blue
  $ xe vm-param-remove uuid=$VM param-name=other-config param-key=a:b
  $ xe vm-param-remove uuid=$VM param-name=other-config param-key=nothing
  ! Error: Key nothing is not in map
  [1]
  $ xe vm-param-remove uuid=$VM param-name=blocked-operations param-key=start
  $ get blocked-operations
  destroy: no; migrate_send: stay
  $ xe vm-param-remove uuid=$VM param-name=name-label param-key=x
  ! Error: Can only remove from parameters of type Set or Map
  [1]
  $ xe vm-param-remove uuid=$VM param-name=os-version param-key=x
  ! Error: Cannot remove parameters from read-only map
  [1]
  $ xe vm-param-remove uuid=$VM param-name=nonsense param-key=x
  ! Error code: Missing parameter
  ! Error parameters: nonsense
  [1]
  $ xe vm-param-remove uuid=$VM param-name=tags
  ! Required parameter not found: param-key
  ! For usage run: 'xe help'
  [1]

Emptying: sets, maps (by one call, or key by key) and plain values that may be empty.

  $ xe vm-param-clear uuid=$VM param-name=tags
  $ xe vm-param-clear uuid=$VM param-name=other-config
  $ xe vm-param-clear uuid=$VM param-name=xenstore-data
  $ xe vm-param-clear uuid=$VM param-name=blocked-operations
  $ xe vm-param-clear uuid=$VM param-name=name-description
  $ xe vm-param-clear uuid=$VM param-name=groups
  $ xe vm-param-clear uuid=$VM param-name=affinity
  $ xe vm-param-clear uuid=$VM param-name=appliance
  $ xe vm-list uuid=$VM params=tags,other-config,xenstore-data,blocked-operations,name-description,groups,affinity,appliance
  name-description ( RW)      : 
      blocked-operations (MRW): 
                affinity ( RW): <not in database>
            other-config (MRW): 
           xenstore-data (MRW): 
                    tags (SRW): 
               appliance ( RW): <not in database>
                  groups ( RW): 
  
  
  $ xe vm-param-clear uuid=$VM param-name=user-version
  ! Error: Cannot clear this parameter
  [1]
  $ xe vm-param-clear uuid=$VM param-name=power-state
  ! Error: Can only clear RW parameters
  [1]
  $ xe vm-param-clear uuid=$VM param-name=os-version
  ! Error: Can only clear RW parameters
  [1]
  $ xe vm-param-clear uuid=$VM param-name=nonsense
  ! Error code: Missing parameter
  ! Error parameters: nonsense
  [1]
  $ xe vm-param-clear uuid=$VM
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]
