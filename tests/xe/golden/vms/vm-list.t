VMs are listed, selected and shown in full.

  $ . "$GOLDEN/setup.sh"
  $ uuid WEB xe vm-create name-label=web1
  $ uuid DB xe vm-create name-label=db1 name-description="the database, and its \\backups"
  $ xe vm-param-clear uuid=$WEB param-name=other-config
  $ xe vm-param-clear uuid=$DB param-name=other-config
  $ xe vm-param-set uuid=$WEB other-config:folder=/prod other-config:owner=ann
  $ xe vm-param-add uuid=$WEB param-name=tags param-key=blue
  $ xe vm-param-add uuid=$WEB param-name=tags param-key=red
  $ uuid HOST xe host-list --minimal
  $ uuid DOM0 xe vm-list is-control-domain=true --minimal

The usual columns; templates and snapshots are not among VMs.

  $ xe vm-list is-control-domain=false
  uuid ( RO)           : <WEB>
       name-label ( RW): web1
      power-state ( RO): halted
  
  
  uuid ( RO)           : <DB>
       name-label ( RW): db1
      power-state ( RO): halted
  
  
  $ xe vm-list is-control-domain=false --minimal
  <WEB>,<DB>
  $ xe vm-list is-control-domain=true params=dom-id,power-state,resident-on
  power-state ( RO)    : running
      resident-on ( RO): <HOST>
           dom-id ( RO): 0
  
  
  $ xe vm-list is-a-template=true --minimal
  

Columns come in the order of the table, whatever was asked; unknown ones are dropped.

  $ xe vm-list uuid=$WEB params=allowed-operations,nonsense,name-label,uuid,other-config,ha-always-run,possible-hosts
  uuid ( RO)                          : <WEB>
                      name-label ( RW): web1
              allowed-operations (SRO): changing_NVRAM; changing_dynamic_range; changing_shadow_memory; changing_static_range; clone; copy; create_vtpm; destroy; export; make_into_template; metadata_export; migrate_send; snapshot; start; start_on
                  possible-hosts ( RO): <expensive field>
                    other-config (MRW): folder: /prod; owner: ann
      ha-always-run ( RW) [DEPRECATED]: false
  
  
  $ xe vm-list uuid=$WEB params=nonsense
  
  
  
  $ xe vm-list uuid=$WEB params=nonsense --minimal
  
  $ xe vm-list params=name-label,uuid uuid=$WEB --minimal
  <WEB>
  $ xe vm-list params=tags uuid=$WEB --minimal
  blue\, red
  $ xe vm-list params=name-description uuid=$DB --minimal
  the database\, and its \\backups
  $ xe vm-list params=tags,other-config uuid=$WEB
  other-config (MRW)    : folder: /prod; owner: ann
              tags (SRW): blue, red
  
  
  $ xe vm-list params=transportable-snapshot-id,NVRAM,nomigrate,nested-virt uuid=$WEB
  
  
  

Nothing found is no failure.

  $ xe vm-list uuid=$WEB name-label=db1
  $ xe vm-list name-label=nobody --minimal
  
  $ xe vm-list uuid=00000000-0000-0000-0000-000000000000

Filters: by the text of a value, a key of a map, a member of a set.

  $ xe vm-list name-label=web1 --minimal
  <WEB>
  $ xe vm-list name-label=WEB1 --minimal
  
  $ xe vm-list power-state=halted --minimal | tr , '\n' | wc -l
  2
  $ xe vm-list power-state=Halted --minimal
  
  $ xe vm-list other-config:folder=/prod --minimal
  <WEB>
  $ xe vm-list other-config-folder=/prod --minimal
  <WEB>
  $ xe vm-list other-config:folder=/test --minimal
  
  $ xe vm-list other-config:nothing= --minimal
  
  $ xe vm-list tags:contains=red --minimal
  <WEB>
  $ xe vm-list tags-contains=red --minimal
  <WEB>
  $ xe vm-list tags:contains=green --minimal
  
  $ xe vm-list tags="blue, red" --minimal
  <WEB>
  $ xe vm-list other-config="folder: /prod; owner: ann" --minimal
  <WEB>
  $ xe vm-list nested-virt=false memory-static-max=268435456 name-label=db1 --minimal
  <DB>
  $ xe vm-list possible-hosts="$HOST" name-label=web1 --minimal
  <WEB>
  $ xe vm-list allowed-operations:contains=start name-label=web1 params=name-label --minimal
  web1

