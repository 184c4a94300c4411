VMs, templates and snapshots in files, and consoles that nobody can have.

  $ . "$GOLDEN/setup.sh"
  $ cd "$T"
  $ uuid ONE guest one
  $ uuid TWO guest two
  $ uuid VBD xe vm-disk-add vm=one disk-size=4MiB device=0
  $ uuid DISK xe vbd-list vm-uuid=$ONE params=vdi-uuid --minimal
  $ head -c 4194304 /dev/urandom >content
  $ xe vdi-import uuid=$DISK filename=content

One VM, into a file and out of it again.

  $ xe vm-export
  ! Required parameter not found: filename
  ! For usage run: 'xe help'
  [1]
  $ xe vm-export vm=one filename=one.xva
  Export succeeded
  $ stat -c 'mode %a' one.xva; tar tf one.xva | head -1
  mode 600
  ova.xml
  $ xe vm-export vm=one filename=one.xva
  ! Operation failed. Error: one.xva: File exists
  [1]
  $ xe vm-export vm=one filename=small.xva compress=true --minimal
  Export succeeded
  
  $ gzip -dc small.xva | tar tf - | head -1
  ova.xml
  $ xe vm-export vm=none filename=none.xva
  ! Error: No matching VMs found
  [1]
  $ xe vm-import filename=none.xva
  ! Operation failed. Error: none.xva: No such file or directory
  [1]
  $ xe vm-import
  ! Error: Name a file to import: filename=PATH
  [1]
  $ uuid TWIN xe vm-import filename=one.xva
  $ xe vm-list name-label=one params=uuid --minimal | tr , '\n' | shown | sort
  <ONE>
  <TWIN>
  $ uuid COPY xe vbd-list vm-uuid=$TWIN params=vdi-uuid --minimal
  $ plain xe vdi-export uuid=$COPY filename=- | cmp - content
  $ plain xe vm-import filename=small.xva --minimal | sed -E 's/^[0-9a-f-]{36}$/a uuid/'
  a uuid
  
  $ xe vm-import filename=content
  ! The file could not be imported.
  ! msg: No tar archive: invalid header
  [1]
  $ mkdir "$T/sr" && uuid OTHER xe sr-create name-label=other type=file device-config:location="$T/sr"
  $ uuid MOVED xe vm-import filename=one.xva sr-uuid=$OTHER
  $ xe vdi-list sr-uuid=$OTHER params=virtual-size --minimal
  4194304
  $ xe vm-import filename=one.xva sr-uuid=none
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: none
  [1]

Only what is known of it, without the disks.

  $ xe vm-export uuid=$ONE filename=one.xml metadata=true
  Export succeeded
  $ tar tf one.xml
  ova.xml
  $ xe vm-import filename=one.xml metadata=true dry-run=true
  xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx
  $ uuid BARE xe vm-import filename=one.xml metadata=true
  $ xe vbd-list vm-uuid=$BARE params=vdi-uuid --minimal
  <DISK>
  $ xe vm-import filename=one.xml metadata=perhaps
  ! Error: Failed to parse parameter 'metadata': Expected a boolean (true or false); got perhaps
  [1]

Several at once: the second gets a 2.

  $ for vm in $ONE $TWO; do xe vm-param-add uuid=$vm param-name=tags param-key=both; done
  $ xe vm-export tags:contains=both filename=both
  ! Error: Multiple matches VMs found. --multiple required to complete the operation
  [1]
  $ xe vm-export tags:contains=both filename=both --multiple
  Export succeeded
  Export succeeded
  $ ls both*
  both
  both2
  $ xe vm-export tags:contains=both filename=- --multiple
  ! Error: Several VMs do not fit into the standard output: name a file
  [1]

Pipes, by the name - and by no name at all.

  $ plain xe vm-export vm=two filename= >nameless.xva && tar tf nameless.xva
  ova.xml
  $ plain xe vm-export vm=two filename=- >piped.xva && tar tf piped.xva
  Export succeeded
  ova.xml
  $ plain xe vm-export uuid=$TWO filename=- 2>/dev/null | xe vm-import filename=- | wc -l
  1
  $ xe vm-list name-label=two params=name-label --minimal
  two,two
  $ plain xe vm-export uuid=$ONE filename= | head -c 3; echo " ${PIPESTATUS[*]}"
  ova 1 0
  $ xe vm-import filename=- </dev/null
  ! The file ended too soon.
  [1]

Templates and snapshots.

  $ xe snapshot-export-to-template
  ! Required parameter not found: filename
  ! For usage run: 'xe help'
  [1]
  $ xe snapshot-export-to-template snapshot-uuid=$TWO filename=x
  ! Error: This is the uuid of a VM, not of a snapshot
  [1]
  $ xe snapshot-export-to-template snapshot-uuid=none filename=x
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: none
  [1]
  $ uuid THREE guest three
  $ xe vm-param-set uuid=$THREE is-a-template=true
  $ xe vm-export uuid=$THREE filename=x
  ! Error: No matching VMs found
  [1]
  $ xe template-export template-uuid=$THREE filename=three.xva
  Export succeeded
  $ uuid FOUR xe vm-import filename=three.xva
  $ xe template-list uuid=$FOUR params=uuid,name-label
  uuid ( RO)          : <FOUR>
      name-label ( RW): three
  
  
  $ xe template-export template-uuid=$THREE
  ! Required parameter not found: filename
  ! For usage run: 'xe help'
  [1]
  $ xe template-export template-uuid=$TWO filename=x
  ! Error: This is the uuid of a VM, not of a template
  [1]
  $ xe template-export template-uuid=none filename=x
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: none
  [1]
  $ ls x
  ls: cannot access 'x': No such file or directory
  [2]

From elsewhere.

  $ xe vm-import url=http://127.0.0.1:9/vm.xva
  ! The file could not be imported.
  ! msg: 127.0.0.1: ClientConnectorError
  [1]
  $ xe vm-import type=vmware host-username=root host-password=secret remote-config:server=h
  ! This is not built yet.
  ! function: VM.import_convert
  [1]

No task is left.

  $ xe task-list

Consoles: a VM has one while it runs.

  $ xe console vm=one uuid=$ONE
  ! The VM one is halted, so it has no console
  [1]
  $ xe console
  ! Error: Multiple matches VMs found. Operation can only be performed on one VM at a time
  [1]
  $ xe console vm=none
  ! Error: No matching VMs found
  [1]
  $ xe vm-start uuid=$TWO paused=true
  $ xe console uuid=$TWO </dev/null
  The console of two. Ctrl-] leaves it.
  $ xe vm-shutdown uuid=$TWO --force
