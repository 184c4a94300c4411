Snapshots: kept states of a VM, what is made of them, and the way back.

  $ . "$GOLDEN/setup.sh"
  $ uuid SR xe pool-list params=default-SR --minimal
  $ uuid VM xe vm-create name-label=web
  $ uuid DISK xe vdi-create sr-uuid=$SR name-label=data virtual-size=8MiB type=user
  $ uuid VBD xe vbd-create vm-uuid=$VM device=0 vdi-uuid=$DISK
  $ xe vbd-param-set uuid=$VBD other-config:owner=

No snapshots yet.

  $ xe snapshot-list
  $ xe snapshot-list --minimal
  
  $ xe snapshot-destroy
  ! Required parameter not found: snapshot-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe snapshot-destroy uuid=none
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: none
  [1]
  $ xe snapshot-revert uuid=$VM
  ! Error: This is the uuid of a VM, not of a snapshot
  [1]
  $ xe snapshot-clone uuid=$VM
  ! Required parameter not found: new-name-label
  ! For usage run: 'xe help'
  [1]
  $ xe snapshot-clone uuid=$VM new-name-label=copy
  ! Error: This is the uuid of a VM, not of a snapshot
  [1]
  $ xe snapshot-disk-list uuid=$VM
  ! Error: This is the uuid of a VM, not of a snapshot
  [1]

What makes snapshots is not built; one that was exported elsewhere can be imported.

  $ xe vm-snapshot vm=web new-name-label=before
  ! This is not built yet.
  ! function: VM.snapshot
  [1]
  $ xe vm-checkpoint vm=web new-name-label=before
  ! This is not built yet.
  ! function: VM.checkpoint
  [1]
  $ xe vm-param-set uuid=$VM name-label=before name-description="before the change"
  $ plain xe vm-export uuid=$VM filename= | LC_ALL=C sed -E 's/(<name>is_a_template<.name><value><boolean>)0/\11/; 0,/(<name>is_a_snapshot<.name><value><boolean>)0/s//\11/' >web.xva
  $ uuid SNAP xe vm-import filename=web.xva
  $ uuid SNAP2 xe vm-import filename=web.xva
  $ xe snapshot-param-set uuid=$SNAP2 name-label=after
  $ xe vm-param-set uuid=$VM name-label=web

