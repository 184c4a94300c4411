What may be changed about a host: whether it takes VMs, its power, name, log, SSH, and how it is managed.
The host is a directory.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal
  $ uuid PIF xe pif-list --minimal
  $ xe host-param-set uuid=$HOST name-label=alpha
  $ called() { grep -v is-active "$PLACE/calls"; rm -f "$PLACE/calls"; }

Taking VMs or not.

  $ xe host-disable
  $ xe host-list params=enabled
  enabled ( RO)    : false
  
  
  $ xe host-disable auto-enable=perhaps
  ! Error: Failed to parse parameter 'auto-enable': Expected a boolean (true or false); got perhaps
  [1]
  $ xe host-disable auto-enable=false host=alpha
  $ xe host-param-get uuid=$HOST param-name=other-config param-key=auto_enable
  false
  $ xe host-param-set uuid=$HOST other-config:MAINTENANCE_MODE_EVACUATED_VMS_HALTED=x
  $ xe host-enable name-label=alpha
  $ xe host-list params=enabled enabled=true
  enabled ( RO)    : true
  
  
  $ xe host-param-get uuid=$HOST param-name=other-config param-key=MAINTENANCE_MODE_EVACUATED_VMS_HALTED
  ! Error: Key MAINTENANCE_MODE_EVACUATED_VMS_HALTED not found in map
  [1]
  $ xe host-param-get uuid=$HOST param-name=other-config param-key=auto_enable
  ! Error: Key auto_enable not found in map
  [1]
  $ xe host-enable host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-disable uuid=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-evacuate
  $ xe host-evacuate batch-size=many
  ! Error: Parameter batch-size must be an integer
  [1]
  $ xe host-evacuate network-uuid=nobody
  ! No object of this type has that uuid.
  ! type: network
  ! uuid: nobody
  [1]
  $ xe host-get-vms-which-prevent-evacuation uuid=$HOST
  $ xe host-get-vms-which-prevent-evacuation uuid=nobody
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]
  $ uuid VM guest web
  $ xe vm-start uuid=$VM
  $ xe host-get-vms-which-prevent-evacuation uuid=$HOST
  uuid ( RO)          : <VM>
      name-label ( RW): web
          reason ( RO): NO_HOSTS_AVAILABLE
  
  
  $ xe host-get-vms-which-prevent-evacuation uuid=$HOST --minimal
  <VM>
  $ xe host-get-vms-which-prevent-evacuation uuid=$HOST params=name-label,power-state
  name-label ( RW)     : web
      power-state ( RO): running
  
  
  $ xe host-get-vms-which-prevent-evacuation uuid=$HOST params=reason
  reason ( RO)    : NO_HOSTS_AVAILABLE
  
  
  $ xe host-evacuate
  ! No host can run the VM now.
  [1]
  $ xe host-disable
  $ xe host-reboot
  ! The host is in use.
  ! host: <HOST> (alpha)
  ! type: VM
  ! ref: <VM> (web)
  [1]
  $ xe vm-shutdown uuid=$VM --force
  $ xe host-enable

Power.

  $ xe host-reboot
  ! The host would have to be disabled first.
  [1]
  $ xe host-shutdown
  ! The host would have to be disabled first.
  [1]
  $ xe host-disable
  $ xe host-prepare-for-poweroff
  $ xe host-prepare-for-poweroff uuid=nobody
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]
  $ xe host-reboot
  $ called
  reboot
  $ xe host-shutdown host=alpha
  $ called
  poweroff
  $ xe host-shutdown host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-reboot host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-enable
  $ xe host-power-on
  ! Host power on mode disabled.
  [1]
  $ xe host-set-power-on-mode
  ! Required parameter not found: power-on-mode
  ! For usage run: 'xe help'
  [1]
  $ xe host-set-power-on-mode power-on-mode=magic
  ! The value is not allowed for this field.
  ! field: power_on_mode
  ! value: magic
  [1]
  $ xe host-set-power-on-mode power-on-mode=wake-on-lan power-on-config:mac=nonsense
  ! The value is not allowed for this field.
  ! field: mac
  ! value: nonsense
  [1]
  $ xe host-set-power-on-mode power-on-mode=wake-on-lan power-on-config:mac=00:16:3e:00:00:01 power-on-config:broadcast=127.0.0.1
  $ xe host-list params=power-on-mode,power-on-config
  power-on-mode ( RO)      : wake-on-lan
      power-on-config (MRO): mac: 00:16:3e:00:00:01; broadcast: 127.0.0.1
  
  
  $ xe host-power-on
  $ xe host-set-power-on-mode power-on-mode=
  $ xe host-list params=power-on-mode,power-on-config
  power-on-mode ( RO)      : 
      power-on-config (MRO): 
  
  
  $ xe host-power-on host=nobody
  ! Error: No matching hosts found
  [1]

