What is known of hosts: the commands that list and set their parameters, and those that tell.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal
  $ uuid DOM0 xe vm-list is-control-domain=true --minimal
  $ uuid POOL xe pool-list --minimal
  $ uuid SR xe pool-list params=default-SR --minimal
  $ xe host-param-set uuid=$HOST name-label=alpha

Lists: plain, minimal, with other parameters, filtered.

  $ xe host-list
  uuid ( RO)                : <HOST>
            name-label ( RW): alpha
      name-description ( RW): 
  
  
  $ xe host-list --minimal
  <HOST>
  $ xe host-list params=enabled,uuid,tags,memory-free-computed,patches
  uuid ( RO)                    : <HOST>
                   enabled ( RO): true
      memory-free-computed ( RO): <expensive field>
      patches (SRO) [DEPRECATED]: 
                      tags (SRW): 
  
  
  $ xe host-list params=uuid --minimal name-label=alpha
  <HOST>
  $ xe host-list name-label=nobody
  $ xe host-list --minimal name-label=nobody
  
  $ xe host-list params=colour,uefi-certificates
  
  
  
  $ xe host-list uefi-certificates=none
  $ xe host-list capabilities:contains=none
  $ xe host-list colour=red
  ! Error: Unknown field 'colour'
  [1]

All parameters.

  $ xe host-param-list uuid=$HOST | hidden software-version capabilities other-config cpu_info chipset-info hostname memory-total memory-free memory-free-computed timezone ntp-mode ssh-enabled secure-boot iscsi_iqn
  uuid ( RO)                                  : <HOST>
                              name-label ( RW): alpha
                        name-description ( RW): 
                      allowed-operations (SRO): provision; evacuate; VM.start; VM.resume; VM.migrate; enable
                      current-operations (SRO): 
                                 enabled ( RO): true
                                 display ( RO): enabled
                       API-version-major ( RO): 2
                       API-version-minor ( RO): 23
                      API-version-vendor ( RO): xapid
       API-version-vendor-implementation (MRO): 
                                 logging (MRW): 
                   suspend-image-sr-uuid ( RW): <SR>
                      crash-dump-sr-uuid ( RW): <SR>
                        software-version (MRO): ...
                            capabilities (SRO): ...
                            other-config (MRW): ...
                                cpu_info (MRO): ...
                            chipset-info (MRO): ...
                                hostname ( RO): ...
                                 address ( RO): 127.0.0.1
                              https-only ( RW): false
                   supported-bootloaders (SRO): generic
                                   blobs ( RO): 
                         memory-overhead ( RO): 0
                            memory-total ( RO): ...
                             memory-free ( RO): ...
                    memory-free-computed ( RO): ...
                       host-metrics-live ( RO): true
                    patches (SRO) [DEPRECATED]: 
                                 updates (SRO): 
                           ha-statefiles ( RO): 
                        ha-network-peers ( RO): 
                      external-auth-type ( RO): 
              external-auth-service-name ( RO): 
             external-auth-configuration (MRO): 
                                 edition ( RO): xapid
                          license-server (MRO): address: localhost; port: 27000
                           power-on-mode ( RO): 
                         power-on-config (MRO): 
                          local-cache-sr ( RO): <not in database>
                                    tags (SRW): 
                              ssl-legacy ( RW): false
                      guest_VCPUs_params (MRW): 
      virtual-hardware-platform-versions (SRO): 0; 1; 2
                     control-domain-uuid ( RO): <DOM0>
                            resident-vms (SRO): <DOM0>
                updates-requiring-reboot (SRO): 
                                features (SRO): 
                               iscsi_iqn ( RW): ...
                            multipathing ( RW): false
                    numa-affinity-policy ( RW): default_policy
                       pending-guidances ( RO): 
                tls-verification-enabled ( RO): false
                    last-software-update ( RO): <time>
           latest-synced-updates-applied ( RO): unknown
           pending-guidances-recommended ( RO): 
                  pending-guidances-full ( RO): 
                        last-update-hash ( RO): 
                             ssh-enabled ( RO): ...
                     ssh-enabled-timeout ( RW): 0
                              ssh-expiry ( RO): <time>
                    console-idle-timeout ( RW): 0
                           ssh-auto-mode ( RW): false
                              max-cstate ( RW): 
                             secure-boot ( RO): ...
                                ntp-mode ( RW): ...
                      ntp-custom-servers (SRO): 
                                timezone ( RW): ...
  
  
  $ xe host-param-list uuid=$HOST --minimal
  <HOST>
  $ xe host-param-list
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe host-param-list uuid=00000000-0000-0000-0000-000000000000
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]

