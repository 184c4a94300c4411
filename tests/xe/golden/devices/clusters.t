Clusters of hosts, and virtual functions of network cards: their API is not built, and answers so.

  $ . "$GOLDEN/setup.sh"
  $ none=00000000-0000-0000-0000-000000000000
  $ uuid HOST xe host-list --minimal

Clusters of the whole pool.

  $ xe cluster-pool-create
  ! Required parameter not found: network-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe cluster-pool-create network-uuid=$none
  ! No object of this type has that uuid.
  ! type: network
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ uuid NET xe network-create name-label=between
  $ xe cluster-pool-create network-uuid=$NET token-timeout=soon
  ! Error: Parameter token-timeout must be a floating-point number
  [1]
  $ xe cluster-pool-create network-uuid=$NET token-timeout=20.5 token-timeout-coefficient=x
  ! Error: Parameter token-timeout-coefficient must be a floating-point number
  [1]
  $ xe cluster-pool-create network-uuid=$NET cluster-stack=corosync token-timeout=20.5
  ! This is not built yet.
  ! function: Cluster.pool_create
  [1]
  $ xe cluster-pool-destroy
  ! Required parameter not found: cluster-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe cluster-pool-destroy cluster-uuid=$none
  ! No object of this type has that uuid.
  ! type: Cluster
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-pool-force-destroy
  ! Required parameter not found: cluster-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe cluster-pool-force-destroy cluster-uuid=$none
  ! No object of this type has that uuid.
  ! type: Cluster
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-pool-resync
  ! Required parameter not found: cluster-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe cluster-pool-resync cluster-uuid=$none
  ! No object of this type has that uuid.
  ! type: Cluster
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]

Clusters one by one.

  $ xe cluster-create
  ! Required parameter not found: pif-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe cluster-create pif-uuid=$none
  ! No object of this type has that uuid.
  ! type: PIF
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-create pif-uuid=$none pool-auto-join=maybe
  ! No object of this type has that uuid.
  ! type: PIF
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ PIF=$(command xe pif-list --minimal | cut -d, -f1)
  $ xe cluster-create pif-uuid=$PIF token-timeout=5 pool-auto-join=false
  ! This is not built yet.
  ! function: Cluster.create
  [1]
  $ xe cluster-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe cluster-destroy uuid=$none
  ! No object of this type has that uuid.
  ! type: Cluster
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-list
  $ xe cluster-list --minimal
  
  $ xe cluster-list params=uuid,cluster-stack
  $ xe cluster-list cluster-stack=corosync
  $ xe cluster-param-list uuid=$none
  ! No object of this type has that uuid.
  ! type: Cluster
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-param-get uuid=$none param-name=quorum
  ! No object of this type has that uuid.
  ! type: Cluster
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-param-get uuid=$none
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]
  $ xe cluster-param-set uuid=$none other-config:x=y
  ! No object of this type has that uuid.
  ! type: Cluster
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-param-add uuid=$none param-name=other-config x=y
  ! No object of this type has that uuid.
  ! type: Cluster
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-param-remove uuid=$none param-name=other-config param-key=x
  ! No object of this type has that uuid.
  ! type: Cluster
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-param-clear uuid=$none param-name=other-config
  ! No object of this type has that uuid.
  ! type: Cluster
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]

Members.

  $ xe cluster-host-create cluster-uuid=$none host-uuid=$HOST
  ! Required parameter not found: pif-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe cluster-host-create cluster-uuid=$none host-uuid=$HOST pif-uuid=$none
  ! No object of this type has that uuid.
  ! type: Cluster
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-host-enable
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe cluster-host-enable uuid=$none
  ! No object of this type has that uuid.
  ! type: Cluster_host
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-host-disable
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe cluster-host-disable uuid=$none
  ! No object of this type has that uuid.
  ! type: Cluster_host
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-host-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe cluster-host-destroy uuid=$none
  ! No object of this type has that uuid.
  ! type: Cluster_host
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-host-force-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe cluster-host-force-destroy uuid=$none
  ! No object of this type has that uuid.
  ! type: Cluster_host
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-host-list
  $ xe cluster-host-list --minimal
  
  $ xe cluster-host-list params=uuid,joined
  $ xe cluster-host-list host=$HOST
  $ xe cluster-host-param-list uuid=$none
  ! No object of this type has that uuid.
  ! type: Cluster_host
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-host-param-get uuid=$none param-name=enabled
  ! No object of this type has that uuid.
  ! type: Cluster_host
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe cluster-host-param-clear uuid=$none param-name=other-config
  ! No object of this type has that uuid.
  ! type: Cluster_host
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]

Virtual functions.

  $ xe network-sriov-create pif-uuid=$none
  ! Required parameter not found: network-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe network-sriov-create pif-uuid=$none network-uuid=$NET
  ! No object of this type has that uuid.
  ! type: PIF
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe network-sriov-create pif-uuid=$PIF network-uuid=$NET
  ! This is not built yet.
  ! function: network_sriov.create
  [1]
  $ xe network-sriov-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe network-sriov-destroy uuid=$none
  ! No object of this type has that uuid.
  ! type: network_sriov
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe network-sriov-list
  $ xe network-sriov-list --minimal
  
  $ xe network-sriov-list params=all
  $ xe network-sriov-list requires-reboot=true
  $ xe network-sriov-param-list uuid=$none
  ! No object of this type has that uuid.
  ! type: network_sriov
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe network-sriov-param-get uuid=$none param-name=remaining-capacity
  ! No object of this type has that uuid.
  ! type: network_sriov
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
