Disks from making to deleting.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal
  $ name T "$T"
  $ mkdir "$T/red" "$T/blue"
  $ uuid RED xe sr-create name-label=red type=file device-config:location="$T/red"
  $ uuid BLUE xe sr-create name-label=blue type=file device-config:location="$T/blue"
  $ uuid ISO xe sr-list content-type=iso --minimal

Making one.

  $ xe vdi-create name-label=a virtual-size=1MiB
  ! Required parameter not found: sr-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-create sr-uuid=$HOST name-label=a virtual-size=1MiB
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: <HOST>
  [1]
  $ xe vdi-create sr-uuid=$RED name-label=a virtual-size=1furlong
  ! Error: Failed to parse field 'virtual-size': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got '1furlong'
  [1]
  $ xe vdi-create sr-uuid=$RED name-label=a virtual-size=-1
  ! Error: Failed to parse field 'virtual-size': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got '-1'
  [1]
  $ xe vdi-create sr-uuid=$RED name-label=a virtual-size=1MiB type=odd
  ! Error: Failed to parse parameter 'type': Expected one of system, user, ephemeral, suspend, crashdump, ha_statefile, metadata, redo_log, rrd, pvs_cache, cbt_metadata; got odd
  [1]
  $ xe vdi-create sr-uuid=$RED name-label=a virtual-size=1MiB sharable=perhaps
  ! Error: Failed to parse parameter 'sharable': Expected a boolean (true or false); got perhaps
  [1]
  $ xe vdi-create sr-uuid=$ISO name-label=a virtual-size=1MiB
  ! The repository cannot do that.
  ! sr: <ISO> (Local ISO library)
  [1]
  $ uuid A xe vdi-create sr-uuid=$RED name-label=a virtual-size=4MiB
  $ uuid B xe vdi-create sr-uuid=$RED name-label=b virtual-size='1 MiB' type=system sharable=true tags:fast= tags:new= sm-config:k=v --minimal
  $ xe vdi-list sr-uuid=$RED name-label=a
  uuid ( RO)                : <A>
            name-label ( RW): a
      name-description ( RW): 
               sr-uuid ( RO): <RED>
          virtual-size ( RO): 4194304
              sharable ( RO): false
             read-only ( RO): false
  
  
  $ xe vdi-list uuid=$B params=name-label,virtual-size,type,sharable,tags,sm-config
  name-label ( RW)      : b
      virtual-size ( RO): 1048576
              type ( RO): System
          sharable ( RO): true
         sm-config (MRO): k: v
              tags (SRW): fast, new
  
  
  $ xe sr-list uuid=$RED params=VDIs,virtual-allocation
  VDIs (SRO)                  : <A>; <B>
      virtual-allocation ( RO): 5242880
  
  

Making it larger. What has grown does not shrink.

  $ xe vdi-resize uuid=$A
  ! Required parameter not found: disk-size
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-resize uuid=$A disk-size=large
  ! Error: Failed to parse field 'disk-size': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got 'large'
  [1]
  $ xe vdi-resize uuid=$A disk-size=8MiB
  $ xe vdi-param-get uuid=$A param-name=virtual-size
  8388608
  $ xe vdi-resize uuid=$A disk-size=12MiB online=true
  $ xe vdi-param-get uuid=$A param-name=virtual-size
  12582912
  $ xe vdi-resize uuid=$A disk-size=1MiB
  ! The disk is too small.
  ! vdi: <A> (a)
  ! minimum size: 12582912
  [1]
  $ xe vdi-resize uuid=$HOST disk-size=1MiB
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <HOST>
  [1]

Twins and copies.

  $ uuid TWIN xe vdi-clone uuid=$A
  $ uuid NAMED xe vdi-clone uuid=$A new-name-label=twin new-name-description='of a' driver-params-fast=true
  $ xe vdi-list uuid=$NAMED params=name-label,name-description,sr-name-label,virtual-size
  name-label ( RW)          : twin
      name-description ( RW): of a
         sr-name-label ( RO): red
          virtual-size ( RO): 12582912
  
  
  $ xe vdi-clone
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-clone uuid=$HOST
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <HOST>
  [1]
  $ uuid COPY xe vdi-copy uuid=$A sr-uuid=$BLUE
  $ xe vdi-list uuid=$COPY params=name-label,sr-name-label,virtual-size
  name-label ( RW)       : a
      sr-name-label ( RO): blue
       virtual-size ( RO): 12582912
  
  
  $ uuid HERE xe vdi-copy uuid=$B
  $ xe vdi-list uuid=$HERE params=name-label,sr-name-label,tags
  name-label ( RW)       : b
      sr-name-label ( RO): red
               tags (SRW): fast, new
  
  
  $ xe vdi-copy uuid=$A sr-uuid=$HOST
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: <HOST>
  [1]
  $ xe vdi-copy uuid=$A sr-uuid=$ISO
  ! The repository cannot do that.
  ! sr: <ISO> (Local ISO library)
  [1]
  $ xe vdi-copy uuid=$A base-vdi-uuid=$B
  ! This is not built yet.
  ! function: VDI.copy with base_vdi or into_vdi
  [1]
  $ xe vdi-copy uuid=$A into-vdi-uuid=$NAMED
  ! This is not built yet.
  ! function: VDI.copy with base_vdi or into_vdi
  [1]
  $ xe vdi-copy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-pool-migrate uuid=$A
  ! Required parameter not found: sr-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-pool-migrate uuid=$A sr-uuid=$BLUE
  ! This is not built yet.
  ! function: VDI.pool_migrate
  [1]
  $ xe vdi-pool-migrate uuid=$A sr-uuid=$HOST dest-img-format=qcow2
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: <HOST>
  [1]

