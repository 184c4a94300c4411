Sites that stream disks to VMs (PVS): their API is not built, and answers so.

  $ . "$GOLDEN/setup.sh"
  $ none=00000000-0000-0000-0000-000000000000
  $ uuid SR xe pool-list params=default-SR --minimal

Sites.

  $ xe pvs-site-introduce
  ! Required parameter not found: name-label
  ! For usage run: 'xe help'
  [1]
  $ xe pvs-site-introduce name-label=streams name-description="for the classroom" pvs-uuid=5
  ! This is not built yet.
  ! function: PVS_site.introduce
  [1]
  $ xe pvs-site-forget
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pvs-site-forget uuid=$none
  ! No object of this type has that uuid.
  ! type: PVS_site
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe pvs-site-list
  $ xe pvs-site-list --minimal
  
  $ xe pvs-site-list params=uuid,pvs-proxy-uuids
  $ xe pvs-site-list name-label=streams
  $ xe pvs-site-param-list uuid=$none
  ! No object of this type has that uuid.
  ! type: PVS_site
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe pvs-site-param-get uuid=$none param-name=pvs-uuid
  ! No object of this type has that uuid.
  ! type: PVS_site
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe pvs-site-param-set uuid=$none pvs-uuid=6
  ! No object of this type has that uuid.
  ! type: PVS_site
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe pvs-site-param-clear uuid=$none param-name=name-description
  ! No object of this type has that uuid.
  ! type: PVS_site
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]

Servers.

  $ xe pvs-server-introduce addresses=192.0.2.1 first-port=6910 pvs-site-uuid=$none
  ! Required parameter not found: last-port
  ! For usage run: 'xe help'
  [1]
  $ xe pvs-server-introduce addresses=192.0.2.1 first-port=low last-port=6930 pvs-site-uuid=$none
  ! Error: Parameter first-port must be an integer
  [1]
  $ xe pvs-server-introduce addresses=192.0.2.1,192.0.2.2 first-port=6910 last-port=6930 pvs-site-uuid=$none
  ! No object of this type has that uuid.
  ! type: PVS_site
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe pvs-server-forget
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pvs-server-forget uuid=$none
  ! No object of this type has that uuid.
  ! type: PVS_server
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe pvs-server-list
  $ xe pvs-server-list --minimal
  
  $ xe pvs-server-list params=first-port,last-port
  $ xe pvs-server-list addresses:contains=192.0.2.1
  $ xe pvs-server-param-list uuid=$none
  ! No object of this type has that uuid.
  ! type: PVS_server
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe pvs-server-param-get uuid=$none param-name=addresses
  ! No object of this type has that uuid.
  ! type: PVS_server
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe pvs-server-param-clear uuid=$none param-name=addresses
  ! No object of this type has that uuid.
  ! type: PVS_server
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]

Caches of hosts.

  $ xe pvs-cache-storage-create sr-uuid=$SR pvs-site-uuid=$none
  ! Required parameter not found: size
  ! For usage run: 'xe help'
  [1]
  $ xe pvs-cache-storage-create sr-uuid=$SR pvs-site-uuid=$none size=huge
  ! Error: Failed to parse field 'size': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got 'huge'
  [1]
  $ xe pvs-cache-storage-create sr-uuid=$SR pvs-site-uuid=$none size=10GiB host=nowhere
  ! Error: No matching hosts found
  [1]
  $ xe pvs-cache-storage-create sr-uuid=$none pvs-site-uuid=$none size=10GiB
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe pvs-cache-storage-create sr-uuid=$SR pvs-site-uuid=$none size=10GiB
  ! No object of this type has that uuid.
  ! type: PVS_site
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe pvs-cache-storage-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pvs-cache-storage-destroy uuid=$none
  ! No object of this type has that uuid.
  ! type: PVS_cache_storage
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe pvs-cache-storage-list
  $ xe pvs-cache-storage-list --minimal
  
  $ xe pvs-cache-storage-list params=vdi-uuid
  $ xe pvs-cache-storage-list sr-uuid=$SR
  $ xe pvs-cache-storage-param-list uuid=$none
  ! No object of this type has that uuid.
  ! type: PVS_cache_storage
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe pvs-cache-storage-param-get uuid=$none param-name=size
  ! No object of this type has that uuid.
  ! type: PVS_cache_storage
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]

Network cards whose streams are cached.

  $ xe pvs-proxy-create pvs-site-uuid=$none
  ! Required parameter not found: vif-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pvs-proxy-create pvs-site-uuid=$none vif-uuid=$none
  ! No object of this type has that uuid.
  ! type: PVS_site
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe pvs-proxy-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pvs-proxy-destroy uuid=$none
  ! No object of this type has that uuid.
  ! type: PVS_proxy
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe pvs-proxy-list
  $ xe pvs-proxy-list --minimal
  
  $ xe pvs-proxy-list params=status
  $ xe pvs-proxy-list vif-uuid=$none
  $ xe pvs-proxy-param-list uuid=$none
  ! No object of this type has that uuid.
  ! type: PVS_proxy
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe pvs-proxy-param-get uuid=$none param-name=status
  ! No object of this type has that uuid.
  ! type: PVS_proxy
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
