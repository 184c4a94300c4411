Pieces of data that belong to objects.

  $ . "$GOLDEN/setup.sh"; cd "$T"
  $ uuid POOL xe pool-list --minimal
  $ uuid HOST xe host-list --minimal
  $ uuid SR xe pool-param-get uuid=$POOL param-name=default-SR
  $ uuid VM xe vm-create name-label=a
  $ uuid NET xe network-create name-label=n

  $ xe blob-create
  ! Required parameter not found: name
  ! For usage run: 'xe help'
  [1]
  $ xe blob-create name=picture
  ! Error: Name what the data belongs to, by one of vm-uuid, pool-uuid, sr-uuid, host-uuid, network-uuid
  [1]
  $ xe blob-create name=picture vm-uuid=$VM pool-uuid=$POOL
  ! Error: Name what the data belongs to, by one of vm-uuid, pool-uuid, sr-uuid, host-uuid, network-uuid
  [1]
  $ xe blob-create name=picture vm-uuid=nothing
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: nothing
  [1]
  $ xe blob-create name=picture vm-uuid=$VM mime-type=not-a-type
  ! The value is not allowed for this field.
  ! field: mime_type
  ! value: not-a-type
  [1]
  $ xe blob-create name=picture vm-uuid=$VM public=perhaps
  ! Error: Failed to parse parameter 'public': Expected a boolean (true or false); got perhaps
  [1]
  $ uuid PICTURE xe blob-create name=picture vm-uuid=$VM mime-type=image/png
  $ uuid TEXT xe blob-create name=text vm-uuid=$VM mime-type=text/plain public=true
  $ xe blob-create name=picture vm-uuid=$VM
  ! The map has that key already.
  ! type: VM
  ! param_name: blobs
  ! uuid: <VM> (a)
  ! key: picture
  [1]
  $ xe blob-create name=of-pool pool-uuid=$POOL | wc -c
  37
  $ xe blob-create name=of-host host-uuid=$HOST | wc -c
  37
  $ xe blob-create name=of-sr sr-uuid=$SR --minimal | wc -c
  37
  $ xe blob-create name=of-network network-uuid=$NET | wc -c
  37
  $ xe vm-param-get uuid=$VM param-name=blobs
  picture: <PICTURE>; text: <TEXT>
  $ xe sr-param-get uuid=$SR param-name=blobs | cut -d: -f1
  of-sr

  $ echo hello >file
  $ xe blob-put uuid=$TEXT
  ! Required parameter not found: filename
  ! For usage run: 'xe help'
  [1]
  $ xe blob-put uuid=nothing filename=file
  ! No object of this type has that uuid.
  ! type: blob
  ! uuid: nothing
  [1]
  $ xe blob-put uuid=$TEXT filename=none
  ! Operation failed. Error: none: No such file or directory
  [1]
  $ xe blob-put uuid=$TEXT filename=file
  Blob put succeeded
  $ xe blob-get uuid=$TEXT
  ! Required parameter not found: filename
  ! For usage run: 'xe help'
  [1]
  $ xe blob-get uuid=nothing filename=back
  ! No object of this type has that uuid.
  ! type: blob
  ! uuid: nothing
  [1]
  $ xe blob-get uuid=$TEXT filename=back
  Blob get succeeded
  $ cat back; stat -c %a back
  hello
  600
  $ xe blob-get uuid=$TEXT filename=back
  ! Operation failed. Error: back: File exists
  [1]
  $ xe blob-get uuid=$TEXT filename=
  hello
  $ xe blob-get uuid=$TEXT filename=again --minimal
  Blob get succeeded
  
  $ xe blob-get uuid=$PICTURE filename=empty
  Blob get succeeded
  $ wc -c <empty
  0
  $ curl -s "http://localhost:$XE_PORT/blob?uuid=$TEXT"
  hello
  $ xe blob-get uuid=$TEXT filename=-
  hello
  ! Blob get succeeded
  $ xe blob-put uuid=$TEXT filename=- <file
  Blob put succeeded
  $ cat file | command xe blob-put uuid=$TEXT filename=/dev/stdin
  The server met a problem that it did not expect.
  message: A blob needs a Content-Length
  [1]

With a task of one's own, which stays to tell how it went.

  $ api() { curl -s "http://localhost:$XE_PORT/jsonrpc" -d "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"$1\", \"params\": $2}" | sed 's/.*"result": *"\([^"]*\)".*/\1/'; }
  $ SESSION=$(api session.login_with_password "[\"$XE_USER\", \"$XE_PASSWORD\", \"1.0\", \"t\"]")
  $ task() { api task.get_uuid "[\"$SESSION\", \"$(api task.create "[\"$SESSION\", \"$1\", \"\"]")\"]"; }
  $ TASK=$(task mine); name TASK $TASK
  $ xe blob-get uuid=$TEXT filename=mine task-uuid=$TASK
  Blob get succeeded
  $ xe task-list uuid=$TASK
  uuid ( RO)                : <TASK>
            name-label ( RO): mine
      name-description ( RO): 
                status ( RO): success
              progress ( RO): 1.000
  
  
  $ xe blob-get uuid=$TEXT filename=other task-uuid=nothing
  ! No object of this type has that uuid.
  ! type: task
  ! uuid: nothing
  [1]
  $ TASK=$(task yours); name FAILED $TASK
  $ xe blob-put uuid=$TEXT filename=none task-uuid=$TASK
  ! Operation failed. Error: none: No such file or directory
  [1]
  $ xe event-wait class=task uuid=$TASK status=/=pending
  $ xe task-list uuid=$TASK params=status,progress,error_info
  status ( RO)        : failure
        progress ( RO): 1.000
      error_info ( RO): 
  
  
  $ xe task-list params=name-label --minimal
  mine,yours

A transfer that is cancelled says so, and leaves no task.

  $ head -c 16000000 /dev/zero >large; xe blob-put uuid=$PICTURE filename=large
  Blob put succeeded
  $ mkfifo pipe; exec 3<>pipe
  $ command xe blob-get uuid=$PICTURE filename= >pipe 2>said & CLIENT=$!
  $ xe event-wait class=task name-label='Blob get' progress=/=-1.000
  $ uuid RUNNING xe task-list name-label='Blob get' --minimal
  $ xe task-list uuid=$RUNNING params=status,allowed_operations
  status ( RO)                : pending
      allowed_operations ( RO): Cancel
  
  
  $ xe task-cancel uuid=$RUNNING
  $ cat <&3 >/dev/null & READER=$!
  $ wait $CLIENT
  [1]
  $ cat said; kill $READER; exec 3>&-
  Blob get cancelled
  $ xe task-list uuid=$RUNNING --minimal
  