Lists and parameters.

  $ xe snapshot-list name-label=before
  uuid ( RO)                : <SNAP>
            name-label ( RW): before
      name-description ( RW): before the change
      is-vmss-snapshot ( RO): false
  
  
  $ xe snapshot-list power-state=halted name-label=after --minimal
  <SNAP2>
  $ xe snapshot-list params=name-label,snapshot-of,snapshot-time,is-a-snapshot,is-a-template,power-state name-label=before
  name-label ( RW)       : before
      is-a-template ( RW): true
      is-a-snapshot ( RO): true
        snapshot-of ( RO): <not in database>
      snapshot-time ( RO): <time>
        power-state ( RO): halted
  
  
  $ xe snapshot-list other-config:none=x
  $ xe snapshot-list is-a-snapshot=false
  $ xe snapshot-list color=blue
  ! Error: Unknown field 'color'
  [1]
  $ xe snapshot-list --all params=name-label --minimal | tr , '\n' | grep -x -e web -e before -e after | sort
  after
  before
  web
  $ xe vm-list name-label=before
  $ xe template-list name-label=before
  $ name SVBD $(command xe vbd-list vm-uuid=$SNAP --minimal)
  $ name GENERATION "$(command xe snapshot-param-get uuid=$SNAP param-name=generation-id)"
  $ name HOST "$(command xe host-list --minimal)"
  $ name TASK "$(command xe snapshot-param-get uuid=$SNAP param-name=other-config param-key=import_task)"
  $ name SEED "$(command xe snapshot-param-get uuid=$SNAP param-name=other-config param-key=mac_seed)"
  $ xe snapshot-param-list uuid=$SNAP
  uuid ( RO)                                  : <SNAP>
                              name-label ( RW): before
                        name-description ( RW): before the change
                            user-version ( RW): 1
                           is-a-template ( RW): true
                     is-default-template ( RW): false
                           is-a-snapshot ( RO): true
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
                      allowed-operations (SRO): clone; copy; destroy; export; metadata_export; revert
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
                            other-config (MRW): mac_seed: <SEED>; import_task: <TASK>
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
                                    VBDs (SRO): <SVBD>
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
  
  
  $ xe snapshot-param-get uuid=$SNAP param-name=name-description
  before the change
  $ xe snapshot-param-get uuid=$SNAP param-name=colour
  ! Error code: Missing parameter
  ! Error parameters: colour
  [1]
  $ xe snapshot-param-set uuid=$SNAP name-label=first other-config:keep=yes
  $ xe snapshot-param-set uuid=$SNAP snapshot-of=$VM
  ! Error: Field 'snapshot-of' is read-only.
  [1]
  $ xe snapshot-param-add uuid=$SNAP param-name=tags param-key=weekly
  $ xe snapshot-param-add uuid=$SNAP param-name=other-config keep=no
  ! The map has that key already.
  ! type: VM
  ! param_name: other_config
  ! uuid: <SNAP> (first)
  ! key: keep
  [1]
  $ xe snapshot-param-add uuid=$SNAP param-name=snapshot-time param-key=x
  ! Error: Can only add to parameters of type Set or Map
  [1]
  $ xe snapshot-list tags:contains=weekly params=name-label,tags,other-config
  name-label ( RW)      : first
      other-config (MRW): mac_seed: <SEED>; import_task: <TASK>; keep: yes
              tags (SRW): weekly
  
  
  $ xe snapshot-param-remove uuid=$SNAP param-name=other-config param-key=keep
  $ xe snapshot-param-remove uuid=$SNAP param-name=tags param-key=daily
  ! Error: Key daily is not in the set
  [1]
  $ xe snapshot-param-clear uuid=$SNAP param-name=tags
  $ xe snapshot-param-clear uuid=$SNAP param-name=snapshot-of
  ! Error: Can only clear RW parameters
  [1]
  $ xe snapshot-param-get uuid=$SNAP param-name=tags
  

Its disks.

  $ uuid SDISK xe vbd-list vm-uuid=$SNAP params=vdi-uuid --minimal
  $ xe snapshot-disk-list
  ! Required parameter not found: snapshot-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe snapshot-disk-list snapshot-uuid=$SNAP
  Disk 0 VBD:
  uuid ( RO)             : <SVBD>
      vm-name-label ( RO): first
         userdevice ( RW): 0
  
  
  Disk 0 VDI:
  uuid ( RO)             : <SDISK>
         name-label ( RW): data
      sr-name-label ( RO): Local storage
       virtual-size ( RO): 8388608
  
  
  $ xe snapshot-disk-list uuid=$SNAP vbd-params=userdevice vdi-params=name-label,is-a-snapshot
  Disk 0 VBD:
  userdevice ( RW)    : 0
  
  
  Disk 0 VDI:
  name-label ( RW)       : data
      is-a-snapshot ( RO): false
  
  
  $ xe snapshot-disk-list uuid=$SNAP --minimal
  <SDISK>,<SVBD>

Copies.

  $ uuid CLONE xe snapshot-clone uuid=$SNAP new-name-label=cloned new-name-description="of a snapshot"
  $ uuid COPY xe snapshot-copy uuid=$SNAP new-name-label=copied sr-uuid=$SR
  $ xe snapshot-copy uuid=$SNAP new-name-label=copied sr-uuid=none
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: none
  [1]
  $ xe snapshot-copy uuid=$VM new-name-label=copied
  ! Error: This is the uuid of a VM, not of a snapshot
  [1]
  $ xe template-list name-label=cloned params=name-label,name-description,is-a-snapshot,is-a-template
  name-label ( RW)          : cloned
      name-description ( RW): of a snapshot
         is-a-template ( RW): true
         is-a-snapshot ( RO): false
  
  
  $ xe template-list name-label=copied
  uuid ( RO)                : <COPY>
            name-label ( RW): copied
      name-description ( RW): before the change
  
  
  $ xe vbd-list vm-uuid=$COPY params=type,userdevice
  userdevice ( RW)    : 0
            type ( RW): Disk
  
  