What is wrong with a filter is told, unless nothing is left to test.

  $ xe vm-list nonsense=1
  ! Error: Unknown field 'nonsense'
  [1]
  $ xe vm-list name-label=nobody nonsense=1
  $ xe vm-list tags:is=red
  ! Error: Invalid syntax for set filtering (should be set-param:contains=key)
  [1]
  $ xe vm-list name-label:web=1
  ! Error: Field 'name-label' is not a set or map
  [1]
  $ xe vm-list nonsense:web=1
  ! Error: Unknown field 'nonsense:web'
  [1]

All of them in spite of the filters, templates too.

  $ xe vm-list name-label=nobody all=true params=is-a-template --minimal | tr , '\n' | sort -u
  false
  true
  $ xe vm-list name-label=web1 --all params=name-label --minimal | tr , '\n' | grep -x -e web1 -e db1 | sort
  db1
  web1

Two saved databases at once are too many; a disk that is none is told.

  $ xe vm-list database:vdi-uuid=x database:filename=y
  ! Error: Name one of database:vdi-uuid and database:filename, not both
  [1]
  $ xe vm-list database:vdi-uuid=x
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: x
  [1]

All of one VM; only lists leave out what costs.

  $ xe vm-param-list uuid=$DB
  uuid ( RO)                                  : <DB>
                              name-label ( RW): db1
                        name-description ( RW): the database, and its \backups
                            user-version ( RW): 1
                           is-a-template ( RW): false
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
                      allowed-operations (SRO): changing_NVRAM; changing_dynamic_range; changing_shadow_memory; changing_static_range; clone; copy; create_vtpm; destroy; export; make_into_template; metadata_export; migrate_send; snapshot; start; start_on
                      current-operations (SRO): 
                      blocked-operations (MRW): 
                     allowed-VBD-devices (SRO): 0; 1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; 13; 14; 15; 16; 17; 18; 19; 20; 21; 22; 23; 24; 25; 26; 27; 28; 29; 30; 31; 32; 33; 34; 35; 36; 37; 38; 39; 40; 41; 42; 43; 44; 45; 46; 47; 48; 49; 50; 51
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
                            other-config (MRW): 
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
                                    VBDs (SRO): 
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
                           generation-id ( RO): 0:0
               hardware-platform-version ( RO): 0
                       has-vendor-device ( RW): true
                         requires-reboot ( RO): false
                         reference-label ( RO): 
                            bios-strings (MRO): 
                       pending-guidances ( RO): 
                                   vtpms ( RO): 
           pending-guidances-recommended ( RO): 
                  pending-guidances-full ( RO): 
  
  
  $ xe vm-param-list uuid=$DB --minimal
  <DB>
  $ xe vm-list uuid=$DB params=all | grep expensive
                           memory-target ( RO): <expensive field>
                     allowed-VBD-devices (SRO): <expensive field>
                     allowed-VIF-devices (SRO): <expensive field>
                          possible-hosts ( RO): <expensive field>
                        last-boot-record ( RO): <expensive field>
                       VCPUs-utilisation (MRO): <expensive field>
                cooperative ( RO) [DEPRECATED]: <expensive field>
  $ xe vm-param-list
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vm-param-list uuid=00000000-0000-0000-0000-000000000000
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe vm-param-list uuid=$DOM0 | shown | grep -e uuid -e is-control -e power -e dom-id
  uuid ( RO)                                  : <DOM0>
                       is-control-domain ( RO): true
                             power-state ( RO): running
                        suspend-VDI-uuid ( RW): <not in database>
                         suspend-SR-uuid ( RW): <not in database>
                           console-uuids (SRO): 
                                  dom-id ( RO): 0
