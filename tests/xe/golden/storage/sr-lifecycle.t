Storage repositories from making to forgetting, and how hosts are plugged into them.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal
  $ name HOSTNAME "$(command xe host-param-get uuid=$HOST param-name=name-label)"
  $ mkdir "$T/red" "$T/blue" "$T/green"; name T "$T"

What a fresh daemon has.

  $ uuid LOCAL xe sr-list type=ext --minimal
  $ uuid ISO xe sr-list content-type=iso --minimal
  $ xe sr-list type=ext
  uuid ( RO)                : <LOCAL>
            name-label ( RW): Local storage
      name-description ( RW): Thin disks in a directory of this host
                  host ( RO): <HOSTNAME>
                  type ( RO): ext
          content-type ( RO): user
  
  
  $ xe sr-list params=name-label content-type=iso
  name-label ( RW)    : Local ISO library
  
  
  $ xe sr-list name-label=nothing
  $ xe sr-list name-label=nothing --minimal
  

Making one: what is missing, what is wrong.

  $ xe sr-create name-label=red
  ! Required parameter not found: type
  ! For usage run: 'xe help'
  [1]
  $ xe sr-create name-label=red type=tape
  ! There is no driver for repositories of that type.
  ! driver: tape
  [1]
  $ xe sr-create name-label=red type=file host-uuid=00000000-0000-0000-0000-000000000000
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe sr-create name-label=red type=file shared=perhaps
  ! Error: Failed to parse parameter 'shared': Expected a boolean (true or false); got perhaps
  [1]
  $ xe sr-create name-label=red type=file physical-size=much
  ! Error: Failed to parse field 'physical-size': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got 'much'
  [1]
  $ xe sr-create name-label=red type=file device-config:location=relative
  ! Error code: SR_BACKEND_FAILURE_47
  ! Error parameters: , relative is not an absolute path of a directory on this host, 
  [1]

And right. A key of device-config may come from a file.

  $ uuid RED xe sr-create name-label=red name-description='of the tests' type=file device-config:location="$T/red" physical-size=1GiB
  $ xe sr-list uuid=$RED
  uuid ( RO)                : <RED>
            name-label ( RW): red
      name-description ( RW): of the tests
                  host ( RO): <HOSTNAME>
                  type ( RO): file
          content-type ( RO): user
  
  
  $ ls -A "$T/red"
  .xapid-repository
  $ printf %s "$T/blue" >"$T/place"
  $ xe sr-create name-label=blue type=file device-config:location-filename="$T/nowhere"
  ! The file <T>/nowhere cannot be read
  [1]
  $ uuid BLUE xe sr-create name-label=blue type=file host-uuid=$HOST device-config-location-filename="$T/place" content-type=user
  $ xe pbd-list sr-uuid=$BLUE params=device-config,currently-attached
  device-config (MRO)         : location: <T>/blue
      currently-attached ( RO): true
  
  
  $ xe sr-create name-label=twice type=file device-config:location="$T/blue"
  ! Error code: SR_BACKEND_FAILURE_102
  ! Error parameters: , <T>/blue holds the repository <BLUE>, 
  [1]

What can be found where.

  $ xe sr-probe type=file device-config:location="$T/red"
  <?xml version="1.0" ?><SRlist><SR><UUID><RED></UUID><Devlist></Devlist></SR></SRlist>
  $ xe sr-probe type=file device-config:location="$T/red" --minimal
  <?xml version="1.0" ?><SRlist><SR><UUID><RED></UUID><Devlist></Devlist></SR></SRlist>
  $ xe sr-probe
  ! Required parameter not found: type
  ! For usage run: 'xe help'
  [1]
  $ xe sr-probe type=tape
  ! There is no driver for repositories of that type.
  ! driver: tape
  [1]
  $ xe sr-probe-ext type=file host-uuid=$HOST device-config:location="$T/red"
  SR 0:
  uuid                : <RED>
            name-label: 
      name-description: 
            free-space: * (glob)
           total-space: * (glob)
             clustered: false
                health: healthy
         configuration: location: <T>/red
              complete: true
            extra-info: 
  
  
  $ xe sr-probe-ext type=file device-config:location="$T/red" --minimal
  <RED>
  $ xe sr-probe-ext type=file device-config:location="$T/green"
  Place 0:
  configuration    : location: <T>/green
           complete: true
         extra-info: 
  
  
  $ xe sr-probe-ext type=tape
  ! There is no driver for repositories of that type.
  ! driver: tape
  [1]

Looking at it anew.

  $ xe sr-scan uuid=$RED
  $ xe sr-scan uuid=$RED --minimal
  
  $ xe sr-scan
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe sr-scan uuid=$HOST
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: <HOST>
  [1]
  $ xe sr-update uuid=$RED
  $ xe sr-update uuid=$HOST
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: <HOST>
  [1]

The database of the pool is not kept in repositories yet.

  $ xe sr-enable-database-replication uuid=$RED
  ! This is not built yet.
  ! function: SR.enable_database_replication
  [1]
  $ xe sr-enable-database-replication uuid=$HOST
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: <HOST>
  [1]
  $ xe sr-disable-database-replication uuid=$RED
  ! This is not built yet.
  ! function: SR.disable_database_replication
  [1]
  $ xe sr-disable-database-replication uuid=$HOST
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: <HOST>
  [1]

