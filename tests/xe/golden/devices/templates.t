Templates: what VMs are made from.

  $ . "$GOLDEN/setup.sh"
  $ uuid SR xe pool-list params=default-SR --minimal
  $ uuid VM xe vm-create name-label=master name-description="all set up"
  $ uuid DISK xe vdi-create sr-uuid=$SR name-label=system virtual-size=8MiB type=user
  $ uuid VBD xe vbd-create vm-uuid=$VM device=0 vdi-uuid=$DISK
  $ xe vbd-param-set uuid=$VBD other-config:owner=

A VM becomes one.

  $ xe template-list name-label=master
  $ xe template-list name-label=master --minimal
  
  $ xe vm-param-set uuid=$VM is-a-template=true
  $ xe template-list name-label=master
  uuid ( RO)                : <VM>
            name-label ( RW): master
      name-description ( RW): all set up
  
  
  $ xe template-list uuid=$VM params=name-label,is-a-template,power-state
  name-label ( RW)       : master
      is-a-template ( RW): true
        power-state ( RO): halted
  
  
  $ xe template-list uuid=$VM is-default-template=true
  $ xe template-list uuid=$VM colour=red
  ! Error: Unknown field 'colour'
  [1]
  $ xe vm-list name-label=master
  $ test $(command xe template-list is-default-template=true --minimal | tr , '\n' | wc -l) -gt 0 && echo there are some
  there are some
  $ xe template-list is-a-snapshot=true