Single ones.

  $ xe host-param-get uuid=$HOST param-name=enabled
  true
  $ xe host-param-get uuid=$HOST param-name=uefi-certificates | wc -l
  1
  $ xe host-param-get uuid=$HOST param-name=license-server param-key=port
  27000
  $ xe host-param-get uuid=$HOST param-name=license-server param-key=colour
  ! Error: Key colour not found in map
  [1]
  $ xe host-param-get uuid=$HOST param-name=colour
  ! Error code: Missing parameter
  ! Error parameters: colour
  [1]
  $ xe host-param-get uuid=$HOST
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]
  $ xe host-param-set uuid=$HOST name-label=alpha name-description="first, of all" other-config:floor=2 other-config:room=b
  $ xe host-list
  uuid ( RO)                : <HOST>
            name-label ( RW): alpha
      name-description ( RW): first, of all
  
  
  $ xe host-list --minimal params=name-description
  first\, of all
  $ xe host-param-get uuid=$HOST param-name=other-config param-key=floor
  2
  $ xe host-list other-config:floor=2 params=name-label
  name-label ( RW)    : alpha
  
  
  $ xe host-param-set uuid=$HOST enabled=false
  ! Error: Field 'enabled' is read-only.
  [1]
  $ xe host-param-set uuid=$HOST tags=x
  ! Error: Field 'tags' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe host-param-set uuid=$HOST multipathing=maybe
  ! Error: Parameter multipathing must be a boolean (true or false)
  [1]
  $ xe host-param-set uuid=$HOST multipathing=true
  ! This is not built yet.
  ! function: host.set_multipathing
  [1]
  $ xe host-param-set uuid=$HOST suspend-image-sr-uuid=nothing
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: nothing
  [1]
  $ xe host-param-set uuid=$HOST suspend-image-sr-uuid=$SR crash-dump-sr-uuid=$SR
  $ xe host-param-get uuid=$HOST param-name=suspend-image-sr-uuid
  <SR>
  $ xe host-param-set uuid=$HOST numa-affinity-policy=best_effort
  ! This is not built yet.
  ! function: host.set_numa_affinity_policy
  [1]
  $ xe host-param-set uuid=$HOST ssh-enabled-timeout=soon
  ! Error: Parameter ssh-enabled-timeout must be an integer
  [1]
  $ xe host-param-set uuid=$HOST ssh-enabled-timeout=100
  $ xe host-param-set uuid=$HOST ssl-legacy=true
  ! The value is not supported here.
  ! field: value
  ! value: true
  ! reason: TLS before 1.2 is not served any more
  [1]
  $ xe host-param-set uuid=$HOST https-only=true
  $ xe host-param-get uuid=$HOST param-name=https-only
  true
  $ xe host-param-set uuid=$HOST colour=red
  ! Error: Unknown field 'colour'
  [1]
  $ xe host-param-add uuid=$HOST param-name=tags param-key=fast
  $ xe host-param-add uuid=$HOST param-name=tags param-key=big
  $ xe host-param-get uuid=$HOST param-name=tags
  fast, big
  $ xe host-list tags:contains=fast params=tags
  tags (SRW)    : fast, big
  
  
  $ xe host-param-add uuid=$HOST param-name=logging syslog_destination=127.0.0.1
  $ xe host-param-add uuid=$HOST param-name=logging syslog_destination=127.0.0.1
  ! The map has that key already.
  ! type: host
  ! param_name: logging
  ! uuid: <HOST> (alpha)
  ! key: syslog_destination
  [1]
  $ xe host-param-add uuid=$HOST param-name=capabilities param-key=x
  ! Error: Parameter is read-only
  [1]
  $ xe host-param-add uuid=$HOST param-name=name-label param-key=x
  ! Error: Can only add to parameters of type Set or Map
  [1]
  $ xe host-param-remove uuid=$HOST param-name=tags param-key=slow
  ! Error: Key slow is not in the set
  [1]
  $ xe host-param-remove uuid=$HOST param-name=tags param-key=fast
  $ xe host-param-remove uuid=$HOST param-name=other-config param-key=floor
  $ xe host-param-remove uuid=$HOST param-name=other-config param-key=floor
  ! Error: Key floor is not in map
  [1]
  $ xe host-param-clear uuid=$HOST param-name=tags
  $ xe host-param-clear uuid=$HOST param-name=name-description
  $ xe host-param-clear uuid=$HOST param-name=multipathing
  ! Error: Cannot clear this parameter
  [1]
  $ xe host-param-clear uuid=$HOST param-name=enabled
  ! Error: Can only clear RW parameters
  [1]
  $ xe host-list params=name-description,tags,logging
  name-description ( RW)    : 
               logging (MRW): syslog_destination: 127.0.0.1
                  tags (SRW): 
  
  