States of disks are not kept yet, nor what changed between them.

  $ xe vdi-snapshot uuid=$A
  ! This is not built yet.
  ! function: VDI.snapshot
  [1]
  $ xe vdi-snapshot uuid=$A driver-params-epochhint=1
  ! This is not built yet.
  ! function: VDI.snapshot
  [1]
  $ xe vdi-snapshot
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-enable-cbt uuid=$A
  ! This is not built yet.
  ! function: VDI.enable_cbt
  [1]
  $ xe vdi-enable-cbt uuid=$HOST
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <HOST>
  [1]
  $ xe vdi-disable-cbt uuid=$A
  ! This is not built yet.
  ! function: VDI.disable_cbt
  [1]
  $ xe vdi-disable-cbt
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-data-destroy uuid=$A
  ! This is not built yet.
  ! function: VDI.data_destroy
  [1]
  $ xe vdi-data-destroy uuid=$HOST
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <HOST>
  [1]
  $ xe vdi-list-changed-blocks vdi-from-uuid=$A vdi-to-uuid=$NAMED
  ! This is not built yet.
  ! function: VDI.list_changed_blocks
  [1]
  $ xe vdi-list-changed-blocks vdi-from-uuid=$A
  ! Required parameter not found: vdi-to-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-list-changed-blocks vdi-from-uuid=$A vdi-to-uuid=$HOST
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <HOST>
  [1]

Locks; how a host would attach a disk.

  $ xe vdi-unlock uuid=$A
  ! Error: If a VM still writes to the disk, what is on it will be damaged. To do it all the same, add --force.
  [1]
  $ xe vdi-unlock uuid=$A force=false
  ! Error: If a VM still writes to the disk, what is on it will be damaged. To do it all the same, add --force.
  [1]
  $ xe vdi-unlock uuid=$A --force
  $ xe vdi-unlock uuid=$HOST --force
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <HOST>
  [1]
  $ xe vdi-unlock --force
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-generate-config host-uuid=$HOST uuid=$A
  ! This is not built yet.
  ! function: VDI.generate_config
  [1]
  $ xe vdi-generate-config uuid=$A
  ! Required parameter not found: host-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-update uuid=$A
  $ xe vdi-update uuid=$HOST
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <HOST>
  [1]

Forgetting, and introducing again: what is on it is still there.

  $ LOCATION=$(command xe vdi-param-get uuid=$A param-name=location)
  $ xe vdi-forget
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-forget uuid=$A
  $ xe vdi-list uuid=$A
  $ xe vdi-forget uuid=$A
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <A>
  [1]
  $ xe vdi-introduce uuid=$A sr-uuid=$RED type=user
  ! Required parameter not found: location
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-introduce uuid=$A sr-uuid=$RED type=user location=nowhere
  ! There is no disk at that place in the repository.
  ! sr: <RED> (red)
  ! location: nowhere
  [1]
  $ xe vdi-introduce uuid=$A sr-uuid=$HOST type=user location="$LOCATION"
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: <HOST>
  [1]
  $ xe vdi-introduce uuid=$A sr-uuid=$RED type=odd location="$LOCATION"
  ! Error: Failed to parse parameter 'type': Expected one of system, user, ephemeral, suspend, crashdump, ha_statefile, metadata, redo_log, rrd, pvs_cache, cbt_metadata; got odd
  [1]
  $ xe vdi-introduce uuid=$A sr-uuid=$RED type=user location="$LOCATION" name-label='a again' name-description='the same' sharable=true read-only=true managed=true other-config:k=v xenstore-data:x=y sm-config:s=m
  <A>
  $ xe vdi-list uuid=$A params=name-label,name-description,sharable,read-only,managed,other-config,xenstore-data,sm-config,virtual-size
  name-label ( RW)          : a again
      name-description ( RW): the same
          virtual-size ( RO): 12582912
              sharable ( RO): true
             read-only ( RO): true
               managed ( RO): true
          other-config (MRW): k: v
         xenstore-data (MRO): x: y
             sm-config (MRO): s: m
  
  
  $ xe vdi-param-clear uuid=$A param-name=xenstore-data
  $ xe vdi-param-get uuid=$A param-name=xenstore-data
  
  $ xe vdi-introduce uuid=$A sr-uuid=$RED type=user location="$LOCATION"
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <A>
  [1]

A scan finds what was forgotten.

  $ xe vdi-forget uuid=$TWIN
  $ xe vdi-list uuid=$TWIN --minimal
  
  $ xe sr-scan uuid=$RED
  $ xe vdi-list uuid=$TWIN --minimal
  <TWIN>

Deleting, what a VM uses too.

  $ uuid VM xe vm-create name-label=web
  $ uuid VBD xe vbd-create vm-uuid=$VM vdi-uuid=$B device=0
  $ xe vdi-list uuid=$B params=vbd-uuids
  vbd-uuids (SRO)    : <VBD>
  
  
  $ xe vdi-destroy uuid=$B
  $ xe vbd-list vm-uuid=$VM
  $ xe vdi-list uuid=$B
  $ xe vdi-destroy uuid=$B
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <B>
  [1]
  $ xe vdi-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-destroy uuid=$NAMED
  $ xe vdi-list sr-name-label=red params=name-label --minimal
  b,a again,
