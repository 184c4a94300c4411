Parameters of one object: read, set, extended, cut and emptied, and what is said to what cannot be.

  $ . "$GOLDEN/setup.sh"
  $ uuid WEB guest web
  $ xe vm-param-remove uuid=$WEB param-name=other-config param-key=mac_seed
  $ value() { command xe vm-param-get uuid=$WEB param-name="$@"; }

Reading: values of all kinds, one key of a map; a key is ignored where there is no map.

  $ xe vm-param-set uuid=$WEB other-config:x=1 other-config:y=2
  $ value other-config
  x: 1; y: 2
  $ value other-config param-key=y
  2
  $ xe vm-param-get uuid=$WEB param-name=other-config param-key=z
  ! Error: Key z not found in map
  [1]
  $ value name-label param-key=y
  web
  $ value is-a-template
  false
  $ value HVM-shadow-multiplier
  1.000
  $ value snapshot-of
  <not in database>
  $ xe vm-param-get uuid=$WEB param-name=snapshot-time
  <time>
  $ value NVRAM
  
  $ value nomigrate
  false
  $ value last-boot-record
  ''
  $ value os-version
  <not in database>
  $ xe vm-param-get uuid=$WEB param-name=os-version param-key=name
  ! Error: Key name not found in map
  [1]
  $ xe vm-param-get uuid=$WEB param-name=nonsense
  ! Error code: Missing parameter
  ! Error parameters: nonsense
  [1]
  $ xe vm-param-get uuid=none param-name=uuid
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: none
  [1]
  $ xe vm-param-get param-name=uuid
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vm-param-get uuid=$WEB
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]
  $ xe vm-param-list uuid=00000000-0000-0000-0000-000000000000
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe vm-param-list
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe template-param-get uuid=$WEB param-name=name-label
  web

Setting: several at once, in the order given; of two with the same name the first counts; nothing is printed.

  $ xe vm-param-set uuid=$WEB name-label=new name-label=never name-description= VCPUs-max=4 is-a-template=false
  $ xe vm-list uuid=$WEB params=name-label,VCPUs-max
  name-label ( RW)    : new
       VCPUs-max ( RW): 4
  
  
  $ xe vm-param-set uuid=$WEB name-label=first nonsense=1 name-label=never name-description=never
  ! Error: Unknown field 'nonsense'
  [1]
  $ xe vm-list uuid=$WEB params=name-label,name-description
  name-label ( RW)          : first
      name-description ( RW): 
  
  
  $ xe vm-param-set uuid=$WEB
  $ xe vm-param-set name-label=x
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vm-param-set uuid=none name-label=x
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: none
  [1]

Keys of maps: replaced or added, in both forms.

  $ xe vm-param-set uuid=$WEB other-config:x=3 other-config-z=4 other-config:with:colon=5 other-config:empty=
  $ value other-config
  y: 2; x: 3; z: 4; with:colon: 5; empty: 
  $ value other-config param-key=empty
  

Numbers, sizes, booleans, words and references.

  $ for size in 134217728 '128 mib' 128MiB 131072k 0.5GiB 128x -1 '' ; do xe vm-param-set uuid=$WEB memory-static-max="$size" memory-dynamic-max=134217728; done
  ! Error: Failed to parse field 'memory-static-max': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got '0.5GiB'
  ! Error: Failed to parse field 'memory-static-max': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got '128x'
  ! Error: Failed to parse field 'memory-static-max': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got '-1'
  ! Error: Failed to parse field 'memory-static-max': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got ''
  [1]
  $ for word in true false yes 1 TRUE ''; do xe vm-param-set uuid=$WEB is-a-template=$word; done
  ! Error: Parameter is-a-template must be a boolean (true or false)
  ! Error: Parameter is-a-template must be a boolean (true or false)
  ! Error: Parameter is-a-template must be a boolean (true or false)
  ! Error: Parameter is-a-template must be a boolean (true or false)
  [1]
  $ xe vm-param-set uuid=$WEB VCPUs-max=many
  ! Error: Parameter VCPUs-max must be an integer
  [1]
  $ xe vm-param-set uuid=$WEB VCPUs-max=1.5
  ! Error: Parameter VCPUs-max must be an integer
  [1]
  $ xe vm-param-set uuid=$WEB HVM-shadow-multiplier=x
  ! Error: Parameter HVM-shadow-multiplier must be a floating-point number
  [1]
  $ xe vm-param-set uuid=$WEB HVM-shadow-multiplier=1.5
  $ value HVM-shadow-multiplier
  1.500
  $ xe vm-param-set uuid=$WEB actions-after-crash=Restart actions-after-reboot=destroy
  $ value actions-after-crash
  Restart
  $ xe vm-param-set uuid=$WEB actions-after-crash=explode
  ! Error: Failed to parse parameter 'actions-after-crash': Expected one of destroy, coredump_and_destroy, restart, coredump_and_restart, preserve, rename_restart; got explode
  [1]
  $ uuid HOST xe host-list --minimal
  $ xe vm-param-set uuid=$WEB affinity=$HOST
  $ xe vm-param-get uuid=$WEB param-name=affinity
  <HOST>
  $ xe vm-param-set uuid=$WEB affinity=none
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: none
  [1]