Its name, its log, what its kernel says.

  $ xe host-set-hostname-live host-uuid=$HOST host-name=beta
  $ called | shown
  hostname beta
  $ xe host-param-get uuid=$HOST param-name=hostname
  beta
  $ xe host-list params=uuid hostname=beta
  uuid ( RO)    : <HOST>
  
  
  $ xe host-dmesg host=beta
  
  $ xe host-dmesg host=beta --minimal
  
  $ xe host-dmesg host=nobody
  ! Error: No matching hosts found
  [1]
  $ called
  dmesg
  dmesg
  $ xe host-set-hostname-live host-uuid=$HOST host-name=not/a/name
  ! This cannot be the name of a host.
  ! reason: a host name has letters, digits and hyphens, with dots between
  [1]
  $ xe host-set-hostname-live host-uuid=$HOST
  ! Required parameter not found: host-name
  ! For usage run: 'xe help'
  [1]
  $ xe host-param-set uuid=$HOST logging:syslog_destination=udp://127.0.0.1:9
  $ xe host-syslog-reconfigure host-uuid=$HOST
  $ xe host-param-set uuid=$HOST logging:syslog_destination=ftp://nowhere
  $ xe host-syslog-reconfigure host-uuid=$HOST
  ! The value is not allowed for this field.
  ! field: syslog_destination
  ! value: ftp://nowhere
  [1]
  $ xe host-syslog-reconfigure
  ! Required parameter not found: host-uuid
  ! For usage run: 'xe help'
  [1]

SSH.

  $ xe host-disable-ssh
  $ xe host-list params=ssh-enabled
  ssh-enabled ( RO)    : false
  
  
  $ called
  disable --now ssh
  $ xe host-enable-ssh
  $ xe host-list params=ssh-enabled
  ssh-enabled ( RO)    : true
  
  
  $ called
  enable --now ssh
  $ xe host-enable-ssh host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-disable-ssh host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-param-set uuid=$HOST ssh-auto-mode=true
  $ xe host-list params=ssh-enabled,ssh-auto-mode
  ssh-enabled ( RO)      : false
      ssh-auto-mode ( RW): true
  
  
  $ xe host-param-set uuid=$HOST console-idle-timeout=-1
  ! The value is not supported here.
  ! field: console_idle_timeout
  ! value: -1
  ! reason: not from 0 to 86400 seconds
  [1]
  $ xe host-param-set uuid=$HOST ntp-mode=Custom
  ! Invalid NTP config.
  ! reason: mode Custom needs servers in ntp_custom_servers
  [1]
  $ xe host-param-set uuid=$HOST timezone=Mars/Olympus
  ! The value is not allowed for this field.
  ! field: timezone
  ! value: Mars/Olympus
  [1]
  $ xe host-param-set uuid=$HOST timezone=Europe/Paris max-cstate=1 iscsi_iqn=iqn.2026-01.org.example:a
  $ xe host-list params=timezone,max-cstate,iscsi_iqn
  iscsi_iqn ( RW)     : iqn.2026-01.org.example:a
      max-cstate ( RW): 1
        timezone ( RW): Europe/Paris
  
  

The screen, caches of shared disks, and what hosts of a pool do together.

  $ xe host-enable-display uuid=$HOST
  ! This is not built yet.
  ! function: host.enable_display
  [1]
  $ xe host-disable-display uuid=$HOST
  ! This is not built yet.
  ! function: host.disable_display
  [1]
  $ xe host-disable-display uuid=nobody
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]
  $ uuid SR xe pool-list params=default-SR --minimal
  $ xe host-enable-local-storage-caching sr-uuid=$SR
  ! This is not built yet.
  ! function: host.enable_local_storage_caching
  [1]
  $ xe host-enable-local-storage-caching sr-uuid=nobody
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: nobody
  [1]
  $ xe host-disable-local-storage-caching
  ! This is not built yet.
  ! function: host.disable_local_storage_caching
  [1]
  $ xe host-disable-local-storage-caching host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-sync-data
  ! This is not built yet.
  ! function: host.sync_data
  [1]
  $ xe host-sync-data host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-enable-external-auth host-uuid=$HOST auth-type=LDAP service-name=example.org
  ! The directory of users could not be joined.
  ! message: base_dn: Field required
  [1]
  $ xe host-enable-external-auth host-uuid=nobody auth-type=LDAP service-name=example.org
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]
  $ xe host-disable-external-auth host-uuid=$HOST
  $ xe host-disable-external-auth host-uuid=nobody
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]
  $ xe host-external-auth-set-ldaps host-uuid=$HOST ldaps=true
  ! No directory of users is set up.
  [1]
  $ xe host-external-auth-set-ldaps host-uuid=$HOST ldaps=often
  ! Error: Failed to parse parameter 'ldaps': Expected a boolean (true or false); got often
  [1]
  $ xe host-retrieve-wlb-evacuate-recommendations uuid=$HOST
  ! This is not built yet.
  ! function: host.retrieve_wlb_evacuate_recommendations
  [1]
  $ xe host-retrieve-wlb-evacuate-recommendations uuid=nobody
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]
  $ xe host-forget uuid=nobody
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]
  $ xe host-forget uuid=$HOST <<<no
  Forget a host only when it is lost for ever: its local disks go with it.
  Type 'yes' to continue
  Aborted (you typed: 'no')
  $ xe host-forget uuid=$HOST force=true
  ! This is not built yet.
  ! function: host.destroy
  [1]
  $ xe host-declare-dead uuid=$HOST <<<YES
  If the host still runs, its VMs would run twice and damage their disks.
  Type 'yes' to continue
  ! This is not built yet.
  ! function: host.declare_dead
  [1]
  $ xe host-declare-dead uuid=nobody
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]
  $ xe host-management-reconfigure pif-uuid=nobody
  ! No object of this type has that uuid.
  ! type: PIF
  ! uuid: nobody
  [1]
  $ xe host-management-reconfigure pif-uuid=$PIF
  ! This is not allowed now.
  ! reason: The setting http_host has the API on 127.0.0.1 only
  [1]
