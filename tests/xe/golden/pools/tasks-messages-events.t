Tasks.

  $ . "$GOLDEN/setup.sh"; cd "$T"
  $ uuid POOL xe pool-list --minimal
  $ uuid HOST xe host-list --minimal
  $ uuid SR xe pool-param-get uuid=$POOL param-name=default-SR
  $ uuid VM xe vm-create name-label=a
  $ api() { curl -s "http://localhost:$XE_PORT/jsonrpc" -d "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"$1\", \"params\": $2}" | sed 's/.*"result": *"\([^"]*\)".*/\1/'; }
  $ SESSION=$(api session.login_with_password "[\"$XE_USER\", \"$XE_PASSWORD\", \"1.0\", \"t\"]")
  $ TASKREF=$(api task.create "[\"$SESSION\", \"washing up\", \"all of it\"]")

  $ uuid TASK xe task-list --minimal
  $ xe task-list
  uuid ( RO)                : <TASK>
            name-label ( RO): washing up
      name-description ( RO): all of it
                status ( RO): pending
              progress ( RO): 0.000
  
  
  $ xe task-list status=success
  $ xe task-list params=status,progress,name-label
  name-label ( RO)    : washing up
          status ( RO): pending
        progress ( RO): 0.000
  
  
  $ xe task-list name-label='washing up' --minimal
  <TASK>
  $ xe task-param-list uuid=$TASK
  uuid ( RO)                  : <TASK>
              name-label ( RO): washing up
        name-description ( RO): all of it
              subtask_of ( RO): <not in database>
                subtasks ( RO): 
             resident-on ( RO): <HOST>
                  status ( RO): pending
                progress ( RO): 0.000
                    type ( RO): <none/>
                  result ( RO): 
                 created ( RO): <time>
                finished ( RO): <time>
              error_info ( RO): 
      allowed_operations ( RO): 
      current_operations ( RO): 
            other-config (MRW): 
  
  
  $ xe task-param-get uuid=$TASK param-name=progress
  0.000
  $ xe task-param-set uuid=$TASK other-config:who=me
  $ xe task-param-add uuid=$TASK param-name=other-config when=now
  $ xe task-param-add uuid=$TASK param-name=other-config when=later
  ! The map has that key already.
  ! type: task
  ! param_name: other_config
  ! uuid: <TASK> (washing up)
  ! key: when
  [1]
  $ xe task-param-get uuid=$TASK param-name=other-config
  who: me; when: now
  $ xe task-param-remove uuid=$TASK param-name=other-config param-key=who
  $ xe task-param-get uuid=$TASK param-name=other-config
  when: now
  $ xe task-param-clear uuid=$TASK param-name=other-config
  $ xe task-param-get uuid=$TASK param-name=other-config
  
  $ xe task-param-set uuid=$TASK status=success
  ! Error: Field 'status' is read-only.
  [1]
  $ xe task-param-clear uuid=$TASK param-name=status
  ! Error: Can only clear RW parameters
  [1]
  $ xe task-cancel
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe task-cancel uuid=nothing
  ! No object of this type has that uuid.
  ! type: task
  ! uuid: nothing
  [1]
  $ xe task-cancel uuid=$TASK
  $ xe task-param-get uuid=$TASK param-name=current_operations
  Cancel
  $ api task.set_status "[\"$SESSION\", \"$TASKREF\", \"cancelled\"]" >/dev/null
  $ xe task-list params=status
  status ( RO)    : cancelled
  
  
  $ xe task-cancel uuid=$TASK

