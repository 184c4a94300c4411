Programs whose calls are counted, and held to a rate.

  $ . "$GOLDEN/setup.sh"

  $ xe caller-list
  $ xe caller-list-usage
  $ xe caller-create name-label=script user-agent=script/1 client-ip=192.0.2.7 | wc -c
  37
  $ uuid CALLER xe caller-list --minimal
  $ xe caller-create name-label=again user-agent=script/1 client-ip=192.0.2.7
  ! The value is not allowed for this field.
  ! field: user_agent
  ! value: script/1
  [1]
  $ xe caller-create client-ip=nowhere
  ! The value is not allowed for this field.
  ! field: client_ip
  ! value: nowhere
  [1]
  $ xe caller-create name-label=silent user-agent=script/2 --minimal
  
  $ uuid SECOND xe caller-list name-label=silent --minimal
  $ xe caller-list name-label=script
  uuid ( RO)                : <CALLER>
            name-label ( RW): script
      name-description ( RW): 
            user-agent ( RO): script/1
             client-ip ( RO): 192.0.2.7
           last-access ( RO): <time>
                groups (SRW): 
            rate-limit ( RO): OpaqueRef:NULL
  
  
  $ xe caller-list params=all uuid=$CALLER
  uuid ( RO)                : <CALLER>
            name-label ( RW): script
      name-description ( RW): 
            user-agent ( RO): script/1
             client-ip ( RO): 192.0.2.7
           last-access ( RO): <time>
                groups (SRW): 
            rate-limit ( RO): OpaqueRef:NULL
  
  
  $ xe caller-list user-agent=script/2 params=name-label --minimal
  silent
  $ xe caller-param-list uuid=$CALLER
  uuid ( RO)                : <CALLER>
            name-label ( RW): script
      name-description ( RW): 
            user-agent ( RO): script/1
             client-ip ( RO): 192.0.2.7
           last-access ( RO): <time>
                groups (SRW): 
            rate-limit ( RO): OpaqueRef:NULL
  
  
  $ xe caller-param-set uuid=$CALLER name-label=program name-description='what it is'
  $ xe caller-param-set uuid=$CALLER user-agent=x
  ! Error: Field 'user-agent' is read-only.
  [1]
  $ xe caller-param-get uuid=$CALLER param-name=name-label
  program
  $ xe caller-param-add uuid=$CALLER param-name=groups param-key=nightly
  $ xe caller-param-add uuid=$CALLER param-name=groups param-key=backups
  $ xe caller-param-get uuid=$CALLER param-name=groups
  nightly; backups
  $ xe caller-list groups:contains=nightly --minimal
  <CALLER>
  $ xe caller-param-remove uuid=$CALLER param-name=groups param-key=daily
  ! Error: Key daily is not in the set
  [1]
  $ xe caller-param-remove uuid=$CALLER param-name=groups param-key=backups
  $ xe caller-param-clear uuid=$CALLER param-name=name-description
  $ xe caller-param-clear uuid=$CALLER param-name=last-access
  ! Error: Can only clear RW parameters
  [1]
  $ xe caller-param-list uuid=$CALLER
  uuid ( RO)                : <CALLER>
            name-label ( RW): program
      name-description ( RW): 
            user-agent ( RO): script/1
             client-ip ( RO): 192.0.2.7
           last-access ( RO): <time>
                groups (SRW): nightly
            rate-limit ( RO): OpaqueRef:NULL
  
  

Usage is counted since the daemon started.

  $ xe caller-query-usage
  ! Error: Name a caller by uuid, or a group of them by group
  [1]
  $ xe caller-query-usage uuid=nothing
  ! No object of this type has that uuid.
  ! type: Caller
  ! uuid: nothing
  [1]
  $ xe caller-query-usage uuid=$CALLER
  uuid           : <CALLER>
       call-count: 0
      token-usage: 0.000
  
  
  $ xe caller-query-usage uuid=$CALLER --minimal
  <CALLER>
  $ xe caller-query-usage group=nightly
  group          : nightly
       call-count: 0
      token-usage: 0.000
  
  
  $ xe caller-query-usage group=unknown
  group          : unknown
       call-count: 0
      token-usage: 0.000
  
  
  $ call='{"jsonrpc": "2.0", "id": 1, "method": "pool.get_all", "params": ["none"]}'
  $ for i in 1 2 3; do curl -s -o $T/answer -A script/2 http://localhost:$XE_PORT/jsonrpc -d "$call"; done
  $ xe caller-query-usage uuid=$SECOND
  uuid           : <SECOND>
       call-count: 3
      token-usage: 3.000
  
  
  $ xe caller-list-usage
  uuid           : <CALLER>
       name-label: program
       call-count: 0
      token-usage: 0.000
  
  
  uuid           : <SECOND>
       name-label: silent
       call-count: 3
      token-usage: 3.000
  
  
  $ xe caller-list-usage --minimal
  <CALLER>,<SECOND>

