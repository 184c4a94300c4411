Appliances: VMs that start and stop together; and groups of VMs that keep apart.

  $ . "$GOLDEN/setup.sh"
  $ xe appliance-list
  $ xe appliance-list --minimal
  
  $ xe appliance-create
  ! Required parameter not found: name-label
  ! For usage run: 'xe help'
  [1]
  $ uuid SHOP xe appliance-create name-label=shop name-description="web and data"
  $ uuid EMPTY xe appliance-create name-label=empty
  $ uuid DB guest db
  $ uuid WEB guest web
  $ xe vm-param-set uuid=$DB appliance=$SHOP order=1
  $ xe vm-param-set uuid=$WEB appliance=$SHOP order=2
  $ xe vm-param-set uuid=$WEB appliance=none
  ! No object of this type has that uuid.
  ! type: VM_appliance
  ! uuid: none
  [1]

Lists and parameters.

  $ xe appliance-list name-label=empty
  uuid ( RO)                  : <EMPTY>
              name-label ( RW): empty
        name-description ( RW): 
                     VMs (SRO): 
      allowed-operations (SRO): 
      current-operations (SRO): 
  
  
  $ xe appliance-list name-label=shop params=name-label,name-description,allowed-operations
  name-label ( RW)            : shop
        name-description ( RW): web and data
      allowed-operations (SRO): start
  
  
  $ xe appliance-list VMs:contains=$WEB --minimal
  <SHOP>
  $ xe appliance-list name-label=none
  $ xe appliance-list order=1
  ! Error: Unknown field 'order'
  [1]
  $ xe appliance-param-list uuid=$EMPTY
  uuid ( RO)                  : <EMPTY>
              name-label ( RW): empty
        name-description ( RW): 
                     VMs (SRO): 
      allowed-operations (SRO): 
      current-operations (SRO): 
  
  
  $ xe appliance-param-get uuid=$SHOP param-name=name-description
  web and data
  $ xe appliance-param-get uuid=$SHOP param-name=order
  ! Error code: Missing parameter
  ! Error parameters: order
  [1]
  $ xe appliance-param-set uuid=$EMPTY name-label=void name-description=nothing
  $ xe appliance-param-set uuid=$EMPTY VMs=$DB
  ! Error: Field 'VMs' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe appliance-param-set uuid=$EMPTY order=1
  ! Error: Unknown field 'order'
  [1]
  $ xe appliance-param-clear uuid=$EMPTY param-name=name-description
  $ xe appliance-param-clear uuid=$EMPTY param-name=VMs
  ! Error: Can only clear RW parameters
  [1]
  $ xe appliance-param-clear uuid=$EMPTY param-name=uuid
  ! Error: Can only clear RW parameters
  [1]
  $ xe appliance-list uuid=$EMPTY params=name-label,name-description
  name-label ( RW)          : void
      name-description ( RW): 
  
  

Start and stop.

  $ xe appliance-start
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe appliance-start uuid=none
  ! No object of this type has that uuid.
  ! type: VM_appliance
  ! uuid: none
  [1]
  $ xe appliance-start uuid=$SHOP paused=often
  ! Error: Failed to parse parameter 'paused': Expected a boolean (true or false); got often
  [1]
  $ xe appliance-start uuid=$SHOP paused=true
  $ xe vm-list appliance=$SHOP params=name-label,power-state name-label=db
  name-label ( RW)     : db
      power-state ( RO): paused
  
  
  $ xe vm-list appliance=$SHOP power-state=paused params=order --minimal | tr , '\n' | sort
  1
  2
  $ xe appliance-start uuid=$SHOP
  ! Only a part of the operation could be done.
  ! operation: start
  ! <extra>: <DB> (db)
  ! <extra>: VM_BAD_POWER_STATE
  [1]
  $ xe appliance-shutdown uuid=$SHOP force=true --progress 2>&1 | tr '\r' '\n' | tail -2 | cat -A
   100% | ######################################################################$
  $
  $ xe vm-list appliance=$SHOP params=power-state --minimal
  halted,halted
  $ xe appliance-shutdown uuid=$SHOP

