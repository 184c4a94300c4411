A host that has lost its pool, and what reaches it then: the commands that need only a session of the host itself.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal
  $ xe host-param-set uuid=$HOST name-label=alpha

  $ xe host-is-in-emergency-mode
  false
  $ xe host-is-in-emergency-mode --minimal
  
  $ xe -s localhost --nossl -p $XE_PORT -u "$XE_USER" -pw "$XE_PASSWORD" host-is-in-emergency-mode
  false
  $ xe -s localhost --nossl -p $XE_PORT -u "$XE_USER" -pw wrong host-is-in-emergency-mode
  ! Authentication failed
  ! For usage run: 'xe help'
  [1]
  $ xe -s localhost --nossl -p $XE_PORT -u "" -pw "" host-is-in-emergency-mode
  ! Username/password must be specified
  ! For usage run: 'xe help'
  [1]
  $ xe host-emergency-ha-disable
  ! Error: VMs of this host may be started elsewhere while they still run here, which damages their disks. To do it all the same, add --force.
  [1]
  $ xe host-emergency-ha-disable soft=maybe --force
  ! Error: Failed to parse parameter 'soft': Expected a boolean (true or false); got maybe
  [1]
  $ xe host-emergency-ha-disable soft=true --force
  ! This is not built yet.
  ! function: host.emergency_ha_disable
  [1]
  $ xe host-emergency-clear-mandatory-guidance
  $ xe host-emergency-clear-mandatory-guidance --minimal
  
  $ xe host-emergency-management-reconfigure interface=nothing
  ! The interface has no IP address.
  ! interface: nothing
  [1]
  $ xe host-emergency-management-reconfigure interface=lo
  ! The interface has no IP address.
  ! interface: lo
  [1]
  $ xe host-emergency-management-reconfigure
  ! Required parameter not found: interface
  ! For usage run: 'xe help'
  [1]
  $ xe host-update-firewalld-service-status
  ! This is not built yet.
  ! function: host.update_firewalld_service_status
  [1]
  $ xe host-ha-xapi-healthcheck
  xapi is healthy.
  $ xe host-notify type=event params=news
  ! This is not built yet.
  ! function: host.notify
  [1]
  $ xe host-notify
  ! Required parameter not found: type
  ! For usage run: 'xe help'
  [1]
  $ xe host-signal-networking-change
  $ xe host-send-debug-keys host-uuid=$HOST keys=q
  ! This is not built yet.
  ! function: host.send_debug_keys
  [1]
  $ xe host-send-debug-keys host-uuid=nobody keys=q
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]
  $ xe host-send-debug-keys host-uuid=$HOST
  ! Required parameter not found: keys
  ! For usage run: 'xe help'
  [1]

Without management other machines are not answered, but this one is.

  $ xe host-management-disable
  $ xe -s localhost --nossl -p $XE_PORT -u "$XE_USER" -pw "$XE_PASSWORD" host-list
  uuid ( RO)                : <HOST>
            name-label ( RW): alpha
      name-description ( RW): 
  
  
  $ xe -s localhost --nossl -p $XE_PORT -u "$XE_USER" -pw wrong host-list
  ! Authentication failed
  ! For usage run: 'xe help'
  [1]

The agent ends at last.

  $ xe host-shutdown-agent
  $ while command xe host-list >/dev/null 2>&1; do sleep 0.1; done
  $ name PORT $XE_PORT
  $ xe -s localhost --nossl -p $XE_PORT host-list
  ! Error: Connection refused (calling connect localhost:<PORT>)
  [1]
