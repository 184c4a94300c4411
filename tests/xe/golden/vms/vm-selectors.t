VMs that a command acts on are chosen by filters.

  $ . "$GOLDEN/setup.sh"
  $ uuid ONE xe vm-create name-label=one
  $ uuid TWO xe vm-create name-label=two
  $ uuid TOO xe vm-create name-label=two
  $ uuid TEMPLATE xe vm-create name-label=pattern
  $ xe vm-param-set uuid=$TEMPLATE is-a-template=true
  $ xe vm-param-set uuid=$ONE other-config:team=red
  $ xe vm-param-add uuid=$ONE param-name=tags param-key=front
  $ uuid DOM0 xe vm-list is-control-domain=true --minimal
  $ count() { xe vm-list memory-static-max=$1 params=name-label --minimal | tr , '\n' | sort; }

By name, by uuid, and by any other field.

  $ xe vm-compute-memory-overhead vm=one
  104333312
  $ xe vm-compute-memory-overhead vm=$ONE
  104333312
  $ xe vm-compute-memory-overhead uuid=$ONE
  104333312
  $ xe vm-compute-memory-overhead name-label=one
  104333312
  $ xe vm-is-bios-customized other-config:team=red
  The BIOS strings of this VM are not set.
  $ xe vm-is-bios-customized other-config-team=red
  The BIOS strings of this VM are not set.
  $ xe vm-is-bios-customized tags:contains=front
  The BIOS strings of this VM are not set.
  $ xe vm-is-bios-customized vm=one power-state=halted memory-static-max=268435456
  The BIOS strings of this VM are not set.
  $ xe vm-is-bios-customized vm=one --minimal
  

None.

  $ xe vm-pause vm=nobody
  ! Error: No matching VMs found
  [1]
  $ xe vm-pause vm=ONE
  ! Error: No matching VMs found
  [1]
  $ xe vm-pause uuid=00000000-0000-0000-0000-000000000000
  ! Error: No matching VMs found
  [1]
  $ xe vm-pause vm=one power-state=running
  ! Error: No matching VMs found
  [1]
  $ xe vm-pause vm=nobody --minimal
  ! Error: No matching VMs found
  [1]
  $ xe vm-pause vm=nobody --multiple
  ! Error: No matching VMs found
  [1]

Filters that make no sense.

  $ xe vm-pause nonsense=1
  ! Error: Unknown field 'nonsense'
  [1]
  $ xe vm-pause vm=one tags:has=x
  ! Error: Invalid syntax for set filtering (should be set-param:contains=key)
  [1]
  $ xe vm-pause vm=one name-label:x=y
  ! Error: Field 'name-label' is not a set or map
  [1]

Several.

  $ xe vm-is-bios-customized vm=two
  ! Error: Multiple matches VMs found. --multiple required to complete the operation
  [1]
  $ xe vm-is-bios-customized vm=two --minimal
  ! Error: Multiple matches VMs found. --multiple required to complete the operation
  [1]
  $ xe vm-is-bios-customized vm=two multiple=false
  ! Error: Multiple matches VMs found. --multiple required to complete the operation
  [1]
  $ xe vm-is-bios-customized vm=two multiple=perhaps
  ! Error: Failed to parse parameter 'multiple': Expected a boolean (true or false); got perhaps
  [1]
  $ xe vm-is-bios-customized vm=two --multiple
  The BIOS strings of this VM are not set.
  The BIOS strings of this VM are not set.
  $ xe vm-is-bios-customized --multiple
  The BIOS strings of this VM are not set.
  The BIOS strings of this VM are not set.
  The BIOS strings of this VM are not set.
  $ xe vm-is-bios-customized
  ! Error: Multiple matches VMs found. --multiple required to complete the operation
  [1]
  $ xe console vm=two
  ! Error: Multiple matches VMs found. Operation can only be performed on one VM at a time
  [1]

With --multiple all are tried; those that failed are told on stdout, the last one first.

  $ xe vm-pause --multiple
  operation failed on <TOO>: The VM would have to be in another power state.
  vm: <TOO> (two)
  expected: running
  actual: halted
  operation failed on <TWO>: The VM would have to be in another power state.
  vm: <TWO> (two)
  expected: running
  actual: halted
  operation failed on <ONE>: The VM would have to be in another power state.
  vm: <ONE> (one)
  expected: running
  actual: halted
  [1]
  $ xe vm-pause --multiple --minimal
  operation failed on <TOO>: The VM would have to be in another power state.
  vm: <TOO> (two)
  expected: running
  actual: halted
  operation failed on <TWO>: The VM would have to be in another power state.
  vm: <TWO> (two)
  expected: running
  actual: halted
  operation failed on <ONE>: The VM would have to be in another power state.
  vm: <ONE> (one)
  expected: running
  actual: halted
  [1]
  $ xe vm-param-set uuid=$TWO blocked-operations:clone=no
  $ xe vm-clone vm=two new-name-label=twin --multiple
  operation failed on <TWO>: The administrator has blocked this operation.
  ref: <TWO> (two)
  code: no
  [1]
  $ xe vm-list name-label=twin params=name-label,power-state
  name-label ( RW)     : twin
      power-state ( RO): halted
  
  
  $ xe vm-memory-set --multiple memory=64MiB name-label=two
  $ count 67108864
  two
  two

Templates and the control domain are only meant where that makes sense.

  $ xe vm-pause vm=pattern
  ! Error: No matching VMs found
  [1]
  $ xe vm-memory-set vm=pattern memory=32MiB
  $ xe vm-memory-limits-set uuid=$TEMPLATE static-min=16MiB dynamic-min=16MiB dynamic-max=32MiB static-max=32MiB
  $ xe template-list uuid=$TEMPLATE params=memory-static-max,memory-static-min
  memory-static-max ( RW)    : 33554432
      memory-static-min ( RW): 16777216
  
  
  $ xe vm-pause uuid=$DOM0
  ! Error: No matching VMs found
  [1]
  $ xe vm-start uuid=$DOM0
  ! The VM would have to be in another power state.
  ! vm: <DOM0> (Control domain on host: *) (glob)
  ! expected: halted
  ! actual: running
  [1]
  $ uuid COPY xe vm-clone vm=pattern new-name-label=patterned
  $ xe template-list uuid=$COPY params=name-label
  name-label ( RW)    : patterned
  
  

A command's own parameters choose nothing.

  $ xe vm-start vm=one on= paused=false force=false 
  $ xe vm-shutdown vm=one --force

What is written about a VM while the command runs goes to stderr, if it is urgent enough.

  $ xe vm-start vm=one paused=true message-priority=6
  ! Message: time=<time> priority=5 name='VM_STARTED'
  ! 
  $ xe vm-shutdown vm=one --force message-priority=6
  ! Message: time=<time> priority=5 name='VM_SHUTDOWN'
  ! 
  $ xe vm-start vm=one paused=true message-priority=6 --minimal
  
  $ xe vm-shutdown vm=one --force message-priority=1
