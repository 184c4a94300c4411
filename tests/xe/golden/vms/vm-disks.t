The disks, CD drives and network cards of VMs.

  $ . "$GOLDEN/setup.sh"
  $ uuid VM guest web
  $ uuid SR xe pool-list params=default-SR --minimal

Disks: made, listed and taken away; at once when the VM runs.

  $ xe vm-disk-list vm=web
  $ xe vm-disk-add vm=web
  ! Required parameter not found: disk-size
  ! For usage run: 'xe help'
  [1]
  $ xe vm-disk-add vm=web disk-size=4MiB
  ! Required parameter not found: device
  ! For usage run: 'xe help'
  [1]
  $ xe vm-disk-add vm=web disk-size=big device=0
  ! Error: Failed to parse field 'disk-size': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got 'big'
  [1]
  $ xe vm-disk-add vm=nobody disk-size=4MiB device=0
  ! Error: No matching VMs found
  [1]
  $ xe vm-disk-add vm=web disk-size=4MiB device=0 sr-uuid=nowhere
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: nowhere
  [1]
  $ xe vm-disk-add vm=web disk-size=4MiB device=nonsense
  ! There is no such position for a device.
  ! device: nonsense
  [1]
  $ xe vdi-list name-label="web nonsense" --minimal
  
  $ xe vm-disk-add vm=web disk-size=4MiB device=0
  $ xe vm-disk-add vm=web disk-size=4MiB device=0
  ! There is a device at that position already.
  ! device: 0
  [1]
  $ xe vm-disk-add vm=web disk-size=8m device=1 sr-uuid=$SR
  $ uuid VBD0 xe vbd-list vm-uuid=$VM userdevice=0 --minimal
  $ uuid VDI0 xe vbd-list vm-uuid=$VM userdevice=0 params=vdi-uuid --minimal
  $ uuid VBD1 xe vbd-list vm-uuid=$VM userdevice=1 --minimal
  $ uuid VDI1 xe vbd-list vm-uuid=$VM userdevice=1 params=vdi-uuid --minimal
  $ name SRNAME "$(command xe sr-list uuid=$SR params=name-label --minimal)"
  $ xe vm-disk-list vm=web
  Disk 0 VBD:
  uuid ( RO)             : <VBD0>
      vm-name-label ( RO): web
         userdevice ( RW): 0
  
  
  Disk 0 VDI:
  uuid ( RO)             : <VDI0>
         name-label ( RW): web 0
      sr-name-label ( RO): <SRNAME>
       virtual-size ( RO): 4194304
  
  
  Disk 1 VBD:
  uuid ( RO)             : <VBD1>
      vm-name-label ( RO): web
         userdevice ( RW): 1
  
  
  Disk 1 VDI:
  uuid ( RO)             : <VDI1>
         name-label ( RW): web 1
      sr-name-label ( RO): <SRNAME>
       virtual-size ( RO): 8388608
  
  
  $ xe vm-disk-list vm=web --minimal
  <VDI1>,<VBD1>,<VDI0>,<VBD0>
  $ xe vm-disk-list vm=web vbd-params=uuid,mode vdi-params=virtual-size
  Disk 0 VBD:
  uuid ( RO)    : <VBD0>
      mode ( RW): RW
  
  
  Disk 0 VDI:
  virtual-size ( RO)    : 4194304
  
  
  Disk 1 VBD:
  uuid ( RO)    : <VBD1>
      mode ( RW): RW
  
  
  Disk 1 VDI:
  virtual-size ( RO)    : 8388608
  
  
  $ xe vm-disk-list vm=web vbd-params=userdevice vdi-params=none
  Disk 0 VBD:
  userdevice ( RW)    : 0
  
  
  Disk 0 VDI:
  
  
  
  Disk 1 VBD:
  userdevice ( RW)    : 1
  
  
  Disk 1 VDI:
  
  
  
  $ xe vm-disk-list vm=web vbd-params=userdevice vdi-params=none --minimal
  1,0
  $ xe vm-disk-list vm=nobody
  ! Error: No matching VMs found
  [1]
  $ xe vm-disk-remove vm=web
  ! Required parameter not found: device
  ! For usage run: 'xe help'
  [1]
  $ xe vm-disk-remove vm=web device=7
  ! Error: The VM has no disk at device 7
  [1]
  $ xe vm-disk-remove vm=nobody device=1
  ! Error: No matching VMs found
  [1]
  $ xe vm-disk-remove vm=web device=1
  $ xe vdi-list uuid=$VDI1
  $ xe vm-start vm=web
  $ xe event-wait class=vm uuid=$VM live=true
  $ xe vm-disk-add vm=web disk-size=4MiB device=2
  $ xe vbd-list vm-uuid=$VM userdevice=2 params=currently-attached --minimal
  true
  $ xe vm-disk-remove vm=web device=2
  $ xe vbd-list vm-uuid=$VM params=userdevice --minimal
  0

