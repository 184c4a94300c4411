Interfaces made of others. None of them can be made yet, and so there are none: the commands say so.

The host has a network of its own.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal
  $ uuid UP0 xe pif-list --minimal
  $ uuid UP1 xe pif-introduce host-uuid=$HOST device=up1
  $ uuid NET xe network-create name-label=joined

Bonds.

  $ xe bond-create network-uuid=$NET
  ! Required parameter not found: pif-uuids
  ! For usage run: 'xe help'
  [1]
  $ xe bond-create network-uuid=$UP0 pif-uuids=$UP0,$UP1
  ! No object of this type has that uuid.
  ! type: network
  ! uuid: <UP0>
  [1]
  $ xe bond-create network-uuid=$NET pif-uuids=$UP0,$NET
  ! No object of this type has that uuid.
  ! type: PIF
  ! uuid: <NET>
  [1]
  $ xe bond-create network-uuid=$NET pif-uuids=$UP0,$UP1 mode=odd
  ! Error: Failed to parse parameter 'mode': Expected one of balance-slb, active-backup, lacp; got odd
  [1]
  $ xe bond-create network-uuid=$NET pif-uuids=$UP0,$UP1
  ! This is not built yet.
  ! function: Bond.create
  [1]
  $ xe bond-create network-uuid=$NET pif-uuids=$UP0,$UP1 mode=active-backup mac=02:00:00:00:00:01 properties:hashing_algorithm=src_mac
  ! This is not built yet.
  ! function: Bond.create
  [1]
  $ xe bond-set-mode uuid=$NET
  ! Required parameter not found: mode
  ! For usage run: 'xe help'
  [1]
  $ xe bond-set-mode uuid=$NET mode=odd
  ! Error: Failed to parse parameter 'mode': Expected one of balance-slb, active-backup, lacp; got odd
  [1]
  $ xe bond-set-mode uuid=$NET mode=lacp
  ! No object of this type has that uuid.
  ! type: Bond
  ! uuid: <NET>
  [1]
  $ xe bond-destroy uuid=$NET
  ! No object of this type has that uuid.
  ! type: Bond
  ! uuid: <NET>
  [1]
  $ xe bond-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe bond-list
  $ xe bond-list --minimal
  
  $ xe bond-list params=all master=$UP0
  $ xe bond-param-list uuid=$NET
  ! No object of this type has that uuid.
  ! type: Bond
  ! uuid: <NET>
  [1]
  $ xe bond-param-get uuid=$NET param-name=mode
  ! No object of this type has that uuid.
  ! type: Bond
  ! uuid: <NET>
  [1]
  $ xe bond-param-get uuid=$NET
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]
  $ xe bond-param-set uuid=$NET properties:hashing_algorithm=src_mac
  ! No object of this type has that uuid.
  ! type: Bond
  ! uuid: <NET>
  [1]
  $ xe bond-param-clear uuid=$NET param-name=properties
  ! No object of this type has that uuid.
  ! type: Bond
  ! uuid: <NET>
  [1]

VLANs. What is made is told by its interface, and may be deleted by it.

  $ xe vlan-create pif-uuid=$UP1 vlan=7
  ! Required parameter not found: network-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vlan-create pif-uuid=$NET vlan=7 network-uuid=$NET
  ! No object of this type has that uuid.
  ! type: PIF
  ! uuid: <NET>
  [1]
  $ xe vlan-create pif-uuid=$UP1 vlan=7 network-uuid=$UP1
  ! No object of this type has that uuid.
  ! type: network
  ! uuid: <UP1>
  [1]
  $ xe vlan-create pif-uuid=$UP1 vlan=seven network-uuid=$NET
  ! Error: Parameter vlan must be an integer
  [1]
  $ xe vlan-create pif-uuid=$UP1 vlan=7 network-uuid=$NET
  ! This is not built yet.
  ! function: VLAN.create
  [1]
  $ xe vlan-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vlan-destroy uuid=$NET
  ! No object of this type has that uuid.
  ! type: PIF
  ! uuid: <NET>
  [1]
  $ xe vlan-destroy uuid=$UP1
  ! This is not built yet.
  ! function: PIF.destroy
  [1]
  $ xe vlan-list
  $ xe vlan-list --minimal
  
  $ xe vlan-list params=tag tag=7
  $ xe vlan-param-list uuid=$NET
  ! No object of this type has that uuid.
  ! type: VLAN
  ! uuid: <NET>
  [1]
  $ xe vlan-param-get uuid=$NET param-name=tag
  ! No object of this type has that uuid.
  ! type: VLAN
  ! uuid: <NET>
  [1]
  $ xe vlan-param-get uuid=$NET
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]