Processors.

  $ xe host-cpu-info | hidden '[a-z_]+'
  cpu_count            : ...
           socket_count: ...
       threads_per_core: ...
                 vendor: ...
                  speed: ...
              modelname: ...
                 family: ...
                  model: ...
               stepping: ...
                  flags: ...
               features: ...
           features_hvm: ...
            features_pv: ...
      features_hvm_host: ...
       features_pv_host: ...
  
  
  $ xe host-cpu-info uuid=$HOST --minimal | sed 's/^[0-9]*$/number/'
  number
  $ xe host-cpu-info uuid=nobody
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]
  $ xe host-get-cpu-features | hidden '[a-z_]+'
  features             : ...
           features_hvm: ...
            features_pv: ...
      features_hvm_host: ...
       features_pv_host: ...
  
  
  $ xe host-get-cpu-features uuid=nobody
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]
  $ uuid CPU xe host-cpu-list number=0 --minimal
  $ xe host-cpu-list number=0 | hidden vendor speed
  uuid ( RO)           : <CPU>
           number ( RO): 0
           vendor ( RO): ...
            speed ( RO): ...
      utilisation ( RO): <expensive field>
  
  
  $ xe host-cpu-list number=0 params=uuid,host-uuid,number
  uuid ( RO)         : <CPU>
      host-uuid ( RO): <HOST>
         number ( RO): 0
  
  
  $ xe host-cpu-list number=99
  $ xe host-cpu-param-list uuid=$CPU | hidden vendor speed model family modelname stepping flags utilisation
  uuid ( RO)           : <CPU>
        host-uuid ( RO): <HOST>
           number ( RO): 0
           vendor ( RO): ...
            speed ( RO): ...
            model ( RO): ...
           family ( RO): ...
        modelname ( RO): ...
         stepping ( RO): ...
            flags ( RO): ...
      utilisation ( RO): ...
  
  
  $ xe host-cpu-param-get uuid=$CPU param-name=host-uuid
  <HOST>
  $ xe host-cpu-param-get uuid=nobody param-name=host-uuid
  ! No object of this type has that uuid.
  ! type: host_cpu
  ! uuid: nobody
  [1]

Memory.

  $ xe host-compute-free-memory | sed -E 's/^[0-9]+$/number/'
  number
  $ xe host-compute-free-memory --minimal
  
  $ xe host-compute-free-memory --output json | sed -E 's/ [0-9]+$/number/'
  [
   number
  ]
  $ xe host-compute-memory-overhead | sed -E 's/^[0-9]+$/number/'
  number
  $ xe host-compute-memory-overhead host=nobody
  ! Error: No matching hosts found
  [1]

Licences.

  $ xe host-all-editions
  xapid
  $ xe host-all-editions --minimal
  xapid
  $ xe host-license-view
  sku_type       : free
           expiry: <time>
          version: 8.3.0
          company: 
      productcode: 
          sockets: 1
            grace: no
  
  
  $ xe host-license-view host-uuid=$HOST --minimal
  free
  $ xe host-license-view host-uuid=nobody
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]
  $ xe host-apply-edition edition=xapid host-uuid=$HOST license-server-address=licences license-server-port=27001
  $ xe host-param-get uuid=$HOST param-name=license-server
  address: licences; port: 27001
  $ xe host-apply-edition edition=premium license-server-address=elsewhere
  ! These editions exist: xapid
  ! There is no such edition.
  ! edition: premium
  [1]
  $ xe host-param-get uuid=$HOST param-name=license-server
  address: licences; port: 27001
  $ xe host-apply-edition
  ! Required parameter not found: edition
  ! For usage run: 'xe help'
  [1]
  $ echo paid >"$T/licence"
  $ xe host-license-add license-file="$T/licence"
  ! License processing error.
  [1]
  $ xe host-license-add license-file=gone host-uuid=$HOST
  ! The file gone cannot be read
  [1]
  $ xe host-license-add
  ! Required parameter not found: license-file
  ! For usage run: 'xe help'
  [1]
  $ xe host-license-remove
  $ xe host-license-remove host-uuid=nobody
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]
  $ xe diagnostic-license-status | shown | tr -s ' ' | sed -E 's/^[^ ]+ <HOST>/alpha <HOST>/'
  Host UUID Edition Kind Free until
  alpha <HOST> xapid free <time>
  (pool) <POOL> without: nothing
  $ xe diagnostic-license-status --minimal
  

