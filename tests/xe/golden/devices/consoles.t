Consoles: a VM has them while it runs.

  $ . "$GOLDEN/setup.sh"
  $ xe console-list vm-name-label=runner
  $ xe console-list vm-name-label=runner --minimal
  
  $ uuid GUEST guest runner
  $ xe vm-start vm=runner
  $ uuid TEXT xe console-list vm-uuid=$GUEST protocol=VT100 --minimal
  $ uuid SCREEN xe console-list vm-uuid=$GUEST protocol=RFB --minimal
  $ name LOCATION "https://$(command xe host-list params=address --minimal):$XE_TLS_PORT/console"
  $ xe console-list vm-uuid=$GUEST protocol=VT100
  uuid ( RO)             : <TEXT>
            vm-uuid ( RO): <GUEST>
      vm-name-label ( RO): runner
           protocol ( RO): VT100
           location ( RO): <LOCATION>?uuid=<TEXT>
  
  
  $ xe console-list uuid=$SCREEN params=protocol,vm-name-label,other-config
  vm-name-label ( RO)    : runner
           protocol ( RO): RFB
       other-config (MRW): 
  
  
  $ xe console-list vm-uuid=$GUEST protocol=vt100
  $ xe console-list vm-uuid=$GUEST size=1
  ! Error: Unknown field 'size'
  [1]
  $ xe console-param-list uuid=$TEXT
  uuid ( RO)             : <TEXT>
            vm-uuid ( RO): <GUEST>
      vm-name-label ( RO): runner
           protocol ( RO): VT100
           location ( RO): <LOCATION>?uuid=<TEXT>
       other-config (MRW): 
  
  
  $ xe console-param-list uuid=$TEXT --minimal
  <TEXT>
  $ xe console-param-list
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe console-param-get uuid=$SCREEN param-name=protocol
  RFB
  $ xe console-param-get uuid=$SCREEN param-name=port
  ! Error code: Missing parameter
  ! Error parameters: port
  [1]
  $ xe console-param-get uuid=none param-name=protocol
  ! No object of this type has that uuid.
  ! type: console
  ! uuid: none
  [1]
  $ xe console-param-set uuid=$TEXT other-config:width=80
  $ xe console-param-set uuid=$TEXT protocol=RFB
  ! Error: Field 'protocol' is read-only.
  [1]
  $ xe console-param-add uuid=$TEXT param-name=other-config height=25
  $ xe console-param-add uuid=$TEXT param-name=other-config height=50
  ! The map has that key already.
  ! type: console
  ! param_name: other_config
  ! uuid: <TEXT>
  ! key: height
  [1]
  $ xe console-param-get uuid=$TEXT param-name=other-config
  width: 80; height: 25
  $ xe console-param-remove uuid=$TEXT param-name=other-config param-key=height
  $ xe console-param-remove uuid=$TEXT param-name=other-config param-key=height
  ! Error: Key height is not in map
  [1]
  $ xe console-param-clear uuid=$TEXT param-name=other-config
  $ xe console-param-clear uuid=$TEXT param-name=location
  ! Error: Can only clear RW parameters
  [1]
  $ xe console-param-get uuid=$TEXT param-name=other-config
  
  $ xe vm-shutdown vm=runner --force
  $ xe console-list vm-uuid=$GUEST
  $ xe console-param-list uuid=$TEXT
  ! No object of this type has that uuid.
  ! type: console
  ! uuid: <TEXT>
  [1]
