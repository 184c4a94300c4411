What xapid does, what is measured of a host, and what keeps VMs and disks from working.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal
  $ xe host-param-set uuid=$HOST name-label=alpha
  $ uuid SR xe pool-list params=default-SR --minimal
  $ uuid ISO xe sr-list type=iso --minimal

Memory of the daemon.

  $ xe diagnostic-compact
  $ xe diagnostic-compact host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe diagnostic-gc-stats | hidden '[a-z0-9_]+'
  virtual                       : ...
                   resident_most: ...
                        resident: ...
        generation_0_collections: ...
          generation_0_collected: ...
      generation_0_uncollectable: ...
        generation_1_collections: ...
          generation_1_collected: ...
      generation_1_uncollectable: ...
        generation_2_collections: ...
          generation_2_collected: ...
      generation_2_uncollectable: ...
                         objects: ...
  
  
  $ xe diagnostic-gc-stats --minimal | sed 's/^[0-9]*$/number/'
  number
  $ xe diagnostic-gc-stats host=nobody
  ! Error: No matching hosts found
  [1]

Its database, its requests, its calls.

  $ xe diagnostic-db-stats | sed -nE 's/^(VM|host|pool|generation|not_durable) +[0-9]+$/\1/p'
  VM
  host
  pool
  generation
  not_durable
  $ xe diagnostic-db-stats | grep -E '^(host|pool) '
  host          1
  pool          1
  $ xe diagnostic-db-stats --minimal
  
  $ xe diagnostic-net-stats method=POST uri=/cli | sed -E 's/[0-9]+$/number/'
  method  uri   requests
  POST    /cli  number
  $ xe diagnostic-net-stats uri=/nothing
  method  uri  requests
  $ xe diagnostic-net-stats --minimal
  
  $ xe diagnostic-net-stats --output csv | grep -c '^POST,/cli,'
  1
  $ xe diagnostic-net-stats host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe diagnostic-timing-stats | sed -n '1,2p;s/ host.get_all_records *: .*/ .../p' | shown | tr -s ' '
  host-uuid : <HOST>
   host-name-label: alpha
   ...
  $ xe diagnostic-timing-stats --minimal
  <HOST>

