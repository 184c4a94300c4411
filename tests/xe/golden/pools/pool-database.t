The pool's database in files.

  $ . "$GOLDEN/setup.sh"; cd "$T"
  $ uuid POOL xe pool-list --minimal
  $ uuid VM xe vm-create name-label=kept

  $ xe pool-dump-database
  ! Required parameter not found: file-name
  ! For usage run: 'xe help'
  [1]
  $ xe pool-dump-database file-name=dump
  $ stat -c %a dump
  600
  $ grep -c "$VM" dump >/dev/null; echo $?
  0
  $ xe pool-dump-database file-name=dump
  ! Operation failed. Error: dump: File exists
  [1]
  $ plain xe pool-dump-database file-name= >piped
  $ head -c 40 piped | head -1
  <?xml version="1.0" encoding="UTF-8"?>
  $ xe pool-dump-database file-name=small --minimal
  
  $ xe task-list --minimal
  

From elsewhere, over TLS and plain, and to stdout by the name that shells use for it.

  $ far() { xe "$@" -s localhost -u "$XE_USER" -pw "$XE_PASSWORD"; }
  $ far pool-dump-database file-name=by-tls -p $XE_TLS_PORT
  $ far pool-dump-database file-name=by-tcp -p $XE_PORT --nossl
  $ grep -l "$VM" by-tls by-tcp
  by-tls
  by-tcp
  $ command xe pool-dump-database file-name=- | grep -c "$VM" >/dev/null; echo $?
  0

A dump can be looked into.

  $ xe vm-list database:filename=$PWD/dump uuid=$VM params=name-label
  ! This is not built yet.
  ! function: session.create_from_db_file
  [1]
  $ xe vm-param-get database:filename=$PWD/dump uuid=$VM param-name=name-label
  ! This is not built yet.
  ! function: session.create_from_db_file
  [1]
  $ xe vm-list database:filename=$PWD/none
  ! This is not built yet.
  ! function: session.create_from_db_file
  [1]
  $ xe vm-list database:filename=$PWD/dump database:vdi-uuid=$VM
  ! Error: Name one of database:vdi-uuid and database:filename, not both
  [1]

It can be restored: a trial changes nothing.

  $ xe vm-param-set uuid=$VM name-label=changed
  $ xe pool-restore-database
  ! Required parameter not found: file-name
  ! For usage run: 'xe help'
  [1]
  $ xe pool-restore-database file-name=none
  ! Operation failed. Error: none: No such file or directory
  [1]
  $ xe pool-restore-database file-name=dump dry-run=perhaps
  ! Error: Failed to parse parameter 'dry-run': Expected a boolean (true or false); got perhaps
  [1]
  $ xe pool-restore-database file-name=dump dry-run=true
  The database can be restored.
  $ xe pool-restore-database file-name=- dry-run=true <dump
  The database can be restored.
  $ cat dump | command xe pool-restore-database file-name=- dry-run=true
  The server met a problem that it did not expect.
  message: A database needs a Content-Length
  [1]
  $ far pool-restore-database file-name=dump dry-run=true -p $XE_TLS_PORT
  The database can be restored.
  $ xe pool-restore-database file-name=dump --dry-run --minimal
  The database can be restored.
  $ echo '<database/>' >empty; xe pool-restore-database file-name=empty dry-run=true
  ! Could not import database.
  ! reason: no manifest
  [1]
  $ xe pool-restore-database file-name=empty
  ! Could not import database.
  ! reason: no manifest
  [1]
  $ xe vm-param-get uuid=$VM param-name=name-label
  changed
  $ xe pool-restore-database file-name=dump
  The database is restored; xapid starts anew with it.
  $ until [ "$(xe vm-param-get uuid=$VM param-name=name-label 2>/dev/null)" = kept ]; do sleep 0.2; done
  $ xe vm-list uuid=$VM params=name-label
  name-label ( RW)    : kept
  
  
  $ xe task-list status=pending --minimal
  