What cannot be set.

  $ xe vm-param-set uuid=$WEB power-state=running
  ! Error: Field 'power-state' is read-only.
  [1]
  $ xe vm-param-set uuid=$WEB tags=c
  ! Error: Field 'tags' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe vm-param-set uuid=$WEB tags:c=1
  ! Error: Cannot param-set on set fields
  [1]
  $ xe vm-param-set uuid=$WEB other-config=c
  ! Error: Field 'other-config' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe vm-param-set uuid=$WEB os-version:name=x
  ! Error: Map field 'os-version' is read-only.
  [1]
  $ xe vm-param-set uuid=$WEB name-label:key=x
  ! Error: Field 'name-label' is not a set or map
  [1]
  $ xe vm-param-set uuid=$WEB nonsense:key=x
  ! Error: Unknown field 'nonsense:key'
  [1]

A map that is written as a whole takes all its keys at once, and only those stay.

  $ xe vm-param-set uuid=$WEB bios-strings:bios-vendor=us bios-strings:bios-version=1
  $ value bios-strings | tr ';' '\n' | grep -c .
  2

Adding.

  $ xe vm-param-add uuid=$WEB param-name=tags param-key=a
  $ xe vm-param-add uuid=$WEB param-name=tags param-key=b
  $ value tags
  a, b
  $ xe vm-param-add uuid=$WEB param-name=tags param-key=b
  $ xe vm-param-add uuid=$WEB param-name=tags
  ! Required parameter not found: param-key
  ! For usage run: 'xe help'
  [1]
  $ xe vm-param-add uuid=$WEB param-name=other-config p=1 q=2
  $ value other-config param-key=q
  2
  $ xe vm-param-add uuid=$WEB param-name=other-config q=3
  ! The map has that key already.
  ! type: VM
  ! param_name: other_config
  ! uuid: <WEB> (first)
  ! key: q
  [1]
  $ xe vm-param-add uuid=$WEB param-name=other-config
  $ xe vm-param-add uuid=$WEB param-name=name-label param-key=x
  ! Error: Can only add to parameters of type Set or Map
  [1]
  $ xe vm-param-add uuid=$WEB param-name=os-version x=1
  ! Error: Parameter is read-only
  [1]
  $ xe vm-param-add uuid=$WEB param-name=allowed-operations param-key=start
  ! Error: Parameter is read-only
  [1]
  $ xe vm-param-add uuid=$WEB param-name=nonsense x=1
  ! Error code: Missing parameter
  ! Error parameters: nonsense
  [1]
  $ xe vm-param-add uuid=$WEB
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]

Removing.

  $ xe vm-param-remove uuid=$WEB param-name=tags param-key=a
  $ value tags
  b
  $ xe vm-param-remove uuid=$WEB param-name=tags param-key=a
  ! Error: Key a is not in the set
  [1]
  $ xe vm-param-remove uuid=$WEB param-name=other-config param-key=p
  $ xe vm-param-remove uuid=$WEB param-name=other-config param-key=p
  ! Error: Key p is not in map
  [1]
  $ xe vm-param-remove uuid=$WEB param-name=os-version param-key=x
  ! Error: Cannot remove parameters from read-only map
  [1]
  $ xe vm-param-remove uuid=$WEB param-name=name-label param-key=x
  ! Error: Can only remove from parameters of type Set or Map
  [1]
  $ xe vm-param-remove uuid=$WEB param-name=nonsense param-key=x
  ! Error code: Missing parameter
  ! Error parameters: nonsense
  [1]
  $ xe vm-param-remove uuid=$WEB param-name=tags
  ! Required parameter not found: param-key
  ! For usage run: 'xe help'
  [1]

Emptying: sets, maps, and what may be an empty text.

  $ xe vm-param-clear uuid=$WEB param-name=tags
  $ xe vm-param-clear uuid=$WEB param-name=other-config
  $ xe vm-param-clear uuid=$WEB param-name=name-description
  $ xe vm-param-set uuid=$WEB xenstore-data:vm-data/a=1
  $ xe vm-param-clear uuid=$WEB param-name=xenstore-data
  $ xe vm-list uuid=$WEB params=name-description,other-config,tags,xenstore-data
  name-description ( RW)    : 
          other-config (MRW): 
         xenstore-data (MRW): 
                  tags (SRW): 
  
  
  $ xe vm-param-clear uuid=$WEB param-name=VCPUs-max
  ! Error: Cannot clear this parameter
  [1]
  $ xe vm-param-clear uuid=$WEB param-name=uuid
  ! Error: Can only clear RW parameters
  [1]
  $ xe vm-param-clear uuid=$WEB param-name=os-version
  ! Error: Can only clear RW parameters
  [1]
  $ xe vm-param-clear uuid=$WEB param-name=nonsense
  ! Error code: Missing parameter
  ! Error parameters: nonsense
  [1]
  $ xe vm-param-clear uuid=$WEB
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]

With --minimal only what is read is printed.

  $ xe vm-param-get uuid=$WEB param-name=name-label --minimal
  first
  $ xe vm-param-set uuid=$WEB name-label=z --minimal
  
  $ xe vm-param-add uuid=$WEB param-name=tags param-key=a --minimal
  
  $ xe vm-param-get uuid=$WEB param-name=nonsense --minimal
  ! Error code: Missing parameter
  ! Error parameters: nonsense
  [1]
