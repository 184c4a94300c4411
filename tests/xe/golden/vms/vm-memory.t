The memory and the processors of VMs.

  $ . "$GOLDEN/setup.sh"
  $ uuid VM guest web
  $ uuid DOM0 xe vm-list is-control-domain=true --minimal
  $ limits() { xe vm-list uuid=$VM params=memory-static-min,memory-dynamic-min,memory-dynamic-max,memory-static-max; }

Limits of a halted VM, with and without units.

  $ xe vm-memory-limits-set vm=web static-min=64MiB dynamic-min="128 mib" dynamic-max=256M static-max=1073741824
  $ limits
  memory-static-max ( RW)     : 1073741824
      memory-dynamic-max ( RW): 268435456
      memory-dynamic-min ( RW): 134217728
       memory-static-min ( RW): 67108864
  
  
  $ xe vm-memory-static-range-set vm=web min=32MiB max=512m
  $ xe vm-memory-dynamic-range-set vm=web min=96MB max=131072k
  $ limits
  memory-static-max ( RW)     : 536870912
      memory-dynamic-max ( RW): 134217728
      memory-dynamic-min ( RW): 100663296
       memory-static-min ( RW): 33554432
  
  
  $ xe vm-memory-target-set vm=web target=128MiB
  $ limits
  memory-static-max ( RW)     : 536870912
      memory-dynamic-max ( RW): 134217728
      memory-dynamic-min ( RW): 134217728
       memory-static-min ( RW): 33554432
  
  
  $ xe vm-memory-balloon vm=web target=100MiB
  $ limits
  memory-static-max ( RW)     : 536870912
      memory-dynamic-max ( RW): 104857600
      memory-dynamic-min ( RW): 104857600
       memory-static-min ( RW): 33554432
  
  
  $ xe vm-memory-set vm=web memory=128MiB
  $ limits
  memory-static-max ( RW)     : 134217728
      memory-dynamic-max ( RW): 134217728
      memory-dynamic-min ( RW): 134217728
       memory-static-min ( RW): 33554432
  
  

What cannot be.

  $ xe vm-memory-set vm=web
  ! Required parameter not found: memory
  ! For usage run: 'xe help'
  [1]
  $ xe vm-memory-set vm=web memory=much
  ! Error: Failed to parse field 'memory': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got 'much'
  [1]
  $ xe vm-memory-set vm=web memory=-1
  ! Error: Failed to parse field 'memory': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got '-1'
  [1]
  $ xe vm-memory-set vm=web memory=1.5GiB
  ! Error: Failed to parse field 'memory': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got '1.5GiB'
  [1]
  $ xe vm-memory-set vm=nobody memory=1GiB
  ! Error: No matching VMs found
  [1]
  $ xe vm-memory-limits-set vm=web static-min=2GiB dynamic-min=1GiB dynamic-max=1GiB static-max=1GiB
  ! The limits of memory contradict each other.
  ! constraint: static_min <= dynamic_min <= dynamic_max <= static_max is required
  [1]
  $ xe vm-memory-limits-set vm=web static-min=1GiB
  ! Required parameter not found: static-max
  ! For usage run: 'xe help'
  [1]
  $ xe vm-memory-static-range-set vm=web min=1GiB max=64MiB
  ! The limits of memory contradict each other.
  ! constraint: static_min <= dynamic_min <= dynamic_max <= static_max is required
  [1]
  $ xe vm-memory-dynamic-range-set vm=web min=1GiB max=2GiB
  ! The limits of memory contradict each other.
  ! constraint: static_min <= dynamic_min <= dynamic_max <= static_max is required
  [1]
  $ xe vm-memory-target-set vm=web target=64GiB
  ! The limits of memory contradict each other.
  ! constraint: static_min <= dynamic_min <= dynamic_max <= static_max is required
  [1]
  $ xe vm-memory-balloon vm=web
  ! Required parameter not found: target
  ! For usage run: 'xe help'
  [1]
  $ xe vm-memory-balloon vm=web target=all
  ! Error: Failed to parse field 'target': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got 'all'
  [1]
  $ limits
  memory-static-max ( RW)     : 134217728
      memory-dynamic-max ( RW): 134217728
      memory-dynamic-min ( RW): 134217728
       memory-static-min ( RW): 33554432
  
  

What it takes.

  $ xe vm-compute-memory-overhead vm=web | grep -c '^[0-9]*$'
  1
  $ xe vm-compute-memory-overhead vm=web --minimal
  
  $ xe vm-compute-memory-overhead vm=nobody
  ! Error: No matching VMs found
  [1]
  $ total=$((128 << 20 | 0)); overhead=$(command xe vm-compute-memory-overhead vm=web)
  $ test $(command xe vm-compute-maximum-memory vm=web total=$((total + overhead))) -le $total && echo fits
  fits
  $ test $(command xe vm-compute-maximum-memory vm=web total=1GiB approximate=true) -gt $total && echo more
  more
  $ xe vm-compute-maximum-memory vm=web
  ! Required parameter not found: total
  ! For usage run: 'xe help'
  [1]
  $ xe vm-compute-maximum-memory vm=web total=some
  ! Error: Failed to parse field 'total': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got 'some'
  [1]
  $ xe vm-compute-maximum-memory vm=web total=1GiB approximate=perhaps
  ! Error: Failed to parse parameter 'approximate': Expected a boolean (true or false); got perhaps
  [1]
  $ xe vm-compute-maximum-memory vm=web total=1KiB
  0