Threads, and what storage holds open.

  $ xe host-get-thread-diagnostics uuid=$HOST | grep -c '^thread MainThread$'
  1
  $ xe host-get-thread-diagnostics uuid=$HOST --minimal
  
  $ xe host-get-thread-diagnostics uuid=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-get-thread-diagnostics
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe host-get-sm-diagnostics uuid=$HOST | shown | sort
  SR <ISO> type=iso
  SR <SR> type=ext
  $ xe host-get-sm-diagnostics uuid=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-get-sm-diagnostics
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ uuid VM guest web
  $ uuid VDI xe vdi-create sr-uuid=$SR name-label=disk virtual-size=1MiB
  $ uuid VBD xe vbd-create vm-uuid=$VM vdi-uuid=$VDI device=0
  $ uuid CD xe vbd-create vm-uuid=$VM device=1 type=CD
  $ xe diagnostic-vm-status uuid=$VM
  uuid ( RO)              : <VM>
          name-label ( RW): web
         power-state ( RO): halted
      possible-hosts ( RO): <HOST>
  
  
  Whether its disks can be attached:
  uuid ( RO)                  : <VBD>
                vdi-uuid ( RO): <VDI>
          vdi-name-label ( RO): disk
                   empty ( RO): false
                  device ( RO): 
                bootable ( RW): false
      currently-attached ( RO): false
              attachable ( RO): true
  
  
  uuid ( RO)                  : <CD>
                vdi-uuid ( RO): <not in database>
          vdi-name-label ( RO): <EMPTY>
                   empty ( RO): true
                  device ( RO): 
                bootable ( RW): false
      currently-attached ( RO): false
              attachable ( RO): true
  
  
  Whether it can be started on each host:
  alpha    : yes
  
  
  Whether it can run on every host: not known (NOT_IMPLEMENTED(VM.assert_agile))
  $ xe diagnostic-vdi-status uuid=$VDI
  uuid ( RO)            : <VDI>
        name-label ( RW): disk
           sr-uuid ( RO): <SR>
          sharable ( RO): false
         read-only ( RO): false
      storage-lock ( RO): false
  
  
  Devices that have the disk:
  uuid ( RO)                  : <VBD>
                 vm-uuid ( RO): <VM>
           vm-name-label ( RO): web
                  device ( RO): 
                bootable ( RW): false
                    mode ( RW): RW
      currently-attached ( RO): false
  
  
  $ xe vm-start uuid=$VM
  $ xe diagnostic-vm-status uuid=$VM --minimal
  Whether it can run on every host: not known (NOT_IMPLEMENTED(VM.assert_agile)),yes,<VBD>,<CD>,<VM>
  $ xe diagnostic-vdi-status uuid=$VDI
  uuid ( RO)            : <VDI>
        name-label ( RW): disk
           sr-uuid ( RO): <SR>
          sharable ( RO): false
         read-only ( RO): false
      storage-lock ( RO): false
  
  
  Devices that have the disk:
  uuid ( RO)                  : <VBD>
                 vm-uuid ( RO): <VM>
           vm-name-label ( RO): web
                  device ( RO): xvda
                bootable ( RW): false
                    mode ( RW): RW
      currently-attached ( RO): true
  
  
  $ xe host-get-sm-diagnostics uuid=$HOST | shown | sort
    VDI <VDI> held by <VBD>
  SR <ISO> type=iso
  SR <SR> type=ext
  $ xe host-sm-dp-destroy uuid=$HOST dp=$VBD
  ! This is not allowed now.
  ! reason: VBD <VBD> is still attached to its VM
  [1]
  $ xe host-sm-dp-destroy uuid=$HOST dp=nothing allow-leak=true
  $ xe host-sm-dp-destroy uuid=$HOST dp=nothing allow-leak=some
  ! Error: Failed to parse parameter 'allow-leak': Expected a boolean (true or false); got some
  [1]
  $ xe host-sm-dp-destroy uuid=nobody dp=nothing
  ! Error: No matching hosts found
  [1]
  $ xe host-sm-dp-destroy uuid=$HOST
  ! Required parameter not found: dp
  ! For usage run: 'xe help'
  [1]
  $ xe vm-shutdown uuid=$VM --force
  $ xe vbd-destroy uuid=$VBD
  $ xe diagnostic-vdi-status uuid=$VDI
  uuid ( RO)            : <VDI>
        name-label ( RW): disk
           sr-uuid ( RO): <SR>
          sharable ( RO): false
         read-only ( RO): false
      storage-lock ( RO): false
  
  
  No device has it.
  $ xe diagnostic-vdi-status uuid=$VDI --minimal
  <VDI>
  $ xe diagnostic-vdi-status uuid=$VDI --output json
  [
    {
      "uuid": "<VDI>",
      "name-label": "disk",
      "sr-uuid": "<SR>",
      "sharable": false,
      "read-only": false,
      "storage-lock": false
    }
  ]
  $ xe diagnostic-vdi-status uuid=nobody
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: nobody
  [1]
  $ xe diagnostic-vm-status uuid=nobody
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: nobody
  [1]
  $ xe diagnostic-vm-status
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]

What is measured of the host.

  $ xe host-data-source-list | grep -A 9 ': memory_total_kib$' | hidden value max
  name_label          : memory_total_kib
      name_description: memory of the host
               enabled: false
              standard: true
                 units: KiB
                   min: 0.000
                   max: ...
                 value: ...
  
  
  $ xe host-data-source-list --minimal | tr ',' '\n' | grep -x memory_total_kib
  memory_total_kib
  $ xe host-data-source-list host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-data-source-query data-source=memory_total_kib | sed -E 's/^[0-9]+\.[0-9]{6}$/number/'
  number
  $ xe host-data-source-query data-source=colour
  ! The value is not allowed for this field.
  ! field: data_source
  ! value: colour
  [1]
  $ xe host-data-source-query
  ! Required parameter not found: data-source
  ! For usage run: 'xe help'
  [1]
  $ xe host-data-source-record data-source=memory_total_kib
  ! This is not built yet.
  ! function: host.record_data_source
  [1]
  $ xe host-data-source-record data-source=memory_total_kib host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-data-source-forget data-source=memory_total_kib
  ! This is not built yet.
  ! function: host.forget_data_source_archives
  [1]
  $ xe host-data-source-forget data-source=memory_total_kib host=nobody
  ! Error: No matching hosts found
  [1]
