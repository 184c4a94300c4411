VMs are written to files and made from files.

  $ . "$GOLDEN/setup.sh"
  $ uuid VM xe vm-create name-label=web name-description="to be copied"
  $ uuid SR xe pool-list params=default-SR --minimal
  $ xe vm-disk-add vm=web disk-size=1MiB device=0
  $ uuid DISK xe vbd-list vm-uuid=$VM params=vdi-uuid --minimal
  $ cd "$T"

Out.

  $ xe vm-export vm=web
  ! Required parameter not found: filename
  ! For usage run: 'xe help'
  [1]
  $ xe vm-export vm=nobody filename=web.xva
  ! Error: No matching VMs found
  [1]
  $ xe vm-export vm=web filename=web.xva
  Export succeeded
  $ test -s web.xva && stat -c %a web.xva
  600
  $ xe vm-export vm=web filename=web.xva
  ! Operation failed. Error: web.xva: File exists
  [1]
  $ xe vm-export vm=web filename=/nowhere/web.xva
  ! Operation failed. Error: /nowhere/web.xva: No such file or directory
  [1]
  $ xe vm-export vm=web filename=metadata.xva metadata=true
  Export succeeded
  $ xe vm-export vm=web filename=small.xva.gz compress=true preserve-power-state=true include-snapshots=false excluded-device-types=VIF
  Export succeeded
  $ gzip -t small.xva.gz && echo packed
  packed
  $ xe vm-export vm=web filename=odd.xva compress=perhaps
  ! Error: Failed to parse parameter 'compress': Expected a boolean (true or false); got perhaps
  [1]
  $ xe vm-export vm=web filename=odd.xva metadata=perhaps
  ! Error: Failed to parse parameter 'metadata': Expected a boolean (true or false); got perhaps
  [1]
  $ xe vm-export vm=web filename=minimal.xva --minimal
  Export succeeded
  
  $ plain xe vm-export vm=web filename= | tar -tf - | head -1
  ova.xml
  $ xe vm-clone vm=web new-name-label=web >"$T/twin"
  $ xe vm-export vm=web filename=both.xva
  ! Error: Multiple matches VMs found. --multiple required to complete the operation
  [1]
  $ xe vm-export vm=web filename=both.xva --multiple
  Export succeeded
  Export succeeded
  $ ls both.xva*
  both.xva
  both.xva2
  $ xe vm-uninstall uuid=$(cat "$T/twin") --force --minimal >"$T/gone"
  $ xe task-list --minimal
  

In.

  $ xe vm-import
  ! Error: Name a file to import: filename=PATH
  [1]
  $ xe vm-import filename=/nowhere/web.xva
  ! Operation failed. Error: /nowhere/web.xva: No such file or directory
  [1]
  $ xe vm-import filename=web.xva sr-uuid=nowhere
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: nowhere
  [1]
  $ echo nonsense >broken.xva
  $ xe vm-import filename=broken.xva
  ! The file ended too soon.
  [1]
  $ uuid COPY xe vm-import filename=web.xva
  $ xe vm-list uuid=$COPY params=name-label,name-description,power-state
  name-label ( RW)          : web
      name-description ( RW): to be copied
           power-state ( RO): halted
  
  
  $ xe vm-disk-list uuid=$COPY vbd-params=userdevice vdi-params=virtual-size
  Disk 0 VBD:
  userdevice ( RW)    : 0
  
  
  Disk 0 VDI:
  virtual-size ( RO)    : 1048576
  
  
  $ xe vm-import filename=web.xva dry-run=true
  ! Error: Only the import of metadata can be tried beforehand: add metadata=true
  [1]
  $ uuid PACKED xe vm-import filename=small.xva.gz sr-uuid=$SR
  $ xe vm-import filename=web.xva preserve=true
  <VM>
  $ xe vm-uninstall vm=$VM --force --minimal >"$T/gone"
  $ xe vm-import filename=web.xva preserve=true
  <VM>
  $ xe vm-list uuid=$VM params=name-label --minimal
  web
  $ xe vm-import filename=metadata.xva metadata=true dry-run=true
  xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx
  $ xe vm-import filename=web.xva dry-run=perhaps
  ! Error: Failed to parse parameter 'dry-run': Expected a boolean (true or false); got perhaps
  [1]
  $ xe vm-import type=vmware host-username=u host-password=p remote-config:a=b sr-uuid=$SR
  ! This is not built yet.
  ! function: VM.import_convert
  [1]
  $ xe vm-import url=ftp://example.invalid/web.xva
  ! The value is not allowed for this field.
  ! field: url
  ! value: ftp://example.invalid/web.xva
  [1]

From a web server; and metadata alone, whose disks are there, under their own uuids or others.

  $ python3 -u -m http.server --bind 127.0.0.1 0 >served 2>&1 & server=$!
  $ until grep -q port served; do sleep 0.1; done
  $ uuid FAR xe vm-import url=http://127.0.0.1:$(sed -n 's/.*port \([0-9]*\).*/\1/p' served)/web.xva sr-uuid=$SR
  $ kill $server
  $ xe vm-list uuid=$FAR params=name-label
  name-label ( RW)    : web
  
  
  $ uuid OTHER xe vdi-create sr-uuid=$SR name-label=other virtual-size=1MiB
  $ uuid MAPPED xe vm-import filename=metadata.xva metadata=true force=true vdi:$DISK=$OTHER
  $ xe vm-disk-list uuid=$MAPPED vbd-params=userdevice vdi-params=name-label
  Disk 0 VBD:
  userdevice ( RW)    : 0
  
  
  Disk 0 VDI:
  name-label ( RW)    : other
  
  
  $ uuid FROM xe vm-import filename=web.xva --minimal
  $ xe task-list --minimal
  