While it runs.

  $ xe vm-memory-limits-set vm=web static-min=64MiB dynamic-min=128MiB dynamic-max=160MiB static-max=192MiB
  $ xe vm-param-set uuid=$VM VCPUs-max=2
  $ xe vm-memory-target-wait vm=web
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: running
  ! actual: halted
  [1]
  $ xe vm-vcpu-hotplug vm=web new-vcpus=2
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: running
  ! actual: halted
  [1]
  $ xe vm-start vm=web
  $ xe event-wait class=vm uuid=$VM live=true
  $ xe vm-memory-dynamic-range-set vm=web min=112MiB max=112MiB
  $ xe vm-memory-target-wait vm=web
  $ xe vm-param-get uuid=$VM param-name=memory-target
  117440512
  $ xe vm-memory-target-set vm=web target=128MiB
  $ xe vm-memory-target-wait vm=web --minimal
  
  $ xe vm-list uuid=$VM params=memory-dynamic-min,memory-dynamic-max
  memory-dynamic-max ( RW)    : 134217728
      memory-dynamic-min ( RW): 134217728
  
  
  $ xe vm-memory-static-range-set vm=web min=64MiB max=128MiB
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: halted
  ! actual: running
  [1]
  $ xe vm-memory-set vm=web memory=128MiB
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: halted
  ! actual: running
  [1]
  $ xe vm-memory-target-wait vm=nobody
  ! Error: No matching VMs found
  [1]

Processors.

  $ xe vm-vcpu-hotplug vm=web
  ! Required parameter not found: new-vcpus
  ! For usage run: 'xe help'
  [1]
  $ xe vm-vcpu-hotplug vm=web new-vcpus=many
  ! Error: Parameter new-vcpus must be an integer
  [1]
  $ xe vm-vcpu-hotplug vm=web new-vcpus=3
  ! The value is not allowed for this field.
  ! field: VCPU_number_live
  ! value: 3
  [1]
  $ xe vm-vcpu-hotplug vm=web new-vcpus=2
  $ xe vm-list uuid=$VM params=VCPUs-number,VCPUs-at-startup,VCPUs-max
  VCPUs-max ( RW)           : 2
      VCPUs-at-startup ( RW): 1
          VCPUs-number ( RO): 2
  
  

What is known of a VM while it runs.

  $ xe vm-list uuid=$VM params=hvm,live,PV-drivers-detected,PV-drivers-up-to-date,current-domain-type,start-time,guest-metrics-last-updated,can-use-hotplug-vbd,can-use-hotplug-vif,current-operations
  hvm ( RO)                                   : true
                      current-operations (SRO): 
                     current-domain-type ( RO): pv
                              start-time ( RO): <time>
      PV-drivers-up-to-date ( RO) [DEPRECATED]: true
                     PV-drivers-detected ( RO): true
                                    live ( RO): true
              guest-metrics-last-updated ( RO): <time>
                     can-use-hotplug-vbd ( RO): unspecified
                     can-use-hotplug-vif ( RO): unspecified
  
  
  $ xe vm-param-get uuid=$VM param-name=VCPUs-utilisation | sed 's/[0-9][.][0-9][0-9][0-9]/N.NNN/g'
  0: N.NNN; 1: N.NNN
  $ xe vm-param-get uuid=$VM param-name=VCPUs-utilisation param-key=1 | grep -c '^[0-9][.][0-9][0-9][0-9]$'
  1
  $ xe vm-param-get uuid=$VM param-name=os-version param-key=distro
  tinyguest
  $ xe vm-param-get uuid=$VM param-name=memory-actual | grep -c '^[1-9][0-9]*$'
  1
  $ xe vm-list os-version:distro="$(command xe vm-param-get uuid=$VM param-name=os-version param-key=distro)" params=name-label --minimal
  web
  $ xe vm-list live=true params=name-label --minimal
  web
  $ xe vm-param-get uuid=$VM param-name=last-boot-record | cut -c 1-22
  '{"memory_static_max":
  $ xe vm-param-get uuid=$VM param-name=console-uuids --minimal | tr -d ' ' | tr ';' '\n' | wc -l
  2
  $ xe vm-param-set uuid=$VM memory-static-max=1GiB
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: halted
  ! actual: running
  [1]
  $ xe vm-param-set uuid=$VM VCPUs-max=4
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: halted
  ! actual: running
  [1]

Shadow memory is a matter of Xen.

  $ xe vm-memory-shadow-multiplier-set vm=web multiplier=2
  ! This is not built yet.
  ! function: VM.set_shadow_multiplier_live
  [1]
  $ xe vm-memory-shadow-multiplier-set vm=web multiplier=much
  ! Error: Parameter multiplier must be a floating-point number
  [1]
  $ xe vm-memory-shadow-multiplier-set vm=nobody multiplier=2
  ! Error: No matching VMs found
  [1]
  $ xe vm-shutdown vm=web --force