Limits.

  $ xe rate-limit-list
  $ xe rate-limit-create burst-size=10
  ! Required parameter not found: fill-rate
  ! For usage run: 'xe help'
  [1]
  $ xe rate-limit-create burst-size=much fill-rate=1
  ! Error: Parameter burst-size must be a floating-point number
  [1]
  $ xe rate-limit-create burst-size=-1 fill-rate=1
  ! The value is not allowed for this field.
  ! field: burst_size
  ! value: -1.0
  [1]
  $ xe rate-limit-create burst-size=10 fill-rate=1 caller-uuids=nothing
  ! No object of this type has that uuid.
  ! type: Caller
  ! uuid: nothing
  [1]
  $ xe rate-limit-create burst-size=10 fill-rate=2.5 name-label=slow caller-uuids=$CALLER,$SECOND | wc -c
  37
  $ uuid LIMIT xe rate-limit-list --minimal
  $ name REF1 $(xe caller-param-get uuid=$CALLER param-name=rate-limit)
  $ name C1 $(xe rate-limit-param-get uuid=$LIMIT param-name=callers | sed 's/;.*//')
  $ name C2 $(xe rate-limit-param-get uuid=$LIMIT param-name=callers | sed 's/.*; //')
  $ xe rate-limit-list
  uuid ( RO)          : <LIMIT>
      name-label ( RW): slow
         callers (SRO): <C1>; <C2>
      burst-size ( RW): 10.000
       fill-rate ( RW): 2.500
  
  
  $ xe rate-limit-list burst-size=10.000 params=name-label
  name-label ( RW)    : slow
  
  
  $ xe rate-limit-param-list uuid=$LIMIT
  uuid ( RO)                : <LIMIT>
            name-label ( RW): slow
      name-description ( RW): 
               callers (SRO): <C1>; <C2>
            burst-size ( RW): 10.000
             fill-rate ( RW): 2.500
  
  
  $ xe rate-limit-param-get uuid=$LIMIT param-name=fill-rate
  2.500
  $ xe rate-limit-param-set uuid=$LIMIT burst-size=20 fill-rate=0.5 name-description=calm
  $ xe rate-limit-param-set uuid=$LIMIT burst-size=often
  ! Error: Parameter burst-size must be a floating-point number
  [1]
  $ xe rate-limit-param-set uuid=$LIMIT burst-size=0.5
  ! The value is not allowed for this field.
  ! field: burst_size
  ! value: 0.5
  [1]
  $ xe rate-limit-param-clear uuid=$LIMIT param-name=name-description
  $ xe rate-limit-param-clear uuid=$LIMIT param-name=burst-size
  ! Error: Cannot clear this parameter
  [1]
  $ xe rate-limit-param-clear uuid=$LIMIT param-name=callers
  ! Error: Can only clear RW parameters
  [1]
  $ xe rate-limit-remove-caller uuid=$LIMIT
  ! Required parameter not found: caller-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe rate-limit-remove-caller uuid=$LIMIT caller-uuid=nothing
  ! No object of this type has that uuid.
  ! type: Caller
  ! uuid: nothing
  [1]
  $ xe rate-limit-remove-caller uuid=$LIMIT caller-uuid=$CALLER
  $ xe caller-param-get uuid=$CALLER param-name=rate-limit
  OpaqueRef:NULL
  $ xe rate-limit-add-caller uuid=nothing caller-uuid=$CALLER
  ! No object of this type has that uuid.
  ! type: Rate_limit
  ! uuid: nothing
  [1]
  $ xe rate-limit-add-caller uuid=$LIMIT caller-uuid=$CALLER
  $ xe rate-limit-param-get uuid=$LIMIT param-name=callers
  <C2>; <C1>
  $ xe rate-limit-create burst-size=1 fill-rate=1 --minimal
  
  $ xe rate-limit-destroy uuid=nothing
  ! No object of this type has that uuid.
  ! type: Rate_limit
  ! uuid: nothing
  [1]
  $ xe rate-limit-destroy uuid=$LIMIT
  $ xe rate-limit-list uuid=$LIMIT
  $ xe caller-destroy uuid=nothing
  ! No object of this type has that uuid.
  ! type: Caller
  ! uuid: nothing
  [1]
  $ xe caller-destroy uuid=$CALLER
  $ xe caller-list --minimal
  <SECOND>
