Who may use the pool: users of a directory, their roles and sessions, passwords, and what they did.

  $ . "$GOLDEN/setup.sh"; cd "$T"
  $ uuid POOL xe pool-list --minimal
  $ uuid HOST xe host-list --minimal
  $ name HOSTNAME "($(xe host-param-get uuid=$HOST param-name=name-label))"

Roles are given, and only those that have parts are listed.

  $ xe role-list params=name | sort -u
  
  name ( RO)    : client-cert
  name ( RO)    : pool-admin
  name ( RO)    : pool-operator
  name ( RO)    : read-only
  name ( RO)    : vm-admin
  name ( RO)    : vm-operator
  name ( RO)    : vm-power-admin
  $ uuid READER xe role-list name=read-only --minimal
  $ uuid OPERATOR xe role-list name=vm-operator --minimal
  $ xe role-list name=read-only
  uuid ( RO)           : <READER>
             name ( RO): read-only
      description ( RO): May look at everything and change nothing
  
  
  $ xe role-list name=vm.start
  $ xe role-param-list uuid=$READER
  uuid ( RO)           : <READER>
             name ( RO): read-only
      description ( RO): May look at everything and change nothing
  
  
  $ xe role-param-get uuid=$READER param-name=name
  read-only
  $ xe role-param-get uuid=$READER param-name=subroles
  ! Error code: Missing parameter
  ! Error parameters: subroles
  [1]
  $ xe role-param-get uuid=nothing param-name=name
  ! No object of this type has that uuid.
  ! type: role
  ! uuid: nothing
  [1]

Without a directory there is nobody to add.

  $ xe subject-list
  $ xe subject-list --minimal
  
  $ xe subject-add
  ! Required parameter not found: subject-name
  ! For usage run: 'xe help'
  [1]
  $ xe subject-add subject-name=nobody
  ! No directory of users is set up.
  [1]
  $ xe pool-enable-external-auth auth-type=PAM
  ! Required parameter not found: service-name
  ! For usage run: 'xe help'
  [1]
  $ xe pool-enable-external-auth auth-type=oracle service-name=here
  ! There is no such type of directory.
  ! type: oracle
  [1]
  $ xe pool-enable-external-auth auth-type=PAM service-name=here config:allowed_group=nogroup
  $ xe pool-enable-external-auth auth-type=PAM service-name=here config:allowed_group=nogroup uuid=$POOL
  ! Pool auth already enabled.
  ! host: <HOST> <HOSTNAME>
  [1]
  $ xe host-list params=external-auth-type,external-auth-service-name,external-auth-configuration
  external-auth-type ( RO)             : PAM
       external-auth-service-name ( RO): here
      external-auth-configuration (MRO): allowed_group: nogroup
  
  
  $ xe pool-external-auth-set-ldaps
  ! Required parameter not found: ldaps
  ! For usage run: 'xe help'
  [1]
  $ xe pool-external-auth-set-ldaps ldaps=perhaps
  ! Error: Failed to parse parameter 'ldaps': Expected a boolean (true or false); got perhaps
  [1]
  $ xe pool-external-auth-set-ldaps ldaps=true
  ! No directory of users is set up.
  [1]

  $ uuid USER xe subject-add subject-name=nobody
  $ xe subject-add subject-name=nobody
  ! This user or group was added already.
  [1]
  $ xe subject-add subject-name=no-such-user
  ! The directory knows no such user or group.
  [1]
  $ xe subject-list
  uuid ( RO)                  : <USER>
      subject-identifier ( RO): u65534
            other-config (MRO): subject-name: nobody
                   roles (SRO): pool-admin
  
  
  $ xe subject-list --minimal
  <USER>
  $ xe subject-list params=subject-identifier,roles
  subject-identifier ( RO)    : u65534
                   roles (SRO): pool-admin
  
  
  $ xe subject-list roles:contains=pool-admin params=uuid
  uuid ( RO)    : <USER>
  
  
  $ xe subject-list roles:contains=read-only
  $ xe subject-list other-config:subject-name=nobody --minimal
  <USER>
  $ xe subject-param-list uuid=$USER
  uuid ( RO)                  : <USER>
      subject-identifier ( RO): u65534
            other-config (MRO): subject-name: nobody
                   roles (SRO): pool-admin
  
  
  $ xe subject-param-get uuid=$USER param-name=roles
  pool-admin
  $ xe subject-param-get uuid=$USER param-name=other-config param-key=subject-name
  nobody
  $ xe subject-param-clear uuid=$USER param-name=roles
  ! Error: Can only clear RW parameters
  [1]
  $ xe subject-param-clear uuid=$USER param-name=other-config
  ! Error: Can only clear RW parameters
  [1]
  $ xe subject-param-clear uuid=$USER param-name=uuid
  ! Error: Can only clear RW parameters
  [1]

  $ xe subject-role-add uuid=$USER
  ! Error: Name the role, by role-name or role-uuid
  [1]
  $ xe subject-role-add uuid=$USER role-name=emperor
  ! Error: There is no role emperor; role-list shows them
  [1]
  $ xe subject-role-add uuid=$USER role-uuid=nothing
  ! No object of this type has that uuid.
  ! type: role
  ! uuid: nothing
  [1]
  $ xe subject-role-add uuid=nothing role-name=read-only
  ! No object of this type has that uuid.
  ! type: subject
  ! uuid: nothing
  [1]
  $ xe subject-role-add uuid=$USER role-name=read-only
  $ xe subject-role-add uuid=$USER role-name=read-only
  ! The subject has this role already.
  [1]
  $ xe subject-role-add uuid=$USER role-uuid=$OPERATOR
  $ xe subject-role-remove uuid=$USER role-name=pool-admin
  $ xe subject-role-remove uuid=$USER role-name=pool-admin
  ! There is no such role.
  [1]
  $ xe subject-role-remove uuid=$USER
  ! Error: Name the role, by role-name or role-uuid
  [1]
  $ xe subject-role-remove uuid=$USER role-uuid=$OPERATOR
  $ xe subject-list params=roles
  roles (SRO)    : read-only
  
  