Features and storage drivers.

  $ xe feature-list
  $ xe feature-list --minimal
  
  $ xe feature-param-list uuid=nobody
  ! No object of this type has that uuid.
  ! type: Feature
  ! uuid: nobody
  [1]
  $ xe feature-param-get uuid=nobody param-name=enabled
  ! No object of this type has that uuid.
  ! type: Feature
  ! uuid: nobody
  [1]
  $ uuid SM xe sm-list type=ext --minimal
  $ xe sm-list type=ext
  uuid ( RO)                : <SM>
            name-label ( RO): Local directory
      name-description ( RO): Thin disks (qcow2) as files in a directory of this host
                  type ( RO): ext
                vendor ( RO): xapid
             copyright ( RO): 
         configuration ( RO): location: the directory that holds the disks; without it xapid makes one of its own; path: the same as location; device: the same as location
  
  
  $ xe sm-list --minimal params=type type=iso
  iso
  $ xe sm-list params=uuid,type,features type=ext
  uuid ( RO)        : <SM>
          type ( RO): ext
      features (MRO): SR_PROBE: 1; SR_UPDATE: 1; VDI_CREATE: 1; VDI_DELETE: 1; VDI_ATTACH: 1; VDI_DETACH: 1; VDI_ACTIVATE: 1; VDI_DEACTIVATE: 1; VDI_CLONE: 1; VDI_SNAPSHOT: 1; VDI_RESIZE: 1; VDI_RESIZE_ONLINE: 1; VDI_UPDATE: 1; VDI_INTRODUCE: 1; THIN_PROVISIONING: 1
  
  
  $ xe sm-list type=nothing
  $ xe sm-param-list uuid=$SM
  uuid ( RO)                         : <SM>
                     name-label ( RO): Local directory
               name-description ( RO): Thin disks (qcow2) as files in a directory of this host
                           type ( RO): ext
                         vendor ( RO): xapid
                      copyright ( RO): 
           required-api-version ( RO): 1.0
      capabilities ( RO) [DEPRECATED]: SR_PROBE; SR_UPDATE; VDI_CREATE; VDI_DELETE; VDI_ATTACH; VDI_DETACH; VDI_ACTIVATE; VDI_DEACTIVATE; VDI_CLONE; VDI_SNAPSHOT; VDI_RESIZE; VDI_RESIZE_ONLINE; VDI_UPDATE; VDI_INTRODUCE; THIN_PROVISIONING
                       features (MRO): SR_PROBE: 1; SR_UPDATE: 1; VDI_CREATE: 1; VDI_DELETE: 1; VDI_ATTACH: 1; VDI_DETACH: 1; VDI_ACTIVATE: 1; VDI_DEACTIVATE: 1; VDI_CLONE: 1; VDI_SNAPSHOT: 1; VDI_RESIZE: 1; VDI_RESIZE_ONLINE: 1; VDI_UPDATE: 1; VDI_INTRODUCE: 1; THIN_PROVISIONING: 1
                  configuration ( RO): location: the directory that holds the disks; without it xapid makes one of its own; path: the same as location; device: the same as location
                driver-filename ( RO): 
         required-cluster-stack ( RO): 
        supported-image-formats ( RO): qcow2
  
  
  $ xe sm-param-get uuid=$SM param-name=type
  ext
  $ xe sm-param-get uuid=$SM param-name=colour
  ! Error code: Missing parameter
  ! Error parameters: colour
  [1]
  $ xe sm-param-clear uuid=$SM param-name=features
  ! Error: Can only clear RW parameters
  [1]
  $ xe sm-param-clear uuid=$SM param-name=type
  ! Error: Can only clear RW parameters
  [1]