CDs.

  $ mkdir "$T/isos"; truncate -s 1M "$T/isos/one.iso" "$T/isos/two.iso"
  $ uuid ISOS xe sr-create type=iso content-type=iso name-label=cds device-config:location="$T/isos"
  $ xe vm-cd-list vm=web
  $ xe vm-cd-add vm=web
  ! Required parameter not found: cd-name
  ! For usage run: 'xe help'
  [1]
  $ xe vm-cd-add vm=web cd-name=none.iso device=3
  ! Error: No CD has the name none.iso
  [1]
  $ xe vm-cd-add vm=nobody cd-name=one.iso device=3
  ! Error: No matching VMs found
  [1]
  $ xe vm-shutdown vm=web --force
  $ xe vm-cd-add vm=web cd-name=one.iso device=3
  $ xe vm-cd-add vm=web cd-name=one.iso device=3
  ! There is a device at that position already.
  ! device: 3
  [1]
  $ uuid CD xe vbd-list vm-uuid=$VM type=CD --minimal
  $ uuid ONE xe vdi-list name-label=one.iso --minimal
  $ xe vm-cd-list vm=web
  CD 0 VBD:
  uuid ( RO)             : <CD>
      vm-name-label ( RO): web
              empty ( RO): false
         userdevice ( RW): 3
  
  
  CD 0 VDI:
  uuid ( RO)             : <ONE>
         name-label ( RW): one.iso
      sr-name-label ( RO): cds
       virtual-size ( RO): 1048576
  
  
  $ xe vm-cd-list vm=web --minimal
  <ONE>,<CD>
  $ xe vm-cd-list vm=web vbd-params=vdi-name-label vdi-params=none --minimal
  one.iso
  $ xe vm-cd-insert vm=web
  ! Required parameter not found: cd-name
  ! For usage run: 'xe help'
  [1]
  $ xe vm-cd-insert vm=web cd-name=two.iso
  ! The VM has no empty CD drive.
  ! vm: <VM> (web)
  [1]
  $ xe vm-cd-eject vm=web
  $ xe vm-cd-eject vm=web
  ! Error: The VM has no CD drive with a CD in it
  [1]
  $ xe vm-cd-list vm=web
  CD 0 VBD:
  uuid ( RO)             : <CD>
      vm-name-label ( RO): web
              empty ( RO): true
         userdevice ( RW): 3
  
  
  $ xe vm-cd-list vm=web vbd-params=vdi-name-label vdi-params=none --minimal
  <EMPTY>
  $ xe vm-cd-insert vm=web cd-name=none.iso
  ! Error: No CD has the name none.iso
  [1]
  $ xe vm-cd-insert vm=nobody cd-name=two.iso
  ! Error: No matching VMs found
  [1]
  $ xe vm-cd-insert vm=web cd-name=two.iso
  $ xe vm-cd-list vm=web vbd-params=userdevice,empty vdi-params=name-label
  CD 0 VBD:
  empty ( RO)         : false
      userdevice ( RW): 3
  
  
  CD 0 VDI:
  name-label ( RW)    : two.iso
  
  
  $ xe vm-cd-remove vm=web
  ! Required parameter not found: cd-name
  ! For usage run: 'xe help'
  [1]
  $ xe vm-cd-remove vm=web cd-name=one.iso
  ! Error: The VM has no drive with that CD
  [1]
  $ xe vm-cd-remove vm=web cd-name=two.iso
  $ xe vm-cd-list vm=web
  $ xe vm-cd-eject vm=nobody
  ! Error: No matching VMs found
  [1]
  $ xe vm-cd-list vm=nobody
  ! Error: No matching VMs found
  [1]

Network cards: of several VMs at once, too.

  $ xe vm-vif-list vm=web
  $ uuid NET xe network-create name-label=lan
  $ uuid VIF xe vif-create vm-uuid=$VM network-uuid=$NET device=0 mac=02:00:00:00:00:07
  $ xe vm-vif-list vm=web
  uuid ( RO)                  : <VIF>
           vm-name-label ( RO): web
                  device ( RO): 0
                     MAC ( RO): 02:00:00:00:00:07
            network-uuid ( RO): <NET>
      network-name-label ( RO): lan
  
  
  $ xe vm-vif-list vm=web --minimal
  <VIF>
  $ xe vm-vif-list vm=web params=MAC,MTU
  MAC ( RO)    : 02:00:00:00:00:07
      MTU ( RO): 1500
  
  
  $ uuid TWIN xe vm-create name-label=twin
  $ uuid VIF2 xe vif-create vm-uuid=$TWIN network-uuid=$NET device=1 mac=02:00:00:00:00:08
  $ xe vm-vif-list params=vm-name-label,MAC
  vm-name-label ( RO)    : web
                MAC ( RO): 02:00:00:00:00:07
  
  
  vm-name-label ( RO)    : twin
                MAC ( RO): 02:00:00:00:00:08
  
  
  $ xe vm-vif-list --minimal
  <VIF2>,<VIF>
  $ xe vm-vif-list vm=nobody
  ! Error: No matching VMs found
  [1]