Parameters.

  $ name GENERATION "$(command xe template-param-get uuid=$VM param-name=generation-id)"
  $ name HOST "$(command xe host-list --minimal)"
  $ name SEED "$(command xe template-param-get uuid=$VM param-name=other-config param-key=mac_seed)"
  $ xe template-param-list uuid=$VM
  uuid ( RO)                                  : <VM>
                              name-label ( RW): master
                        name-description ( RW): all set up
                            user-version ( RW): 1
                           is-a-template ( RW): true
                     is-default-template ( RW): false
                           is-a-snapshot ( RO): false
                             snapshot-of ( RO): <not in database>
                               snapshots ( RO): 
                           snapshot-time ( RO): <time>
                           snapshot-info ( RO): 
                                  parent ( RO): <not in database>
                                children ( RO): 
                       is-control-domain ( RO): false
                             power-state ( RO): halted
                           memory-actual ( RO): 0
                           memory-target ( RO): 0
                         memory-overhead ( RO): 104333312
                       memory-static-max ( RW): 268435456
                      memory-dynamic-max ( RW): 268435456
                      memory-dynamic-min ( RW): 134217728
                       memory-static-min ( RW): 134217728
                        suspend-VDI-uuid ( RW): <not in database>
                         suspend-SR-uuid ( RW): <not in database>
                            VCPUs-params (MRW): 
                               VCPUs-max ( RW): 1
                        VCPUs-at-startup ( RW): 1
                  actions-after-shutdown ( RW): Destroy
                actions-after-softreboot ( RW): Soft reboot
                    actions-after-reboot ( RW): Restart
                     actions-after-crash ( RW): Destroy
                           console-uuids (SRO): 
                                     hvm ( RO): false
                                platform (MRW): 
                          numa-optimised ( RO): false
                              numa-nodes ( RO): 0
                        numa-node-memory (MRO): 
                      allowed-operations (SRO): changing_NVRAM; changing_dynamic_range; changing_shadow_memory; changing_static_range; clone; copy; destroy; export; metadata_export; migrate_send; provision
                      current-operations (SRO): 
                      blocked-operations (MRW): 
                     allowed-VBD-devices (SRO): 1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; 13; 14; 15; 16; 17; 18; 19; 20; 21; 22; 23; 24; 25; 26; 27; 28; 29; 30; 31; 32; 33; 34; 35; 36; 37; 38; 39; 40; 41; 42; 43; 44; 45; 46; 47; 48; 49; 50; 51
                     allowed-VIF-devices (SRO): 0; 1; 2; 3; 4; 5; 6
                          possible-hosts ( RO): <HOST>
                             domain-type ( RW): hvm
                     current-domain-type ( RO): unspecified
                         HVM-boot-policy ( RW): BIOS order
                         HVM-boot-params (MRW): order: cdn
                   HVM-shadow-multiplier ( RW): 1.000
                               PV-kernel ( RW): 
                              PV-ramdisk ( RW): 
                                 PV-args ( RW): 
                          PV-legacy-args ( RW): 
                           PV-bootloader ( RW): 
                      PV-bootloader-args ( RW): 
                     last-boot-CPU-flags ( RO): 
                        last-boot-record ( RO): ''
                             resident-on ( RO): <not in database>
                                affinity ( RW): <not in database>
                            other-config (MRW): mac_seed: <SEED>
                                  dom-id ( RO): -1
                         recommendations ( RO): 
                           xenstore-data (MRW): 
              ha-always-run ( RW) [DEPRECATED]: false
                     ha-restart-priority ( RW): 
                                   blobs ( RO): 
                              start-time ( RO): <time>
                            install-time ( RO): <time>
                            VCPUs-number ( RO): 0
                       VCPUs-utilisation (MRO): 
                              os-version (MRO): <not in database>
                            netbios-name (MRO): <not in database>
                      PV-drivers-version (MRO): <not in database>
      PV-drivers-up-to-date ( RO) [DEPRECATED]: <not in database>
                                  memory (MRO): <not in database>
                                   disks (MRO): <not in database>
                                    VBDs (SRO): <VBD>
                                networks (MRO): <not in database>
                                services (MRO): <not in database>
                     PV-drivers-detected ( RO): <not in database>
                                   other (MRO): <not in database>
                                    live ( RO): <not in database>
              guest-metrics-last-updated ( RO): <not in database>
                     can-use-hotplug-vbd ( RO): <not in database>
                     can-use-hotplug-vif ( RO): <not in database>
                cooperative ( RO) [DEPRECATED]: true
                                    tags (SRW): 
                               appliance ( RW): <not in database>
                                  groups ( RW): 
           secureboot-certificates-state ( RO): ok
                       snapshot-schedule ( RW): <not in database>
                        is-vmss-snapshot ( RO): false
                             start-delay ( RW): 0
                          shutdown-delay ( RW): 0
                                   order ( RW): 0
                                 version ( RO): 0
                           generation-id ( RO): <GENERATION>
               hardware-platform-version ( RO): 0
                       has-vendor-device ( RW): true
                         requires-reboot ( RO): false
                         reference-label ( RO): 
                            bios-strings (MRO): 
                       pending-guidances ( RO): 
                                   vtpms ( RO): 
           pending-guidances-recommended ( RO): 
                  pending-guidances-full ( RO): 
  
  
  $ xe template-param-get uuid=$VM param-name=name-description
  all set up
  $ xe template-param-get uuid=$VM param-name=possible-hosts | wc -l
  1
  $ xe template-param-get uuid=$VM param-name=colour
  ! Error code: Missing parameter
  ! Error parameters: colour
  [1]
  $ xe template-param-get uuid=none param-name=uuid
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: none
  [1]
  $ xe template-param-set uuid=$VM memory-static-max=512MiB VCPUs-max=2 other-config:install-methods=cdrom,http platform:acpi=1 HVM-shadow-multiplier=2.5
  $ xe template-param-set uuid=$VM VCPUs-max=many
  ! Error: Parameter VCPUs-max must be an integer
  [1]
  $ xe template-param-set uuid=$VM memory-static-max=lots
  ! Error: Failed to parse field 'memory-static-max': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got 'lots'
  [1]
  $ xe template-param-set uuid=$VM HVM-shadow-multiplier=double
  ! Error: Parameter HVM-shadow-multiplier must be a floating-point number
  [1]
  $ xe template-param-set uuid=$VM is-a-template=perhaps
  ! Error: Parameter is-a-template must be a boolean (true or false)
  [1]
  $ xe template-param-set uuid=$VM actions-after-crash=explode
  ! Error: Failed to parse parameter 'actions-after-crash': Expected one of destroy, coredump_and_destroy, restart, coredump_and_restart, preserve, rename_restart; got explode
  [1]
  $ xe template-param-set uuid=$VM affinity=none
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: none
  [1]
  $ xe template-param-set uuid=$VM tags=x
  ! Error: Field 'tags' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe template-param-set uuid=$VM tags:x=y
  ! Error: Cannot param-set on set fields
  [1]
  $ xe template-param-set uuid=$VM power-state=running
  ! Error: Field 'power-state' is read-only.
  [1]
  $ xe template-param-set uuid=$VM os-version:name=x
  ! Error: Map field 'os-version' is read-only.
  [1]
  $ xe template-param-set uuid=$VM snapshot-info:x=y
  ! Error: Field 'snapshot-info' is not a set or map
  [1]
  $ xe template-param-set uuid=$VM nothing=x
  ! Error: Unknown field 'nothing'
  [1]
  $ xe template-param-set uuid=$VM bios-strings:bios-vendor=Ours bios-strings:bios-version=1
  $ xe template-list uuid=$VM params=memory-static-max,VCPUs-max,other-config,platform,HVM-shadow-multiplier,bios-strings
  memory-static-max ( RW)        : 536870912
                  VCPUs-max ( RW): 2
                   platform (MRW): acpi: 1
      HVM-shadow-multiplier ( RW): 2.500
               other-config (MRW): mac_seed: <SEED>; install-methods: cdrom,http
               bios-strings (MRO): bios-vendor: Ours; bios-version: 1
  
  
  $ xe template-param-add uuid=$VM param-name=tags param-key=golden
  $ xe template-param-add uuid=$VM param-name=other-config colour=red
  $ xe template-param-add uuid=$VM param-name=other-config colour=blue
  ! The map has that key already.
  ! type: VM
  ! param_name: other_config
  ! uuid: <VM> (master)
  ! key: colour
  [1]
  $ xe template-param-add uuid=$VM param-name=os-version x=y
  ! Error: Parameter is read-only
  [1]
  $ xe template-param-add uuid=$VM param-name=name-label param-key=x
  ! Error: Can only add to parameters of type Set or Map
  [1]
  $ xe template-param-add uuid=$VM param-name=bios-strings x=y
  ! Error: Parameter is read-only
  [1]
  $ xe template-list tags:contains=golden other-config:colour=red params=tags
  tags (SRW)    : golden
  
  
  $ xe template-param-remove uuid=$VM param-name=tags param-key=golden
  $ xe template-param-remove uuid=$VM param-name=tags param-key=golden
  ! Error: Key golden is not in the set
  [1]
  $ xe template-param-remove uuid=$VM param-name=allowed-operations param-key=start
  ! Error: Cannot remove parameters from read-only map
  [1]
  $ xe template-param-remove uuid=$VM param-name=name-label param-key=x
  ! Error: Can only remove from parameters of type Set or Map
  [1]
  $ xe template-param-clear uuid=$VM param-name=other-config
  $ xe template-param-clear uuid=$VM param-name=name-description
  $ xe template-param-clear uuid=$VM param-name=VCPUs-max
  ! Error: Cannot clear this parameter
  [1]
  $ xe template-param-clear uuid=$VM param-name=power-state
  ! Error: Can only clear RW parameters
  [1]
  $ xe template-list uuid=$VM params=name-description,other-config
  name-description ( RW)    : 
          other-config (MRW): 
  
  

