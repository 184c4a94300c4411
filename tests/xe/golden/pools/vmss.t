Snapshots by a schedule.

  $ . "$GOLDEN/setup.sh"
  $ uuid VM xe vm-create name-label=a

  $ xe vmss-list
  $ xe vmss-create name-label=nightly type=snapshot
  ! Required parameter not found: frequency
  ! For usage run: 'xe help'
  [1]
  $ xe vmss-create name-label=nightly type=photograph frequency=daily
  ! Error: Failed to parse parameter 'type': Expected one of snapshot, checkpoint, snapshot_with_quiesce; got photograph
  [1]
  $ xe vmss-create name-label=nightly type=snapshot frequency=yearly
  ! Error: Failed to parse parameter 'frequency': Expected one of hourly, daily, weekly; got yearly
  [1]
  $ xe vmss-create name-label=nightly type=snapshot frequency=daily retained-snapshots=many
  ! Error: Parameter retained-snapshots must be an integer
  [1]
  $ xe vmss-create name-label=nightly type=snapshot frequency=daily enabled=perhaps
  ! Error: Failed to parse parameter 'enabled': Expected a boolean (true or false); got perhaps
  [1]
  $ uuid VMSS xe vmss-create name-label=nightly type=snapshot frequency=daily schedule:min=30 schedule:hour=3
  $ xe vmss-create name-label=off name-description='not now' type=checkpoint frequency=weekly enabled=false retained-snapshots=3 schedule:days=monday schedule:hour=1 schedule:min=0 | wc -c
  37
  $ xe vmss-list name-label=off params=name-description,enabled,type,retained-snapshots,frequency,schedule
  name-description ( RW)      : not now
                 enabled ( RW): false
                    type ( RW): checkpoint
      retained-snapshots ( RW): 3
               frequency ( RW): weekly
                schedule (MRW): days: monday; hour: 1; min: 0
  
  
  $ xe vm-param-set uuid=$VM snapshot-schedule=$VMSS
  ! This is not built yet.
  ! function: VM.set_snapshot_schedule
  [1]
  $ xe vmss-list uuid=$VMSS
  uuid ( RO)                  : <VMSS>
              name-label ( RW): nightly
        name-description ( RW): 
                 enabled ( RW): true
                    type ( RW): snapshot
      retained-snapshots ( RW): 7
               frequency ( RW): daily
                schedule (MRW): min: 30; hour: 3
           last-run-time ( RO): <time>
                     VMs (SRO): 
  
  
  $ xe vmss-list name-label=nightly --minimal
  <VMSS>
  $ xe vmss-list VMs:contains=$VM params=name-label
  $ xe vmss-list schedule:hour=3 params=name-label --minimal
  nightly
  $ xe vmss-param-list uuid=$VMSS
  uuid ( RO)                  : <VMSS>
              name-label ( RW): nightly
        name-description ( RW): 
                 enabled ( RW): true
                    type ( RW): snapshot
      retained-snapshots ( RW): 7
               frequency ( RW): daily
                schedule (MRW): min: 30; hour: 3
           last-run-time ( RO): <time>
                     VMs (SRO): 
  
  
  $ xe vmss-param-get uuid=$VMSS param-name=schedule
  min: 30; hour: 3
  $ xe vmss-param-get uuid=$VMSS param-name=schedule param-key=hour
  3
  $ xe vmss-param-set uuid=$VMSS name-label=nights enabled=false
  $ xe vmss-param-set uuid=$VMSS enabled=no
  ! Error: Parameter enabled must be a boolean (true or false)
  [1]
  $ xe vmss-param-get uuid=$VMSS param-name=enabled
  false
  $ xe vmss-param-set uuid=$VMSS type=checkpoint
  ! This is not built yet.
  ! function: VMSS.set_type
  [1]
  $ xe vmss-param-set uuid=$VMSS frequency=weekly
  ! This is not built yet.
  ! function: VMSS.set_frequency
  [1]
  $ xe vmss-param-set uuid=$VMSS retained-snapshots=5
  ! This is not built yet.
  ! function: VMSS.set_retained_snapshots
  [1]
  $ xe vmss-param-set uuid=$VMSS schedule:hour=4
  ! This is not built yet.
  ! function: VMSS.remove_from_schedule
  [1]
  $ xe vmss-param-set uuid=$VMSS schedule=4
  ! Error: Field 'schedule' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe vmss-param-add uuid=$VMSS param-name=schedule days=monday
  ! This is not built yet.
  ! function: VMSS.add_to_schedule
  [1]
  $ xe vmss-param-remove uuid=$VMSS param-name=schedule param-key=min
  ! This is not built yet.
  ! function: VMSS.remove_from_schedule
  [1]
  $ xe vmss-param-remove uuid=$VMSS param-name=schedule param-key=year
  ! Error: Key year is not in map
  [1]
  $ xe vmss-param-clear uuid=$VMSS param-name=name-description
  $ xe vmss-param-clear uuid=$VMSS param-name=VMs
  ! Error: Can only clear RW parameters
  [1]
  $ xe vmss-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vmss-destroy uuid=nothing
  ! No object of this type has that uuid.
  ! type: VMSS
  ! uuid: nothing
  [1]
  $ xe vmss-destroy uuid=$VMSS
  $ xe vmss-list uuid=$VMSS
  $ xe vm-param-get uuid=$VM param-name=snapshot-schedule
  <not in database>
