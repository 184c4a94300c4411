VMs are started and stopped; what runs is a real guest.

  $ . "$GOLDEN/setup.sh"
  $ uuid VM guest web
  $ uuid HOST xe host-list --minimal

Starting: what is wrong is told before anything happens.

  $ xe vm-start vm=nobody
  ! Error: No matching VMs found
  [1]
  $ xe vm-start vm=web on=nowhere
  ! Error: No matching hosts found
  [1]
  $ xe vm-start vm=web paused=perhaps
  ! Error: Failed to parse parameter 'paused': Expected a boolean (true or false); got perhaps
  [1]
  $ xe vm-start vm=web paused=true
  $ xe vm-list vm=web
  ! Error: Unknown field 'vm'
  [1]
  $ xe vm-list uuid=$VM params=power-state --minimal
  paused
  $ xe vm-start vm=web
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: halted
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
  $ xe vm-list resident-on=$HOST is-control-domain=false params=name-label,power-state
  name-label ( RW)     : web
      power-state ( RO): running
  
  