Recovery out of a saved database.

  $ xe appliance-assert-can-be-recovered uuid=$SHOP
  ! This is not built yet.
  ! function: VM_appliance.assert_can_be_recovered
  [1]
  $ xe appliance-assert-can-be-recovered uuid=$SHOP database:vdi-uuid=none
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: none
  [1]
  $ xe appliance-recover uuid=$SHOP force=true
  ! This is not built yet.
  ! function: VM_appliance.recover
  [1]
  $ xe appliance-recover uuid=$SHOP database:vdi-uuid=none database:filename=x
  ! Error: Name one of database:vdi-uuid and database:filename, not both
  [1]
  $ xe appliance-recover database:vdi-uuid=none
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]

Away.

  $ xe vm-param-set uuid=$DB appliance=
  $ xe vm-list appliance=$SHOP params=name-label
  name-label ( RW)    : web
  
  
  $ xe appliance-destroy uuid=$SHOP
  $ xe appliance-destroy uuid=$EMPTY
  $ xe appliance-destroy uuid=$EMPTY
  ! No object of this type has that uuid.
  ! type: VM_appliance
  ! uuid: <EMPTY>
  [1]
  $ xe vm-list uuid=$DB params=name-label,appliance
  name-label ( RW)    : db
       appliance ( RW): <not in database>
  
  
  $ xe appliance-list

Groups of VMs.

  $ xe vm-group-list
  $ xe vm-group-create name-label=apart
  ! Required parameter not found: placement
  ! For usage run: 'xe help'
  [1]
  $ xe vm-group-create name-label=apart placement=everywhere
  ! Error: Failed to parse parameter 'placement': Expected one of anti_affinity, normal; got everywhere
  [1]
  $ uuid GROUP xe vm-group-create name-label=apart placement=anti_affinity name-description=both
  $ uuid PLAIN xe vm-group-create name-label=plain placement=normal
  $ xe vm-param-set uuid=$WEB groups=$GROUP
  $ xe vm-param-get uuid=$WEB param-name=groups
  <GROUP>
  $ xe vm-param-set uuid=$DB groups=$GROUP
  $ xe vm-group-param-get uuid=$GROUP param-name=vm-uuids | tr -d " " | tr ";" "\n" | wc -l
  2
  $ xe vm-param-set uuid=$DB groups=
  $ xe vm-group-list placement=normal
  uuid ( RO)                : <PLAIN>
            name-label ( RW): plain
      name-description ( RW): 
             placement ( RO): normal
              vm-uuids (SRO): 
  
  
  $ xe vm-group-list vm-uuids:contains=$WEB --minimal
  <GROUP>
  $ xe vm-group-list uuid=$GROUP params=name-label,vm-uuids
  name-label ( RW)    : apart
        vm-uuids (SRO): <WEB>
  
  
  $ xe vm-group-param-list uuid=$GROUP
  uuid ( RO)                : <GROUP>
            name-label ( RW): apart
      name-description ( RW): both
             placement ( RO): anti-affinity
              vm-uuids (SRO): <WEB>
  
  
  $ xe vm-group-param-get uuid=$GROUP param-name=placement
  anti-affinity
  $ xe vm-group-param-get uuid=$GROUP param-name=place
  ! Error code: Missing parameter
  ! Error parameters: place
  [1]
  $ xe vm-group-param-set uuid=$GROUP name-label=together
  $ xe vm-group-param-set uuid=$GROUP placement=normal
  ! Error: Field 'placement' is read-only.
  [1]
  $ xe vm-group-param-clear uuid=$GROUP param-name=name-description
  $ xe vm-group-param-clear uuid=$GROUP param-name=vm-uuids
  ! Error: Can only clear RW parameters
  [1]
  $ xe vm-group-list uuid=$GROUP params=name-label,name-description
  name-label ( RW)          : together
      name-description ( RW): 
  
  
  $ xe vm-group-destroy uuid=$GROUP
  $ xe vm-group-destroy uuid=$GROUP
  ! No object of this type has that uuid.
  ! type: VM_group
  ! uuid: <GROUP>
  [1]
  $ xe vm-param-get uuid=$WEB param-name=groups
  
