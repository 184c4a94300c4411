Whoever cannot log in gets nothing, nor does a session that is over: shown with commands that could hardly fail otherwise,
and with those that work without a pool's master.

  $ . "$GOLDEN/setup.sh"
  $ stranger() { echo -s localhost -p $XE_TLS_PORT -u nobody -pw wrong; }

  $ xe host-all-editions $(stranger)
  ! Authentication failed
  ! For usage run: 'xe help'
  [1]
  $ xe host-is-in-emergency-mode $(stranger)
  ! Authentication failed
  ! For usage run: 'xe help'
  [1]

  $ xe session_id=OpaqueRef:none caller-list-usage
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none cd-list
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none diagnostic-db-stats
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none diagnostic-license-status
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none diagnostic-timing-stats
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none host-emergency-clear-mandatory-guidance
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none host-emergency-disable-tls-verification
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none host-emergency-reset-server-certificate
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none host-ha-xapi-healthcheck
  ! Host.ha_xapi_healthcheck threw exception: SESSION_INVALID(OpaqueRef:none)
  [3]
  $ xe session_id=OpaqueRef:none host-management-disable
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none host-shutdown-agent
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none host-signal-networking-change
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none pool-certificate-list
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none pool-certificate-sync
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none pool-crl-list
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none pool-disable-binary-storage
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none pool-enable-binary-storage
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none pool-enable-tls-verification
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none pool-secret-rotate
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none pool-sync-database
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none session-subject-identifier-list
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]
  $ xe session_id=OpaqueRef:none session-subject-identifier-logout-all
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]

Nothing of it was done.

  $ xe host-is-in-emergency-mode
  false
  $ xe pool-list params=tls-verification-enabled
  tls-verification-enabled ( RO)    : false
  
  

Help is for everybody.

  $ xe help vbd-plug $(stranger) | head -1
  command name            : vbd-plug

Others have something that can be wrong.

  $ xe appliance-shutdown uuid=none
  ! No object of this type has that uuid.
  ! type: VM_appliance
  ! uuid: none
  [1]
  $ xe host-compute-free-memory host=none
  ! Error: No matching hosts found
  [1]
  $ xe help output=xml
  ! Error: There is no output 'xml': it may be json, csv, table
  [1]
