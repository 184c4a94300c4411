What is measured of VMs.

  $ . "$GOLDEN/setup.sh"
  $ uuid VM guest web

  $ xe vm-data-source-list vm=web
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: running
  ! actual: halted
  [1]
  $ xe vm-data-source-query vm=web data-source=cpu0
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: running
  ! actual: halted
  [1]
  $ xe vm-start vm=web
  $ xe event-wait class=vm uuid=$VM live=true
  $ xe vm-data-source-list vm=web | sed -n '1,/^$/p' | hidden value
  name_label          : cpu0
      name_description: share of the time that processor 0 works
               enabled: false
              standard: true
                 units: (fraction)
                   min: 0.000
                   max: 1.000
                 value: ...
  
  $ xe vm-data-source-list vm=web --minimal | tr , '\n' | grep -x -e cpu0 -e memory
  cpu0
  memory
  $ xe vm-data-source-list vm=nobody
  ! Error: No matching VMs found
  [1]
  $ xe vm-data-source-query vm=web
  ! Required parameter not found: data-source
  ! For usage run: 'xe help'
  [1]
  $ xe vm-data-source-query vm=web data-source=nonsense
  ! The value is not allowed for this field.
  ! field: data_source
  ! value: nonsense
  [1]
  $ xe vm-data-source-query vm=nobody data-source=cpu0
  ! Error: No matching VMs found
  [1]
  $ xe vm-data-source-query vm=web data-source=memory_target
  134217728.000000
  $ xe vm-data-source-query vm=web data-source=memory_target --minimal
  134217728.000000
  $ xe vm-data-source-record vm=web
  ! Required parameter not found: data-source
  ! For usage run: 'xe help'
  [1]
  $ xe vm-data-source-record vm=web data-source=cpu0
  ! This is not built yet.
  ! function: VM.record_data_source
  [1]
  $ xe vm-data-source-record vm=nobody data-source=cpu0
  ! Error: No matching VMs found
  [1]
  $ xe vm-data-source-forget vm=web
  ! Required parameter not found: data-source
  ! For usage run: 'xe help'
  [1]
  $ xe vm-data-source-forget vm=web data-source=cpu0
  ! This is not built yet.
  ! function: VM.forget_data_source_archives
  [1]
  $ xe vm-data-source-forget vm=nobody data-source=cpu0
  ! Error: No matching VMs found
  [1]

The control domain is measured, too.

  $ uuid DOM0 xe vm-list is-control-domain=true --minimal
  $ xe vm-data-source-list uuid=$DOM0 | head -1 | cut -d: -f1
  This is not allowed now.
  reason: What the control domain uses is measured with its host
  $ xe vm-shutdown vm=web --force