Messages.

  $ xe message-list
  $ xe message-list --minimal
  
  $ xe message-create name=NOTE priority=3 body='look here'
  ! Error: Name what the message is about, by one of vm-uuid, host-uuid, sr-uuid, pool-uuid
  [1]
  $ xe message-create name=NOTE priority=3 body='look here' vm-uuid=$VM host-uuid=$HOST
  ! Error: Name what the message is about, by one of vm-uuid, host-uuid, sr-uuid, pool-uuid
  [1]
  $ xe message-create name=NOTE priority=high body='look here' vm-uuid=$VM
  ! Error: Parameter priority must be an integer
  [1]
  $ xe message-create name=NOTE priority=3 body='look here' vm-uuid=nothing
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: nothing
  [1]
  $ xe message-create name=NOTE priority=3 body='look here' vm-uuid=$VM
  $ xe message-create name=HOSTNOTE priority=1 body=b host-uuid=$HOST
  $ xe message-create name=SRNOTE priority=2 body=b sr-uuid=$SR --minimal
  
  $ xe message-create name=POOLNOTE priority=5 body=b pool-uuid=$POOL
  $ uuid NOTE xe message-list name=NOTE --minimal
  $ xe message-list uuid=$NOTE
  uuid ( RO)         : <NOTE>
           name ( RO): NOTE
       priority ( RO): 3
          class ( RO): VM
       obj-uuid ( RO): <VM>
      timestamp ( RO): <time>
           body ( RO): look here
  
  
  $ xe message-list class=Host params=name,priority,obj-uuid
  name ( RO)        : HOSTNOTE
      priority ( RO): 1
      obj-uuid ( RO): <HOST>
  
  
  $ xe message-list obj-uuid=$SR params=name --minimal
  SRNOTE
  $ xe message-list params=name --minimal | tr , '\n' | sort
  HOSTNOTE
  NOTE
  POOLNOTE
  SRNOTE
  $ xe message-param-list uuid=$NOTE
  uuid ( RO)         : <NOTE>
           name ( RO): NOTE
       priority ( RO): 3
          class ( RO): VM
       obj-uuid ( RO): <VM>
      timestamp ( RO): <time>
           body ( RO): look here
  
  
  $ xe message-param-get uuid=$NOTE param-name=body
  look here
  $ xe message-param-get uuid=nothing param-name=body
  ! No object of this type has that uuid.
  ! type: message
  ! uuid: nothing
  [1]
  $ xe message-destroy
  ! Error: Name the messages, by uuid or uuids
  [1]
  $ xe message-destroy uuid=nothing
  ! No object of this type has that uuid.
  ! type: message
  ! uuid: nothing
  [1]
  $ xe message-destroy uuid=$NOTE
  $ xe message-list uuid=$NOTE
  $ uuid A xe message-list name=HOSTNOTE --minimal
  $ uuid B xe message-list name=SRNOTE --minimal
  $ xe message-destroy uuids=$A,nothing
  ! No object of this type has that uuid.
  ! type: message
  ! uuid: nothing
  [1]
  $ xe message-destroy uuids=$A,$B
  $ xe message-list params=name --minimal
  POOLNOTE
  $ xe message-destroy-all priority=urgent
  ! Error: Parameter priority must be an integer
  [1]
  $ xe message-destroy-all priority=4
  $ xe message-list params=name --minimal
  POOLNOTE
  $ xe message-destroy-all before=yesterday
  ! Error: Parameter before must be a time such as <time>
  [1]
  $ xe message-destroy-all before=20200101T00:00:00Z
  $ xe message-list params=name --minimal
  POOLNOTE
  $ xe message-destroy-all after=20200101T00:00:00Z
  $ xe message-list --minimal
  

Waiting for an object to become something.

  $ xe event-wait
  ! Required parameter not found: class
  ! For usage run: 'xe help'
  [1]
  $ xe event-wait class=console
  ! Error: Nothing can be waited for in the class console
  [1]
  $ xe event-wait class=vm colour=red
  ! Error: key missing: colour
  [1]
  $ xe event-wait class=vm uuid=$VM power-state=halted
  $ xe event-wait class=host uuid=$HOST enabled=true
  $ xe event-wait class=role name=read-only
  $ xe event-wait class=sr uuid=$SR name-label=/=other
  $ xe event-wait class=vm uuid=$VM power-state=/=running --minimal
  
  $ xe event-wait class=vm uuid=$VM name-label=b & xe vm-param-set uuid=$VM name-label=b; wait; xe vm-param-get uuid=$VM param-name=name-label
  b
  $ for class in vdi sr host network vif pif vbd pbd pool task subject role secret vmss; do timeout 5 xe event-wait class=$class uuid=nothing colour=red 2>&1 | shown; done | sort | uniq -c
       14 Error: key missing: colour
