The parameters of disks.

  $ . "$GOLDEN/setup.sh"
  $ mkdir "$T/red"
  $ uuid RED xe sr-create name-label=red type=file device-config:location="$T/red"
  $ uuid A xe vdi-create sr-uuid=$RED name-label=a virtual-size=4MiB
  $ uuid B xe vdi-create sr-uuid=$RED name-label=b virtual-size=1MiB type=system sharable=true

All of them.

  $ xe vdi-param-list uuid=$A
  uuid ( RO)                    : <A>
                name-label ( RW): a
          name-description ( RW): 
             is-a-snapshot ( RO): false
               snapshot-of ( RO): <not in database>
                 snapshots ( RO): 
             snapshot-time ( RO): <time>
        allowed-operations (SRO): clone; copy; resize; snapshot; destroy; forget; update
        current-operations (SRO): 
                   sr-uuid ( RO): <RED>
             sr-name-label ( RO): red
                 vbd-uuids (SRO): 
           crashdump-uuids (SRO): 
              virtual-size ( RO): 4194304
      physical-utilisation ( RO): * (glob)
                  location ( RO): <A>
                      type ( RO): User
                  sharable ( RO): false
                 read-only ( RO): false
              storage-lock ( RO): false
                   managed ( RO): true
       parent ( RO) [DEPRECATED]: <not in database>
                   missing ( RO): false
              is-tools-iso ( RO): false
              other-config (MRW): 
             xenstore-data (MRO): 
                 sm-config (MRO): 
                   on-boot ( RW): persist
             allow-caching ( RW): false
           metadata-latest ( RO): false
          metadata-of-pool ( RO): <not in database>
                      tags (SRW): 
               cbt-enabled ( RO): false
  
  
  $ xe vdi-param-list uuid=$A --minimal
  <A>
  $ xe vdi-param-list
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-param-list uuid=$RED
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <RED>
  [1]

Some of them in lists.

  $ xe vdi-list sr-uuid=$RED
  uuid ( RO)                : <A>
            name-label ( RW): a
      name-description ( RW): 
               sr-uuid ( RO): <RED>
          virtual-size ( RO): 4194304
              sharable ( RO): false
             read-only ( RO): false
  
  
  uuid ( RO)                : <B>
            name-label ( RW): b
      name-description ( RW): 
               sr-uuid ( RO): <RED>
          virtual-size ( RO): 1048576
              sharable ( RO): true
             read-only ( RO): false
  
  
  $ xe vdi-list sr-name-label=red --minimal
  <A>,<B>
  $ xe vdi-list sr-uuid=$RED params=type,name-label,parent
  name-label ( RW)             : a
                     type ( RO): User
      parent ( RO) [DEPRECATED]: <not in database>
  
  
  name-label ( RW)             : b
                     type ( RO): System
      parent ( RO) [DEPRECATED]: <not in database>
  
  
  $ xe vdi-list uuid=$B params=all
  uuid ( RO)                    : <B>
                name-label ( RW): b
          name-description ( RW): 
             is-a-snapshot ( RO): false
               snapshot-of ( RO): <not in database>
                 snapshots ( RO): 
             snapshot-time ( RO): <time>
        allowed-operations (SRO): clone; copy; resize; snapshot; destroy; forget; update
        current-operations (SRO): 
                   sr-uuid ( RO): <RED>
             sr-name-label ( RO): red
                 vbd-uuids (SRO): 
           crashdump-uuids (SRO): 
              virtual-size ( RO): 1048576
      physical-utilisation ( RO): * (glob)
                  location ( RO): <B>
                      type ( RO): System
                  sharable ( RO): true
                 read-only ( RO): false
              storage-lock ( RO): false
                   managed ( RO): true
       parent ( RO) [DEPRECATED]: <not in database>
                   missing ( RO): false
              is-tools-iso ( RO): false
              other-config (MRW): 
             xenstore-data (MRO): 
                 sm-config (MRO): 
                   on-boot ( RW): persist
             allow-caching ( RW): false
           metadata-latest ( RO): false
          metadata-of-pool ( RO): <not in database>
                      tags (SRW): 
               cbt-enabled ( RO): false
  
  
  $ xe vdi-list type=System --minimal
  <B>
  $ xe vdi-list type=system --minimal
  
  $ xe vdi-list sharable=true params=name-label --minimal
  b
  $ xe vdi-list virtual-size=4194304 params=name-label --minimal
  a
  $ xe vdi-list allowed-operations:contains=destroy sr-uuid=$RED params=name-label --minimal
  a,b
  $ xe vdi-list allowed-operations-contains=destroy sr-uuid=$RED params=name-label --minimal
  a,b
  $ xe vdi-list name-label:contains=a
  ! Error: Field 'name-label' is not a set or map
  [1]
  $ xe vdi-list name-label=nothing
  $ xe vdi-list sr-uuid=$RED size=4
  ! Error: Unknown field 'size'
  [1]