Sessions of users, of whom none is logged in.

  $ xe session-subject-identifier-list
  $ xe session-subject-identifier-list --minimal
  
  $ xe session-subject-identifier-logout
  ! Required parameter not found: subject-identifier
  ! For usage run: 'xe help'
  [1]
  $ xe session-subject-identifier-logout subject-identifier=u1
  $ xe session-subject-identifier-logout-all

  $ xe subject-remove
  ! Required parameter not found: subject-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe subject-remove subject-uuid=nothing
  ! No object of this type has that uuid.
  ! type: subject
  ! uuid: nothing
  [1]
  $ xe subject-remove subject-uuid=$USER
  $ xe subject-list --minimal
  
  $ xe pool-disable-external-auth config:user=a
  $ xe pool-disable-external-auth
  $ xe pool-disable-external-auth uuid=nothing
  ! No object of this type has that uuid.
  ! type: pool
  ! uuid: nothing
  [1]
  $ xe host-list params=external-auth-type
  external-auth-type ( RO)    : 
  
  

Passwords: through the socket nobody asks for one, and over TCP a changed one counts at once.

  $ login() { xe "$@" -s localhost --nossl -p $XE_PORT -u "$XE_USER" -pw "$PW"; }
  $ PW=$XE_PASSWORD
  $ login pool-list params=uuid
  uuid ( RO)    : <POOL>
  
  
  $ xe user-password-change
  ! Required parameter not found: new
  ! For usage run: 'xe help'
  [1]
  $ login user-password-change old="$PW" new=
  ! The new password was refused.
  ! msg: an empty password lets everybody in
  [1]
  $ login user-password-change old="$PW" new='open sesame'
  $ login pool-list params=uuid
  ! Authentication failed
  ! For usage run: 'xe help'
  [1]
  $ PW='open sesame'
  $ login pool-list params=uuid
  uuid ( RO)    : <POOL>
  
  
  $ login user-password-change new="$XE_PASSWORD"
  $ printf '%s\n%s\n' "$XE_USER" "$XE_PASSWORD" >password
  $ xe pool-list params=uuid -s localhost --nossl -p $XE_PORT -pwf password
  uuid ( RO)    : <POOL>
  
  
  $ xe pool-list -s localhost --nossl -p $XE_PORT -u '' -pw x
  ! Username/password must be specified
  ! For usage run: 'xe help'
  [1]
  $ xe user-password-change new=x -u no-such-user
  ! The new password was refused.
  ! msg: there is no administrator no-such-user
  [1]

Administrators may have a role that lets them do less.

  $ echo little | python3 -m xapid passwd --state "$XAPID_STATE" --role read-only reader
  $ as_reader() { xe "$@" -s localhost --nossl -p $XE_PORT -u reader -pw little; }
  $ as_reader pool-list params=uuid
  uuid ( RO)    : <POOL>
  
  
  $ as_reader pool-param-set uuid=$POOL name-label=mine
  ! None of your roles allows that.
  ! permission: pool.set_name_label
  ! message: No role of this session has the permission
  [1]
  $ as_reader pool-dump-database file-name=stolen
  ! None of your roles allows that.
  ! permission: http/get_pool_xml_db_sync
  ! message: No role of this session has the permission
  [1]
  $ as_reader user-password-change new=x
  ! None of your roles allows that.
  ! permission: session.change_password
  ! message: No role of this session has the permission
  [1]
  $ as_reader subject-add subject-name=nobody
  ! No directory of users is set up.
  [1]
  $ as_reader audit-log-get filename=read
  Download of the audit log succeeded
  $ as_reader session-subject-identifier-list
  subject-identifier ( RO)    : reader
  
  
  $ ls stolen read 2>&1 | sed 's/.*cannot/cannot/'
  cannot access 'stolen': No such file or directory
  read

The audit log.

  $ xe audit-log-get
  ! Required parameter not found: filename
  ! For usage run: 'xe help'
  [1]
  $ xe audit-log-get filename=log
  Download of the audit log succeeded
  $ grep -o 'ALLOWED OK subject.destroy' log
  ALLOWED OK subject.destroy
  $ grep -c sesame log
  0
  [1]
  $ xe audit-log-get filename=log
  ! Operation failed. Error: log: File exists
  [1]
  $ xe audit-log-get filename=later since=2099-01-01T00:00:00Z
  Download of the audit log succeeded
  $ wc -c <later
  0
  $ xe audit-log-get filename=never since=tomorrow
  ! The value is not allowed for this field.
  ! field: since
  ! value: 'tomorrow' is no time such as <time>
  [1]
  $ plain xe audit-log-get filename= | grep -c subject.destroy
  1
  $ xe task-list --minimal
  