From a template.

  $ uuid MADE xe vm-install template=master new-name-label=web
  $ xe vm-list uuid=$MADE params=name-label,is-a-template,power-state
  name-label ( RW)       : web
      is-a-template ( RW): false
        power-state ( RO): halted
  
  
  $ xe vm-start uuid=$VM
  ! Error: No matching VMs found
  [1]

Files.

  $ xe template-export template-uuid=$VM
  ! Required parameter not found: filename
  ! For usage run: 'xe help'
  [1]
  $ xe template-export template-uuid=$MADE filename=web.xva
  ! Error: This is the uuid of a VM, not of a template
  [1]
  $ xe template-export template-uuid=none filename=web.xva
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: none
  [1]
  $ xe template-export template-uuid=$VM filename=master.xva
  Export succeeded
  $ xe template-export template-uuid=$VM filename=master.xva
  ! Operation failed. Error: master.xva: File exists
  [1]
  $ xe template-export template-uuid=$VM filename=master.gz compress=true
  Export succeeded
  $ gunzip <master.gz | tar tf - | grep -c ova.xml
  1
  $ xe template-export template-uuid=$VM filename=nowhere/master.xva
  ! Operation failed. Error: nowhere/master.xva: No such file or directory
  [1]
  $ plain xe template-export template-uuid=$VM filename= | tar tf - | grep -c ova.xml
  1
  $ uuid AGAIN xe vm-import filename=master.xva
  $ xe template-list uuid=$AGAIN
  uuid ( RO)                : <AGAIN>
            name-label ( RW): master
      name-description ( RW): 
  
  

Away.

  $ xe template-uninstall
  ! Required parameter not found: template-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe template-uninstall template-uuid=$MADE --force
  ! Error: This is the uuid of a VM, not of a template
  [1]
  $ echo never | command xe template-uninstall template-uuid=$VM | shown
  This will be deleted:
  VM : <VM> (master)
  VDI: <DISK> (system)
  Type 'yes' to continue
  Aborted (you typed: 'never')
  $ echo yes | command xe template-uninstall template-uuid=$VM | shown
  This will be deleted:
  VM : <VM> (master)
  VDI: <DISK> (system)
  Type 'yes' to continue
  All of it is deleted
  $ xe template-list uuid=$VM
  $ xe vdi-list uuid=$DISK
  $ xe template-uninstall template-uuid=$AGAIN force=true | sed -E 's/[0-9a-f-]{36}/UUID/'
  This will be deleted:
  VM : UUID (master)
  VDI: UUID (system)
  All of it is deleted
  $ xe template-list name-label=master --minimal
  
