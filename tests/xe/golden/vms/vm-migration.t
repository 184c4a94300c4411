VMs are moved, and brought back after a disaster.

  $ . "$GOLDEN/setup.sh"
  $ uuid VM xe vm-create name-label=web
  $ uuid HOST xe host-list --minimal
  $ uuid SR xe pool-list params=default-SR --minimal
  $ uuid NET xe network-create name-label=lan
  $ uuid VIF xe vif-create vm-uuid=$VM network-uuid=$NET device=0
  $ xe vm-disk-add vm=web disk-size=4MiB device=0
  $ uuid DISK xe vbd-list vm-uuid=$VM params=vdi-uuid --minimal

Within the pool.

  $ xe vm-migrate vm=web
  ! Error: Name where the VM shall go: host=NAME-OR-UUID
  [1]
  $ xe vm-migrate vm=web host=nowhere
  ! Error: No matching hosts found
  [1]
  $ xe vm-migrate vm=nobody host=$HOST
  ! Error: No matching VMs found
  [1]
  $ xe vm-migrate vm=web host=$HOST live=perhaps
  ! Error: Failed to parse parameter 'live': Expected a boolean (true or false); got perhaps
  [1]
  $ xe vm-migrate vm=web host-uuid=$HOST live=true
  ! This is not built yet.
  ! function: VM.pool_migrate
  [1]
  $ xe vm-migrate vm=web host="$(command xe host-list params=name-label --minimal)"
  ! This is not built yet.
  ! function: VM.pool_migrate
  [1]

To another pool; here it is the same once more.

  $ name PORT $XE_PORT
  $ there="remote-master=127.0.0.1:$XE_TLS_PORT remote-username=$XE_USER"
  $ xe vm-migrate vm=web remote-master=127.0.0.1
  ! Required parameter not found: remote-username
  ! For usage run: 'xe help'
  [1]
  $ xe vm-migrate vm=web $there
  ! Required parameter not found: remote-password
  ! For usage run: 'xe help'
  [1]
  $ xe vm-migrate vm=web $there remote-password=wrong
  ! The user name or the password is wrong.
  ! <extra>: root
  ! <extra>: Authentication failure
  [1]
  $ xe vm-migrate vm=web remote-master=127.0.0.1:1 remote-username=a remote-password=b
  ! Error: 127.0.0.1:1: Connection refused
  [1]
  $ xe vm-migrate vm=web remote-master=127.0.0.1:$XE_PORT remote-username=a remote-password=b
  ! Error: 127.0.0.1:<PORT>: ?SSL: * (glob)
  [1]
  $ xe vm-migrate vm=web $there remote-password="$XE_PASSWORD" host=nowhere
  ! Error: The other pool has no host nowhere
  [1]
  $ xe vm-migrate vm=web $there remote-password="$XE_PASSWORD" remote-network=nowhere
  ! Error: The other pool has no network nowhere
  [1]
  $ xe vm-migrate vm=web $there remote-password="$XE_PASSWORD" remote-network=lan vdi:nothing=$SR
  The VM goes with its disks to the host *, over the network lan. (glob)
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: nothing
  [1]
  $ xe vm-migrate vm=web $there remote-password="$XE_PASSWORD" remote-network=lan vif:$VIF=nowhere
  ! No object of this type has that uuid.
  ! type: network
  ! uuid: nowhere
  [1]
  $ xe vm-migrate vm=web $there remote-password="$XE_PASSWORD" remote-network=lan image-format:nothing=raw
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: nothing
  [1]
  $ xe vm-migrate vm=nobody $there remote-password="$XE_PASSWORD" remote-network=lan
  The VM goes with its disks to the host *, over the network lan. (glob)
  ! Error: No matching VMs found
  [1]
  $ xe vm-migrate vm=web $there remote-password="$XE_PASSWORD" remote-network=lan
  The VM goes with its disks to the host *, over the network lan. (glob)
  VDI <DISK> -> SR <SR>
  ! This is not built yet.
  ! function: host.migrate_receive
  [1]
  $ xe vm-migrate vm=web $there remote-password="$XE_PASSWORD" remote-network=lan --minimal
  ! This is not built yet.
  ! function: host.migrate_receive
  [1]
  $ xe vm-migrate vm=web $there remote-password="$XE_PASSWORD" remote-network=$NET host=$HOST copy=true compress=true \
  >   vdi:$DISK=$SR vif:$VIF=$NET image-format:$DISK=qcow2
  The VM goes with its disks to the host *, over the network lan. (glob)
  VDI <DISK> -> SR <SR>
  ! This is not built yet.
  ! function: host.migrate_receive
  [1]
  $ xe vm-migrate vm=web $there remote-password="$XE_PASSWORD" remote-network=$NET --minimal \
  >   vdi-$DISK=$SR vif-$VIF=$NET image-format-$DISK=qcow2
  ! This is not built yet.
  ! function: host.migrate_receive
  [1]

Advice.

  $ xe vm-retrieve-wlb-recommendations vm=web
  ! This is not built yet.
  ! function: VM.retrieve_wlb_recommendations
  [1]
  $ xe vm-retrieve-wlb-recommendations vm=nobody
  ! Error: No matching VMs found
  [1]
  $ xe vm-retrieve-wlb-recommendations is-a-template=true
  ! Error: Multiple matches VMs found. Operation can only be performed on one VM at a time
  [1]

Out of a saved database.

  $ xe vm-assert-can-be-recovered
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vm-assert-can-be-recovered uuid=$VM
  ! This is not built yet.
  ! function: VM.assert_can_be_recovered
  [1]
  $ xe vm-assert-can-be-recovered uuid=$VM database:vdi-uuid=nowhere
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: nowhere
  [1]
  $ xe vm-assert-can-be-recovered uuid=$VM database:vdi-uuid=$DISK
  ! This is not built yet.
  ! function: VDI.open_database
  [1]
  $ xe vm-assert-can-be-recovered uuid=$VM database:vdi-uuid=$DISK database:filename=x
  ! Error: Name one of database:vdi-uuid and database:filename, not both
  [1]
  $ xe vm-recover
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vm-recover uuid=$VM
  ! This is not built yet.
  ! function: VM.recover
  [1]
  $ xe vm-recover uuid=00000000-0000-0000-0000-000000000000
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe vm-recover uuid=$VM database:vdi-uuid=nowhere force=true
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: nowhere
  [1]
  $ xe vm-recover uuid=$VM force=perhaps
  ! Error: Failed to parse parameter 'force': Expected a boolean (true or false); got perhaps
  [1]
  $ xe vm-list uuid=$VM params=name-label
  name-label ( RW)    : web
  
  