Single ones.

  $ xe vdi-param-get uuid=$A param-name=name-label
  a
  $ xe vdi-param-get uuid=$A param-name=name-label param-key=whatever
  a
  $ xe vdi-param-get uuid=$A param-name=snapshot-of
  <not in database>
  $ xe vdi-param-get uuid=$A param-name=sr-name-label
  red
  $ xe vdi-param-get uuid=$A param-name=other-config param-key=colour
  ! Error: Key colour not found in map
  [1]
  $ xe vdi-param-get uuid=$A param-name=colour
  ! Error code: Missing parameter
  ! Error parameters: colour
  [1]
  $ xe vdi-param-get uuid=$RED param-name=uuid
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <RED>
  [1]

Changing them.

  $ xe vdi-param-set uuid=$A name-label='disk, first' name-description='one\two' allow-caching=true other-config:colour=red
  $ xe vdi-list uuid=$A params=name-label,name-description,allow-caching,other-config
  name-label ( RW)          : disk, first
      name-description ( RW): one\two
          other-config (MRW): colour: red
         allow-caching ( RW): true
  
  
  $ xe vdi-list uuid=$A params=name-label --minimal
  disk\, first
  $ xe vdi-list uuid=$A params=name-description --minimal
  one\\two
  $ xe vdi-list other-config:colour=red params=name-label
  name-label ( RW)    : disk, first
  
  
  $ xe vdi-list other-config-colour=red --minimal
  <A>
  $ xe vdi-list other-config:colour=blue --minimal
  
  $ xe vdi-param-set uuid=$A allow-caching=yes
  ! Error: Parameter allow-caching must be a boolean (true or false)
  [1]
  $ xe vdi-param-set uuid=$A virtual-size=8MiB
  ! Error: Field 'virtual-size' is read-only.
  [1]
  $ xe vdi-param-set uuid=$A on-boot=never
  ! Error: Failed to parse parameter 'on-boot': Expected one of reset, persist; got never
  [1]
  $ xe vdi-param-set uuid=$A on-boot=reset
  ! This is not built yet.
  ! function: VDI.set_on_boot
  [1]
  $ xe vdi-param-set uuid=$A xenstore-data:x=y
  ! Error: Map field 'xenstore-data' is read-only.
  [1]
  $ xe vdi-param-set uuid=$A tags:x=y
  ! Error: Cannot param-set on set fields
  [1]
  $ xe vdi-param-set uuid=$A colour=red
  ! Error: Unknown field 'colour'
  [1]
  $ xe vdi-param-set name-label=x
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-param-set uuid=$RED name-label=x
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <RED>
  [1]

Adding and removing.

  $ xe vdi-param-add uuid=$A param-name=tags param-key=fast
  $ xe vdi-param-add uuid=$A param-name=other-config weight=3
  $ xe vdi-param-add uuid=$A param-name=other-config weight=3
  ! The map has that key already.
  ! type: VDI
  ! param_name: other_config
  ! uuid: <A> (disk, first)
  ! key: weight
  [1]
  $ xe vdi-param-add uuid=$A param-name=sm-config weight=3
  ! Error: Parameter is read-only
  [1]
  $ xe vdi-param-add uuid=$A param-name=allowed-operations param-key=destroy
  ! Error: Parameter is read-only
  [1]
  $ xe vdi-param-add uuid=$A param-name=name-label param-key=x
  ! Error: Can only add to parameters of type Set or Map
  [1]
  $ xe vdi-param-add uuid=$A
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-list uuid=$A params=tags,other-config
  other-config (MRW)    : colour: red; weight: 3
              tags (SRW): fast
  
  
  $ xe vdi-list tags:contains=fast --minimal
  <A>
  $ xe vdi-param-remove uuid=$A param-name=other-config param-key=colour
  $ xe vdi-param-remove uuid=$A param-name=other-config param-key=colour
  ! Error: Key colour is not in map
  [1]
  $ xe vdi-param-remove uuid=$A param-name=tags param-key=fast
  $ xe vdi-param-remove uuid=$A param-name=tags param-key=fast
  ! Error: Key fast is not in the set
  [1]
  $ xe vdi-param-remove uuid=$A param-name=allowed-operations param-key=destroy
  ! Error: Cannot remove parameters from read-only map
  [1]
  $ xe vdi-list uuid=$A params=tags,other-config
  other-config (MRW)    : weight: 3
              tags (SRW): 
  
  

Emptying.

  $ xe vdi-param-clear uuid=$A param-name=other-config
  $ xe vdi-param-clear uuid=$A param-name=name-description
  $ xe vdi-param-clear uuid=$A param-name=xenstore-data
  $ xe vdi-param-clear uuid=$A param-name=on-boot
  ! Error: Cannot clear this parameter
  [1]
  $ xe vdi-param-clear uuid=$A param-name=virtual-size
  ! Error: Can only clear RW parameters
  [1]
  $ xe vdi-param-clear uuid=$A param-name=colour
  ! Error code: Missing parameter
  ! Error parameters: colour
  [1]
  $ xe vdi-param-clear uuid=$A
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-list uuid=$A params=name-description,other-config,xenstore-data
  name-description ( RW)    : 
          other-config (MRW): 
         xenstore-data (MRO): 
  
  
