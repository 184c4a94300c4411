Secrets: what they hold is only shown where it is asked for.

  $ . "$GOLDEN/setup.sh"

  $ xe secret-list
  $ xe secret-create
  ! Required parameter not found: value
  ! For usage run: 'xe help'
  [1]
  $ uuid KEY xe secret-create value=sesame other-config:for=door
  $ xe secret-list
  uuid ( RO)     : <KEY>
      value ( RW): sesame
  
  
  $ xe secret-list --minimal
  <KEY>
  $ xe secret-param-list uuid=$KEY
  uuid ( RO)     : <KEY>
      value ( RW): sesame
  
  
  $ xe secret-param-get uuid=$KEY param-name=value
  sesame
  $ xe secret-param-set uuid=$KEY value=
  $ xe secret-param-set uuid=$KEY value=open
  $ xe secret-param-get uuid=$KEY param-name=value
  open
  $ xe secret-param-set uuid=$KEY colour=red
  ! Error: Unknown field 'colour'
  [1]
  $ xe secret-list value=open params=value
  value ( RW)    : open
  
  
  $ xe secret-list value=shut
  $ xe secret-param-clear uuid=$KEY param-name=value
  $ xe secret-param-clear uuid=$KEY param-name=uuid
  ! Error: Can only clear RW parameters
  [1]
  $ xe secret-param-get uuid=$KEY param-name=value
  
  $ xe secret-param-get uuid=$KEY param-name=other-config
  ! Error code: Missing parameter
  ! Error parameters: other-config
  [1]
  $ xe secret-destroy uuid=$KEY
  $ xe secret-destroy uuid=$KEY
  ! No object of this type has that uuid.
  ! type: secret
  ! uuid: <KEY>
  [1]
