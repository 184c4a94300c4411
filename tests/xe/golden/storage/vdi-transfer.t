What is on a disk, from files and into files.

  $ . "$GOLDEN/setup.sh"
  $ mkdir "$T/red"; name T "$T"; cd "$T"
  $ uuid RED xe sr-create name-label=red type=file device-config:location="$T/red"
  $ uuid A xe vdi-create sr-uuid=$RED name-label=a virtual-size=4MiB
  $ uuid B xe vdi-create sr-uuid=$RED name-label=b virtual-size=4MiB
  $ head -c 4194304 /dev/urandom >in.raw

Into a disk and out of it: the same.

  $ xe vdi-import uuid=$A filename=in.raw
  $ xe vdi-export uuid=$A filename=out.raw
  $ cmp in.raw out.raw && stat -c '%s bytes, mode %a' out.raw
  4194304 bytes, mode 600
  $ xe vdi-import uuid=$B filename="$T/out.raw" format=raw --minimal
  
  $ xe vdi-export uuid=$B filename=again.raw format=raw --minimal
  
  $ cmp in.raw again.raw
  $ xe task-list

A file that is there stays; one with no name is stdout.

  $ xe vdi-export uuid=$A filename=out.raw
  ! Operation failed. Error: out.raw: File exists
  [1]
  $ cmp in.raw out.raw
  $ plain xe vdi-export uuid=$A filename= | cmp - in.raw
  $ plain xe vdi-export uuid=$A filename= | head -c 3 | cmp - in.raw
  cmp: EOF on - after byte 3, in line 1
  [1]
  $ timeout 20 bash -c 'while [ -n "$(xe task-list --minimal)" ]; do :; done'

A shorter file fills the beginning; a longer one does not fit.

  $ printf 'begin' >short.raw
  $ xe vdi-import uuid=$B filename=short.raw
  $ plain xe vdi-export uuid=$B filename= | head -c 5; echo
  begin
  $ plain xe vdi-export uuid=$B filename= | tail -c +6 | cmp - <(tail -c +6 in.raw)
  $ head -c 4194305 /dev/zero >long.raw
  $ xe vdi-import uuid=$B filename=long.raw
  ! The disk is too small.
  ! vdi: <B> (b)
  ! minimum size: 4194305
  [1]
  $ plain xe vdi-export uuid=$B filename= | head -c 5; echo
  begin

What a pipe gives.

  $ xe vdi-import uuid=$B filename=<(cat in.raw)
  $ plain xe vdi-export uuid=$B filename= | cmp - in.raw

Progress on stderr.

  $ bars() { tr '\r' '\n' <err | grep -v '^$' | sed -E 's/ETA [0-9+:]+/ETA .../; s/[0-9]{2}:[0-9]{2}:[0-9]{2}$/.../'; }
  $ plain xe vdi-import uuid=$B filename=in.raw progress=true 2>err
  $ bars | tail -n 2 | cat -A
  [-] ######################################################>  (100% ETA ...)$
  Total time: ...$
  $ bars | awk 'length != 75 && !/^Total/'
  $ plain xe vdi-export uuid=$B filename=progress.raw progress=true 2>err
  $ bars | tail -n 2 | cat -A
  [-] ######################################################>  (100% ETA ...)$
  Total time: ...$
  $ cmp in.raw progress.raw
  $ xe vdi-export uuid=$B filename=x.qcow2 format=qcow2 progress=true
  ! This is not built yet.
  ! function: export_raw_vdi: formats other than raw, and differences
  [1]
  $ xe vdi-export uuid=$B filename=perhaps.raw progress=perhaps
  ! Error: Failed to parse parameter 'progress': Expected a boolean (true or false); got perhaps
  [1]

Wrong words, and files that are not there.

  $ xe vdi-import uuid=$A
  ! Required parameter not found: filename
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-import filename=in.raw
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-import uuid=$RED filename=in.raw
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <RED>
  [1]
  $ xe vdi-import uuid=$A filename=nowhere.raw
  ! Operation failed. Error: nowhere.raw: No such file or directory
  [1]
  $ xe vdi-import uuid=$A filename=in.raw format=tape
  ! Error: Failed to parse parameter 'format': Expected one of raw, vhd, qcow2, tar; got tape
  [1]
  $ xe vdi-import uuid=$A filename=in.raw format=vhd
  ! This is not built yet.
  ! function: import_raw_vdi: formats other than raw
  [1]
  $ xe vdi-import uuid=$A filename=in.raw format=qcow2
  ! This is not built yet.
  ! function: import_raw_vdi: formats other than raw
  [1]
  $ xe vdi-export uuid=$A
  ! Required parameter not found: filename
  ! For usage run: 'xe help'
  [1]
  $ xe vdi-export uuid=$RED filename=x.raw
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <RED>
  [1]
  $ xe vdi-export uuid=$A filename=nowhere/x.raw
  ! Operation failed. Error: nowhere/x.raw: No such file or directory
  [1]
  $ xe vdi-export uuid=$A filename=x.raw format=tape
  ! Error: Failed to parse parameter 'format': Expected one of raw, vhd, qcow2, tar; got tape
  [1]
  $ xe vdi-export uuid=$A filename=x.vhd format=vhd
  ! This is not built yet.
  ! function: export_raw_vdi: formats other than raw, and differences
  [1]
  $ xe vdi-export uuid=$A filename=x.qcow2 format=qcow2
  ! This is not built yet.
  ! function: export_raw_vdi: formats other than raw, and differences
  [1]
  $ xe vdi-export uuid=$A filename=x.raw base=$B
  ! This is not built yet.
  ! function: export_raw_vdi: formats other than raw, and differences
  [1]
  $ xe vdi-export uuid=$A filename=x.raw base=$RED
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: <RED>
  [1]
  $ ls x.*
  ls: cannot access 'x.*': No such file or directory
  [2]
