What runs beside and inside VMs: plugins, services, the preparation of Windows.

Setting: vm_host_plugins=disk-space

  $ . "$GOLDEN/setup.sh"
  $ uuid VM guest web
  $ xe vm-param-set uuid=$VM actions-after-crash=coredump_and_destroy

Plugins of the guest, run by its agent; arguments may come from files.

  $ xe vm-call-plugin
  ! Required parameter not found: vm-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vm-call-plugin vm-uuid=$VM
  ! Required parameter not found: plugin
  ! For usage run: 'xe help'
  [1]
  $ xe vm-call-plugin vm-uuid=$VM plugin=tool
  ! Required parameter not found: fn
  ! For usage run: 'xe help'
  [1]
  $ xe vm-call-plugin vm-uuid=00000000-0000-0000-0000-000000000000 plugin=tool fn=f
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe vm-call-plugin vm-uuid=$VM plugin=tool fn=f
  ! The VM would have to be in another power state.
  ! vm: <VM> (web)
  ! expected: running
  ! actual: halted
  [1]
  $ xe vm-start vm=web
  $ xe event-wait class=vm uuid=$VM live=true
  $ xe vm-call-plugin vm-uuid=$VM plugin=tool fn=f args:a:file=/nowhere
  ! The file /nowhere cannot be read
  [1]
  $ xe vm-call-plugin vm-uuid=$VM plugin=../tool fn=f
  ! There is no such plugin.
  ! name: ../tool
  [1]
  $ in_guest $VM "mkdir -p /etc/xapi.d/plugins; cd /etc/xapi.d/plugins; echo '#!/bin/sh' >tool; echo 'echo \"<value>\${1}</value>\" | tr -d \"\\n\" >/tmp/call; echo \"<methodResponse><params><param><value><struct><member><name>Status</name><value>Success</value></member><member><name>Value</name><value>\$(grep -o string.[a-z]*, /tmp/call | tr -d \"\\n\")</value></member></struct></value></param></params></methodResponse>\"' >>tool; chmod 755 tool"
  $ echo "contents," >"$T/argument"
  $ xe vm-call-plugin vm-uuid=$VM plugin=tool fn=f args:a=one, args:b:file="$T/argument"
  string>one,string>contents,
  $ xe vm-call-plugin vm-uuid=$VM plugin=tool fn=f 2>&1 | shown
  VM call plugin rate limit.
  VM: <VM> (web)
  interval: 10
  wait: [0-9.]+ (re)

Plugins of the host: none may be called but those that the settings name.

  $ xe vm-call-host-plugin
  ! Required parameter not found: vm-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vm-call-host-plugin vm-uuid=$VM plugin=disk-space
  ! Required parameter not found: fn
  ! For usage run: 'xe help'
  [1]
  $ xe vm-call-host-plugin vm-uuid=$VM plugin=disk-space fn=get_reclaimable_disk_space
  0
  $ xe vm-call-host-plugin vm-uuid=$VM plugin=zfs fn=get
  ! You may not do that.
  ! message: The setting vm_host_plugins does not name this plugin
  [1]
  $ xe vm-call-host-plugin vm-uuid=nowhere plugin=disk-space fn=get_reclaimable_disk_space
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: nowhere
  [1]

Windows.

  $ xe vm-sysprep vm=web
  ! Required parameter not found: filename
  ! For usage run: 'xe help'
  [1]
  $ xe vm-sysprep vm=web filename=/nowhere/unattend.xml
  ! The file /nowhere/unattend.xml cannot be read
  [1]
  $ echo "<unattend/>" >"$T/unattend.xml"
  $ xe vm-sysprep vm=web filename="$T/unattend.xml"
  ! This is not built yet.
  ! function: VM.sysprep
  [1]
  $ xe vm-sysprep vm=web filename="$T/unattend.xml" timeout=soon
  ! Error: Parameter timeout must be a floating-point number
  [1]
  $ xe vm-sysprep vm=nobody filename="$T/unattend.xml" timeout=10
  ! Error: No matching VMs found
  [1]

Services.

  $ xe vm-query-services vm=web
  ! This is not built yet.
  ! function: VM.query_services
  [1]
  $ xe vm-query-services vm=nobody
  ! Error: No matching VMs found
  [1]
  $ xe vm-restart-device-models vm=web
  ! This is not built yet.
  ! function: VM.restart_device_models
  [1]
  $ xe vm-restart-device-models vm=nobody
  ! Error: No matching VMs found
  [1]

Crash dumps: what the memory of a guest that panicked is kept in.

  $ xe vm-crashdump-list vm=web
  $ (printf '\necho c > /proc/sysrq-trigger\n'; cat <&9) 9< <(plain xe event-wait class=vm uuid=$VM power-state=halted) | plain xe console vm=web >/dev/null 2>&1
  $ uuid DUMP xe vm-crashdump-list vm=web --minimal
  $ uuid DISK xe vdi-list type=Crashdump --minimal
  $ xe vm-crashdump-list vm=web
  uuid        : <DUMP>
       vm-uuid: <VM>
      vdi-uuid: <DISK>
  
  
  $ xe vm-crashdump-list vm=nobody
  ! Error: No matching VMs found
  [1]
  $ xe vm-uninstall vm=web --force
  This will be deleted:
  VM : <VM> (web)
  All of it is deleted
  $ xe vdi-list uuid=$DISK --minimal
  
