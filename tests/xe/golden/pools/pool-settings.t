What is chosen for all hosts of a pool at once.

  $ . "$GOLDEN/setup.sh"
  $ uuid POOL xe pool-list --minimal
  $ uuid HOST xe host-list --minimal
  $ uuid SR xe pool-param-get uuid=$POOL param-name=default-SR
  $ name HOSTNAME "($(xe host-param-get uuid=$HOST param-name=name-label))"

  $ xe pool-sync-database
  $ xe pool-sync-database --minimal
  
  $ xe pool-reset-telemetry-uuid
  $ xe pool-reset-telemetry-uuid uuid=nothing
  ! No object of this type has that uuid.
  ! type: pool
  ! uuid: nothing
  [1]
  $ xe pool-secret-rotate

The daemon leaves the machine's SSH alone unless its settings allow it.

  $ xe pool-disable-ssh
  ! This is not allowed now.
  ! reason: xapid may not change this about its host: the setting host_control lacks 'ssh'
  [1]
  $ xe pool-enable-ssh
  ! This is not allowed now.
  ! reason: xapid may not change this about its host: the setting host_control lacks 'ssh'
  [1]
  $ xe pool-param-set uuid=$POOL ssh-enabled-timeout=60
  $ xe pool-param-get uuid=$POOL param-name=ssh-enabled-timeout
  60
  $ xe pool-param-get uuid=$POOL param-name=ssh-auto-mode
  false
  $ xe pool-param-get uuid=$POOL param-name=ssh-enabled
  true

TLS: old versions are never spoken, and hosts may check each other's certificates.

  $ xe pool-disable-ssl-legacy
  $ xe pool-disable-ssl-legacy uuid=nothing
  ! No object of this type has that uuid.
  ! type: pool
  ! uuid: nothing
  [1]
  $ xe pool-enable-tls-verification
  $ xe pool-param-get uuid=$POOL param-name=tls-verification-enabled
  true

Binary storage.

  $ xe pool-disable-binary-storage
  $ xe blob-create name=x pool-uuid=$POOL
  ! This is not allowed now.
  ! reason: The host keeps no binary data: see enable_binary_storage
  [1]
  $ xe pool-enable-binary-storage
  $ xe blob-create name=x pool-uuid=$POOL >$T/blob
  $ xe pool-enable-binary-storage --minimal
  

What there is nothing for yet says so.

  $ xe pool-enable-redo-log
  ! Required parameter not found: sr-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pool-enable-redo-log sr-uuid=nothing
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: nothing
  [1]
  $ xe pool-enable-redo-log sr-uuid=$SR
  ! This is not built yet.
  ! function: pool.enable_redo_log
  [1]
  $ xe pool-disable-redo-log
  ! This is not built yet.
  ! function: pool.disable_redo_log
  [1]
  $ xe pool-enable-local-storage-caching
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pool-enable-local-storage-caching uuid=nothing
  ! No object of this type has that uuid.
  ! type: pool
  ! uuid: nothing
  [1]
  $ xe pool-enable-local-storage-caching uuid=$POOL
  ! This is not built yet.
  ! function: pool.enable_local_storage_caching
  [1]
  $ xe pool-disable-local-storage-caching uuid=nothing
  ! No object of this type has that uuid.
  ! type: pool
  ! uuid: nothing
  [1]
  $ xe pool-disable-local-storage-caching uuid=$POOL
  ! This is not built yet.
  ! function: pool.disable_local_storage_caching
  [1]
  $ xe pool-set-vswitch-controller
  ! Required parameter not found: address
  ! For usage run: 'xe help'
  [1]
  $ xe pool-set-vswitch-controller address=192.0.2.1
  ! This is not built yet.
  ! function: pool.set_vswitch_controller
  [1]

Networks of all hosts.

  $ xe pool-management-reconfigure
  ! Required parameter not found: network-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pool-management-reconfigure network-uuid=nothing
  ! No object of this type has that uuid.
  ! type: network
  ! uuid: nothing
  [1]
  $ uuid NET xe network-create name-label=new
  $ xe pool-management-reconfigure network-uuid=$NET
  ! The host has no interface in the network.
  ! host: <HOST> <HOSTNAME>
  ! network: <NET> (new)
  [1]
  $ xe pool-vlan-create network-uuid=$NET vlan=1
  ! Required parameter not found: pif-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pool-vlan-create network-uuid=$NET vlan=1 pif-uuid=nothing
  ! No object of this type has that uuid.
  ! type: PIF
  ! uuid: nothing
  [1]
  $ xe pool-vlan-create network-uuid=nothing vlan=1 pif-uuid=nothing
  ! No object of this type has that uuid.
  ! type: network
  ! uuid: nothing
  [1]
  $ xe pif-list --minimal | tr , '\n' | head -1 >$T/pif; uuid PIF cat $T/pif
  $ xe pool-vlan-create network-uuid=$NET vlan=one pif-uuid=$PIF
  ! Error: Parameter vlan must be an integer
  [1]
  $ xe pool-vlan-create network-uuid=$NET vlan=5 pif-uuid=$PIF
  ! This is not built yet.
  ! function: pool.create_VLAN_from_PIF
  [1]