Files.

  $ xe snapshot-export-to-template snapshot-uuid=$SNAP
  ! Required parameter not found: filename
  ! For usage run: 'xe help'
  [1]
  $ xe snapshot-export-to-template snapshot-uuid=$VM filename=vm.xva
  ! Error: This is the uuid of a VM, not of a snapshot
  [1]
  $ xe snapshot-export-to-template snapshot-uuid=$SNAP filename=snap.xva
  Export succeeded
  $ xe snapshot-export-to-template snapshot-uuid=$SNAP filename=snap.xva
  ! Operation failed. Error: snap.xva: File exists
  [1]
  $ xe snapshot-export-to-template snapshot-uuid=$SNAP filename=snap.xml metadata=true --minimal
  Export succeeded
  
  $ ls snap.xva snap.xml
  snap.xml
  snap.xva
  $ tar tf snap.xva | grep -c ova.xml
  1
  $ plain xe snapshot-export-to-template snapshot-uuid=$SNAP filename= | tar tf - | grep -c ova.xml
  1
  $ uuid IMPORTED xe vm-import filename=snap.xva
  $ xe template-list uuid=$IMPORTED
  uuid ( RO)                : <IMPORTED>
            name-label ( RW): first
      name-description ( RW): before the change
  
  

The way back.

  $ xe vm-param-set uuid=$VM name-description=changed
  $ xe snapshot-revert snapshot-uuid=$SNAP
  ! This is not built yet.
  ! function: VM.revert
  [1]
  $ xe vm-param-get uuid=$VM param-name=name-description
  changed
  $ xe snapshot-revert uuid=$SNAP --progress 2>&1 | tr '\r' '\n' | tail -2 | cat -A
  This is not built yet.$
  function: VM.revert$
  $ xe snapshot-reset-powerstate uuid=$SNAP
  ! Error: The memory that was saved with the snapshot would be lost. To do it all the same, add --force.
  [1]
  $ xe snapshot-reset-powerstate uuid=$VM --force
  ! Error: This is the uuid of a VM, not of a snapshot
  [1]
  $ xe snapshot-reset-powerstate uuid=$SNAP --force
  $ xe snapshot-param-get uuid=$SNAP param-name=power-state
  halted

Away.

  $ xe snapshot-uninstall
  ! Required parameter not found: snapshot-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe snapshot-uninstall uuid=$VM --force
  ! Error: This is the uuid of a VM, not of a snapshot
  [1]
  $ echo no | command xe snapshot-uninstall uuid=$SNAP | shown
  This will be deleted:
  VM : <SNAP> (first)
  VDI: <SDISK> (data)
  Type 'yes' to continue
  Aborted (you typed: 'no')
  $ echo | command xe snapshot-uninstall uuid=$SNAP | tail -1
  Aborted (you typed: '')
  $ xe snapshot-list uuid=$SNAP --minimal
  <SNAP>
  $ echo ' YES ' | command xe snapshot-uninstall uuid=$SNAP | shown
  This will be deleted:
  VM : <SNAP> (first)
  VDI: <SDISK> (data)
  Type 'yes' to continue
  All of it is deleted
  $ xe snapshot-list uuid=$SNAP --minimal
  
  $ xe vdi-list uuid=$SDISK
  $ xe snapshot-destroy snapshot-uuid=$SNAP2
  $ xe snapshot-list
  $ uuid SNAP3 xe vm-import filename=web.xva
  $ uuid SDISK3 xe vbd-list vm-uuid=$SNAP3 params=vdi-uuid --minimal
  $ xe snapshot-uninstall snapshot-uuid=$SNAP3 --force
  This will be deleted:
  VM : <SNAP3> (before)
  VDI: <SDISK3> (data)
  All of it is deleted
  $ xe snapshot-uninstall snapshot-uuid=$SNAP3 --force
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: <SNAP3>
  [1]
