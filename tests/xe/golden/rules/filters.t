Filters of lists: which fields, sets and maps may be asked for, and how a wrong one is told.

  $ . "$GOLDEN/setup.sh"
  $ uuid WEB guest web1
  $ uuid DB guest db1
  $ xe vm-param-set uuid=$WEB other-config:folder=/prod other-config:last-seen=today PV-args=Quiet
  $ xe vm-param-add uuid=$WEB param-name=tags param-key=a
  $ xe vm-param-add uuid=$WEB param-name=tags param-key=b
  $ SEED=$(xe vm-param-get uuid=$DB param-name=other-config param-key=mac_seed)
  $ names() { command xe vm-list is-control-domain=false params=name-label --minimal "$@" | tr , '\n' | sort | xargs; }

A parameter by its exact name, against the text that is shown; all filters must hold.

  $ names name-label=web1
  web1
  $ names power-state=halted
  db1 web1
  $ names power-state=Halted
  
  $ names power-state=running
  
  $ names power-state=halted name-label=db1
  db1
  $ names uuid=$WEB name-label=db1
  
  $ names uuid=$WEB
  web1
  $ names tags='a, b'
  web1
  $ names tags=a
  
  $ names other-config="mac_seed: $SEED"
  db1
  $ names VCPUs-max=1 HVM-shadow-multiplier=1.000
  db1 web1
  $ names HVM-shadow-multiplier=1
  
  $ names affinity='<not in database>' name-label=web1
  web1
  $ names PV-args=quiet
  
  $ names PV-args=Quiet
  web1
  $ names name-description= name-label=db1
  db1
  $ names name-label=web1=x
  
  $ names power-state=running power-state=halted
  

Hidden and expensive parameters may be asked for as well.

  $ names nomigrate=false
  db1 web1
  $ names memory-target=0
  db1 web1
  $ names memory-target=1
  

Maps by key, in both forms; keys may have colons and hyphens.

  $ names other-config:folder=/prod
  web1
  $ names other-config:folder=/pro
  
  $ names other-config:none=
  
  $ names other-config-folder=/prod
  web1
  $ names other-config-last-seen=today
  web1
  $ names other-config:last-seen=today
  web1
  $ names os-version:name=x
  

Sets by member.

  $ names tags:contains=b
  web1
  $ names tags-contains=b
  web1
  $ names tags:contains=c
  
  $ names allowed-operations:contains=start
  db1 web1
  $ names allowed-operations:contains=pause
  

Wrong ones.

  $ xe vm-list nonsense=1
  ! Error: Unknown field 'nonsense'
  [1]
  $ xe vm-list nonsense:key=1
  ! Error: Unknown field 'nonsense:key'
  [1]
  $ xe vm-list nonsense-key=1
  ! Error: Unknown field 'nonsense-key'
  [1]
  $ xe vm-list name-label:key=1
  ! Error: Field 'name-label' is not a set or map
  [1]
  $ xe vm-list tags:key=1
  ! Error: Invalid syntax for set filtering (should be set-param:contains=key)
  [1]
  $ xe vm-list tags-key=1
  ! Error: Invalid syntax for set filtering (should be set-param:contains=key)
  [1]
  $ xe vm-list --nonsense
  ! Error: Unknown field 'nonsense'
  [1]
  $ xe vm-list nonsense
  ! Error: Unknown field 'nonsense'
  [1]

No record left to be asked: nobody notices.

  $ xe bond-list nonsense=1
  $ xe vm-list name-label=none nonsense=1
  $ xe vm-list uuid=00000000-0000-0000-0000-000000000000

Addresses ignore case.

  $ uuid NET xe network-create name-label=lan
  $ uuid VIF xe vif-create vm-uuid=$WEB network-uuid=$NET device=0 mac=02:fc:aa:bb:cc:dd
  $ xe vif-list MAC=02:FC:AA:BB:CC:DD params=MAC --minimal
  02:fc:aa:bb:cc:dd
  $ xe vif-list device=0 params=MAC --minimal
  02:fc:aa:bb:cc:dd

What lists leave out without being asked: templates are no VMs, snapshots are no templates; roles are those of users.

  $ uuid COPY xe vm-clone vm=db1 new-name-label=copy
  $ xe vm-param-set uuid=$COPY is-a-template=true
  $ names
  db1 web1
  $ names is-a-template=true
  
  $ xe template-list name-label=copy params=name-label --minimal
  copy
  $ xe snapshot-list params=name-label --minimal
  
  $ xe role-list params=name --minimal
  pool-admin,pool-operator,vm-power-admin,vm-admin,vm-operator,client-cert,read-only

all=true shows every record, though filters are still looked at.

  $ command xe vm-list name-label=web1 all=true params=name-label --minimal | tr , '\n' | grep -c '^web1$\|^db1$\|^copy$'
  3
  $ command xe vm-list name-label=web1 --all params=name-label --minimal | tr , '\n' | grep -c '^web1$\|^db1$\|^copy$'
  3
  $ xe vm-list all=true nonsense=1
  ! Error: Unknown field 'nonsense'
  [1]
  $ xe vm-list all=perhaps
  ! Error: Failed to parse parameter 'all': Expected a boolean (true or false); got perhaps
  [1]

Reserved names filter nothing.

  $ names name-label=web1 server=127.0.0.1 username=x password=y port=1 force=true multiple=true message-priority=3 trace=false
  web1

Saved databases: one place at a time.

  $ xe vm-list database:filename=/a database:vdi-uuid=$WEB
  ! Error: Name one of database:vdi-uuid and database:filename, not both
  [1]
  $ xe vm-list database:vdi-uuid=$WEB
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <WEB>
  [1]

Selectors are filters too; none at all means all.

  $ xe vm-param-set uuid=$DB name-description=x
  $ xe vm-shutdown vm=none
  ! Error: No matching VMs found
  [1]
  $ xe vm-shutdown
  ! Error: Multiple matches VMs found. --multiple required to complete the operation
  [1]
  $ xe vm-data-source-list uuid=$WEB host=x
  ! Error: Unknown field 'host'
  [1]
  $ xe vm-start nonsense=1
  ! Error: Unknown field 'nonsense'
  [1]
  $ xe vm-disk-list name-description=x
  $ xe vm-disk-list name-description=
  $ xe host-disable host=none
  ! Error: No matching hosts found
  [1]
  $ xe host-disable host="$(xe host-list params=hostname --minimal)"
  $ xe host-enable
  $ xe sr-data-source-list sr=none
  ! Error: No matching hosts found
  [1]
  $ xe vm-pause name-label=web1 name-label=db1 --minimal
  ! The VM would have to be in another power state.
  ! vm: <WEB> (web1)
  ! expected: running
  ! actual: halted
  [1]
  $ command xe vm-pause power-state=halted --multiple is-control-domain=false >"$T/failed"; echo $?
  1
  $ shown <"$T/failed" | sort -u
  actual: halted
  expected: running
  operation failed on <DB>: The VM would have to be in another power state.
  operation failed on <WEB>: The VM would have to be in another power state.
  vm: <DB> (db1)
  vm: <WEB> (web1)
  $ xe vm-cd-list other-config:folder=/prod