Nor is anything measured of them. The selectors choose all the same.

  $ xe sr-data-source-list
  ! Error: Multiple matching SRs found. --multiple required to complete the operation
  [1]
  $ xe sr-data-source-list sr=nothing
  ! Error: No matching hosts found
  [1]
  $ xe sr-data-source-list sr=red
  ! This is not built yet.
  ! function: SR.get_data_sources
  [1]
  $ xe sr-data-source-list name-label=nothing
  ! Error: No matching hosts found
  [1]
  $ xe sr-data-source-list colour=red
  ! Error: Unknown field 'colour'
  [1]
  $ xe sr-data-source-list type=file --multiple
  operation failed on <BLUE>: This is not built yet.
  function: SR.get_data_sources
  operation failed on <RED>: This is not built yet.
  function: SR.get_data_sources
  [1]
  $ xe sr-data-source-query sr=red
  ! Required parameter not found: data-source
  ! For usage run: 'xe help'
  [1]
  $ xe sr-data-source-query sr=red data-source=io_throughput
  ! This is not built yet.
  ! function: SR.query_data_source
  [1]
  $ xe sr-data-source-query sr=nothing data-source=io_throughput
  ! Error: No matching hosts found
  [1]
  $ xe sr-data-source-record sr=red data-source=io_throughput
  ! This is not built yet.
  ! function: SR.record_data_source
  [1]
  $ xe sr-data-source-record sr=red
  ! Required parameter not found: data-source
  ! For usage run: 'xe help'
  [1]
  $ xe sr-data-source-forget uuid=$RED data-source=io_throughput
  ! This is not built yet.
  ! function: SR.forget_data_source_archives
  [1]
  $ xe sr-data-source-forget data-source=io_throughput
  ! Error: Multiple matching SRs found. --multiple required to complete the operation
  [1]

Plugging and unplugging.

  $ uuid PBD xe pbd-list sr-uuid=$RED --minimal
  $ xe pbd-list uuid=$PBD
  uuid ( RO)                  : <PBD>
               host-uuid ( RO): <HOST>
                 sr-uuid ( RO): <RED>
           device-config (MRO): location: <T>/red
      currently-attached ( RO): true
  
  
  $ xe pbd-unplug
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pbd-unplug uuid=$PBD
  $ xe pbd-list uuid=$PBD params=currently-attached
  currently-attached ( RO)    : false
  
  
  $ xe sr-scan uuid=$RED
  ! The repository is not attached.
  ! sr: <RED> (red)
  [1]
  $ xe pbd-plug uuid=$PBD
  $ xe pbd-plug uuid=$PBD
  $ xe pbd-list uuid=$PBD params=currently-attached
  currently-attached ( RO)    : true
  
  
  $ xe pbd-plug uuid=$HOST
  ! No object of this type has that uuid.
  ! type: PBD
  ! uuid: <HOST>
  [1]
  $ xe pbd-destroy uuid=$PBD
  ! This is not allowed now.
  ! reason: The PBD is plugged
  [1]
  $ xe pbd-unplug uuid=$PBD
  $ xe pbd-destroy uuid=$PBD
  $ xe pbd-list uuid=$PBD
  $ xe pbd-destroy uuid=$PBD
  ! No object of this type has that uuid.
  ! type: PBD
  ! uuid: <PBD>
  [1]

A repository that no host reaches is forgotten, and introduced again: what is in it is still there.

  $ xe sr-list params=host uuid=$RED
  host ( RO)    : <not in database>
  
  
  $ xe sr-destroy uuid=$RED
  ! No host is plugged into the repository.
  ! sr: <RED> (red)
  [1]
  $ xe sr-forget uuid=$RED
  $ xe sr-forget uuid=$RED
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: <RED>
  [1]
  $ xe sr-introduce name-label=red type=file
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe sr-introduce name-label=red type=tape uuid=$RED
  ! There is no driver for repositories of that type.
  ! driver: tape
  [1]
  $ xe sr-introduce name-label='red again' name-description='the same' type=file content-type=user shared=false uuid=$RED
  <RED>
  $ xe sr-introduce name-label=red type=file uuid=$RED
  ! There is a repository of that uuid already.
  ! uuid: <RED>
  [1]
  $ xe sr-scan uuid=$RED
  ! No host is plugged into the repository.
  ! sr: <RED> (red again)
  [1]
  $ xe pbd-create host-uuid=$HOST
  ! Required parameter not found: sr-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pbd-create host-uuid=$HOST sr-uuid=$HOST
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: <HOST>
  [1]
  $ uuid PBD2 xe pbd-create host-uuid=$HOST sr-uuid=$RED device-config:location="$T/red"
  $ xe pbd-list sr-uuid=$RED
  uuid ( RO)                  : <PBD2>
               host-uuid ( RO): <HOST>
                 sr-uuid ( RO): <RED>
           device-config (MRO): location: <T>/red
      currently-attached ( RO): false
  
  
  $ xe pbd-plug uuid=$PBD2
  $ xe sr-scan uuid=$RED

One that is in use is neither forgotten nor deleted.

  $ xe sr-forget uuid=$RED
  ! A host is still plugged into the repository.
  ! sr: <RED> (red again)
  [1]
  $ xe sr-destroy uuid=$RED
  ! A host is still plugged into the repository.
  ! sr: <RED> (red again)
  [1]
  $ xe sr-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pbd-unplug uuid=$PBD2
  $ xe sr-destroy uuid=$RED
  $ xe sr-list uuid=$RED
  $ xe pbd-list uuid=$PBD2
  $ ls -A "$T/red"
  $ xe pbd-unplug uuid=$(command xe pbd-list sr-uuid=$BLUE --minimal)
  $ xe sr-destroy uuid=$BLUE
  $ xe sr-list --minimal type=file
  
