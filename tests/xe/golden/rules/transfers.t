Files through pipes, files that do not come to an end, and consoles that nobody can have.

  $ . "$GOLDEN/setup.sh"
  $ cd "$T"
  $ uuid ONE guest one
  $ uuid TWO guest two
  $ uuid VBD xe vm-disk-add vm=one disk-size=4MiB device=0
  $ uuid DISK xe vbd-list vm-uuid=$ONE params=vdi-uuid --minimal
  $ head -c 4194304 /dev/urandom >content

From stdin and to stdout, by the name - or by no name at all.

  $ plain xe vdi-import uuid=$DISK filename=- <content
  $ plain cat content | plain xe vdi-import uuid=$DISK filename=- --minimal
  
  $ plain xe vdi-export uuid=$DISK filename=- | cmp - content
  $ plain xe vdi-export uuid=$DISK filename= | cmp - content
  $ plain xe vm-export uuid=$TWO filename= >nameless.xva && tar tf nameless.xva
  ova.xml
  $ plain xe vm-export uuid=$TWO filename=- --minimal >piped.xva && tar tf piped.xva
  Export succeeded
  
  ova.xml
  $ plain xe vm-export uuid=$ONE filename=- 2>said | plain xe vm-import filename=- | wc -l; cat said
  1
  Export succeeded
  $ xe vm-list name-label=one params=name-label --minimal
  one,one
  $ plain xe pool-dump-database file-name=- | head -c 5; echo
  <?xml
  $ plain xe vm-import filename=- </dev/null
  The file ended too soon.
  [1]

A file that is called so.

  $ xe vm-export uuid=$TWO filename=./-
  Export succeeded
  $ tar tf ./-
  ova.xml

A reader that has enough is no reason to say anything.

  $ plain xe vm-export uuid=$ONE filename=- | head -c 3; echo " ${PIPESTATUS[*]}"
  ova 1 0

Nowhere to put it: what was begun is gone.

  $ plain xe vm-export uuid=$ONE filename=- >/dev/full
  Operation failed. Error: the standard output: No space left on device
  [1]
  $ xe vm-export uuid=$ONE filename=none/one.xva
  ! Operation failed. Error: none/one.xva: No such file or directory
  [1]
  $ xe vm-export uuid=$ONE filename=-/one.xva
  ! Operation failed. Error: -/one.xva: Not a directory
  [1]
  $ xe vm-export uuid=$ONE filename=.
  ! Operation failed. Error: .: File exists
  [1]

Several VMs need several files.

  $ for vm in $ONE $TWO; do xe vm-param-add uuid=$vm param-name=tags param-key=both; done
  $ xe vm-export tags:contains=both filename=- --multiple
  ! Error: Several VMs do not fit into the standard output: name a file
  [1]
  $ xe vm-export tags:contains=both filename= --multiple
  ! Error: Several VMs do not fit into the standard output: name a file
  [1]
  $ xe vm-export tags:contains=both filename=both --multiple
  Export succeeded
  Export succeeded
  $ ls both*
  both
  both2
  $ xe vm-export tags:contains=both filename=both --multiple
  ! Operation failed. Error: both: File exists
  [1]
  $ ls both*
  both
  both2

No task is left, nor any part of a file.

  $ xe task-list
  $ ls
  -
  both
  both2
  content
  err
  nameless.xva
  names
  out
  piped.xva
  said

Consoles: a VM has one while it runs.

  $ xe console uuid=$ONE
  ! The VM one is halted, so it has no console
  [1]
  $ xe console
  ! Error: Multiple matches VMs found. Operation can only be performed on one VM at a time
  [1]
  $ xe console vm=none
  ! Error: No matching VMs found
  [1]
  $ xe console uuid=$TWO detach-key=x
  ! The detach key has to be written as ^] or ^A, or be none, not x
  ! Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
  !           [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
  !           [NAME=VALUE ...]
  ! 
  ! Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
  ! lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.
  [1]
  $ xe vm-start uuid=$TWO paused=true
  $ xe console uuid=$TWO </dev/null
  The console of two. Ctrl-] leaves it.
  $ xe console uuid=$TWO detach-key=^A </dev/null
  The console of two. Ctrl-] leaves it.
  $ printf '\035' | plain xe console uuid=$TWO
  The console of two. Ctrl-] leaves it.
  $ xe vm-shutdown uuid=$TWO --force