Tunnels.

  $ xe tunnel-create pif-uuid=$UP1
  ! Required parameter not found: network-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe tunnel-create pif-uuid=$NET network-uuid=$NET
  ! No object of this type has that uuid.
  ! type: PIF
  ! uuid: <NET>
  [1]
  $ xe tunnel-create pif-uuid=$UP1 network-uuid=$UP1
  ! No object of this type has that uuid.
  ! type: network
  ! uuid: <UP1>
  [1]
  $ xe tunnel-create pif-uuid=$UP1 network-uuid=$NET protocol=odd
  ! Error: Failed to parse parameter 'protocol': Expected one of gre, vxlan; got odd
  [1]
  $ xe tunnel-create pif-uuid=$UP1 network-uuid=$NET
  ! This is not built yet.
  ! function: tunnel.create
  [1]
  $ xe tunnel-create pif-uuid=$UP1 network-uuid=$NET protocol=vxlan
  ! This is not built yet.
  ! function: tunnel.create
  [1]
  $ xe tunnel-destroy uuid=$NET
  ! No object of this type has that uuid.
  ! type: tunnel
  ! uuid: <NET>
  [1]
  $ xe tunnel-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe tunnel-list
  $ xe tunnel-list --minimal
  
  $ xe tunnel-list params=status protocol=gre
  $ xe tunnel-param-list uuid=$NET
  ! No object of this type has that uuid.
  ! type: tunnel
  ! uuid: <NET>
  [1]
  $ xe tunnel-param-get uuid=$NET param-name=status
  ! No object of this type has that uuid.
  ! type: tunnel
  ! uuid: <NET>
  [1]
  $ xe tunnel-param-set uuid=$NET other-config:x=y
  ! No object of this type has that uuid.
  ! type: tunnel
  ! uuid: <NET>
  [1]
  $ xe tunnel-param-add uuid=$NET param-name=other-config x=y
  ! No object of this type has that uuid.
  ! type: tunnel
  ! uuid: <NET>
  [1]
  $ xe tunnel-param-remove uuid=$NET param-name=other-config param-key=x
  ! No object of this type has that uuid.
  ! type: tunnel
  ! uuid: <NET>
  [1]
  $ xe tunnel-param-clear uuid=$NET param-name=other-config
  ! No object of this type has that uuid.
  ! type: tunnel
  ! uuid: <NET>
  [1]
  $ xe tunnel-param-remove uuid=$NET param-name=other-config
  ! Required parameter not found: param-key
  ! For usage run: 'xe help'
  [1]

Virtual functions of cards.

  $ xe network-sriov-create pif-uuid=$UP1
  ! Required parameter not found: network-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe network-sriov-create pif-uuid=$NET network-uuid=$NET
  ! No object of this type has that uuid.
  ! type: PIF
  ! uuid: <NET>
  [1]
  $ xe network-sriov-create pif-uuid=$UP1 network-uuid=$UP1
  ! No object of this type has that uuid.
  ! type: network
  ! uuid: <UP1>
  [1]
  $ xe network-sriov-create pif-uuid=$UP1 network-uuid=$NET
  ! This is not built yet.
  ! function: network_sriov.create
  [1]
  $ xe network-sriov-destroy uuid=$NET
  ! No object of this type has that uuid.
  ! type: network_sriov
  ! uuid: <NET>
  [1]
  $ xe network-sriov-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
