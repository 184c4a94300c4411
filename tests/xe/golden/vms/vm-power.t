VMs are started and stopped; what runs is a real guest.

  $ . "$GOLDEN/setup.sh"
  $ uuid VM guest web
  $ uuid TWO guest two
  $ uuid HOST xe host-list --minimal
  $ state() { xe vm-param-get uuid=$VM param-name=power-state; }

Starting: what is wrong is told before anything happens.

  $ xe vm-start vm=nobody
  ! Error: No matching VMs found
  [1]
  $ xe vm-start vm=nobody on=nowhere
  ! Error: No matching VMs found
  [1]
  $ xe vm-start vm=web on=nowhere
  ! Error: No matching hosts found
  [1]
  $ xe vm-start vm=web paused=perhaps
  ! Error: Failed to parse parameter 'paused': Expected a boolean (true or false); got perhaps
  [1]
  $ xe vm-start vm=web force=perhaps
  ! Error: Failed to parse parameter 'force': Expected a boolean (true or false); got perhaps
  [1]
  $ xe host-disable
  $ xe vm-start vm=web
  ! The host is disabled.
  ! host: <HOST> (vm)
  [1]
  $ xe host-enable
  $ state
  halted

Paused, on a host of one's choice, and let go.

  $ xe vm-start vm=web paused=true on=$HOST
  $ xe vm-list resident-on=$HOST is-control-domain=false
  uuid ( RO)           : <VM>
       name-label ( RW): web
      power-state ( RO): paused
  
  
  $ xe vm-start vm=web
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: halted
  ! actual: paused
  [1]
  $ xe vm-resume vm=web
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: suspended
  ! actual: paused
  [1]
  $ xe vm-unpause vm=web
  $ xe vm-unpause vm=web
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: paused
  ! actual: running
  [1]
  $ xe event-wait class=vm uuid=$VM live=true
  $ xe vm-pause vm=web
  $ state
  paused
  $ xe vm-pause vm=web
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: running
  ! actual: paused
  [1]
  $ xe vm-unpause vm=web
  $ xe vm-unpause vm=nobody
  ! Error: No matching VMs found
  [1]
  $ xe vm-pause vm=nobody
  ! Error: No matching VMs found
  [1]

The guest reboots, by its own will and without it.

  $ xe vm-reboot vm=web
  $ xe event-wait class=vm uuid=$VM live=true
  $ xe vm-reboot vm=web --force
  $ xe event-wait class=vm uuid=$VM live=true
  $ xe vm-reboot vm=two
  ! The VM would have to be in another power state.
  ! vm: <TWO> (two)
  ! expected: running
  ! actual: halted
  [1]
  $ xe vm-reboot vm=two force=true
  ! The VM would have to be in another power state.
  ! vm: <TWO> (two)
  ! expected: paused, running
  ! actual: halted
  [1]
  $ xe vm-reboot vm=nobody
  ! Error: No matching VMs found
  [1]

To disk and back.

  $ xe vm-suspend vm=two
  ! The VM would have to be in another power state.
  ! vm: <TWO> (two)
  ! expected: running
  ! actual: halted
  [1]
  $ xe vm-suspend vm=nobody
  ! Error: No matching VMs found
  [1]
  $ xe vm-suspend vm=web
  $ state
  suspended
  $ xe vm-resume vm=nobody
  ! Error: No matching VMs found
  [1]
  $ xe vm-resume vm=web on=nowhere
  ! Error: No matching hosts found
  [1]
  $ xe vm-resume vm=web on=$HOST
  $ state
  running
  $ xe vm-suspend vm=web --progress 2>&1 | tr '\r' '\n' | grep -E '^ ( |1)[ 0-9][0-9]% [-|/\\] #*$' | tail -1
   100% | ######################################################################
  $ xe vm-resume vm=web progress=true 2>&1 | tr '\r' '\n' | grep -E '^ ( |1)[ 0-9][0-9]% [-|/\\] #*$' | tail -1
   100% | ######################################################################
  $ state
  running

Down, by its own will and without it.

  $ xe vm-shutdown vm=web
  $ state
  halted
  $ xe vm-shutdown vm=web
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: running
  ! actual: halted
  [1]
  $ xe vm-shutdown vm=web --force
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: paused, suspended, running
  ! actual: halted
  [1]
  $ xe vm-shutdown vm=nobody
  ! Error: No matching VMs found
  [1]
  $ plain xe vm-start vm=web progress=true paused=true 2>"$T/progress"
  $ tr '\r' '\n' <"$T/progress" | sed -n '1,2p'
  
     0% | 
  $ tr '\r' '\n' <"$T/progress" | tail -2
   100% | ######################################################################
  
  $ xe vm-shutdown vm=web force=true progress=anything 2>&1 >/dev/null | tail -c 2 | od -An -c
    \n  \n
  $ xe vm-start vm=web progress=true on=nowhere
  ! Error: No matching hosts found
  [1]
  $ xe vm-shutdown vm=web progress=true 2>&1 | tail -4 | shown
  The VM would have to be in another power state.
  vm: <VM> (web)
  expected: running
  actual: halted
  $ xe vm-start vm=web progress=true --minimal paused=true
  
  $ xe vm-shutdown vm=web --force --minimal
  

Several at once.

  $ xe vm-start
  ! Error: Multiple matches VMs found. --multiple required to complete the operation
  [1]
  $ xe vm-start --multiple is-control-domain=false paused=true
  $ xe vm-list is-control-domain=false params=power-state --minimal
  paused,paused
  $ xe vm-shutdown uuid=$TWO --force
  $ xe vm-shutdown --multiple --force
  operation failed on <TWO>: The VM would have to be in another power state.
  vm: <TWO> (two)
  expected: paused, suspended, running
  actual: halted
  [1]
  $ xe vm-list is-control-domain=false params=power-state --minimal
  halted,halted

A VM whose host was lost is called halted; this is dangerous.

  $ xe vm-reset-powerstate vm=web
  ! Error: If the VM still runs somewhere, two copies of it would write to the same disks. To do it all the same, add --force.
  [1]
  $ xe vm-reset-powerstate vm=nobody --force
  ! Error: No matching VMs found
  [1]
  $ xe vm-start vm=web paused=true
  $ xe vm-reset-powerstate vm=web
  ! Error: If the VM still runs somewhere, two copies of it would write to the same disks. To do it all the same, add --force.
  [1]
  $ xe vm-reset-powerstate vm=web force=true
  $ state
  halted
