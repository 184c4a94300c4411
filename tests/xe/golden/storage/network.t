Networks: what VMs and interfaces are connected to.

The host has a network of its own.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal
  $ uuid OUT xe network-list name-label='Network of up0' --minimal
  $ uuid UP0 xe pif-list --minimal
  $ uuid INSIDE xe network-list other-config:is_host_internal_management_network=true --minimal

Making one.

  $ xe network-create
  ! Required parameter not found: name-label
  ! For usage run: 'xe help'
  [1]
  $ xe network-create name-label=lan MTU=many
  ! Error: Parameter MTU must be an integer
  [1]
  $ xe network-create name-label=lan MTU=12
  ! The value is not allowed for this field.
  ! field: MTU
  ! value: 12
  [1]
  $ xe network-create name-label=lan managed=perhaps
  ! Error: Failed to parse parameter 'managed': Expected a boolean (true or false); got perhaps
  [1]
  $ xe network-create name-label=lan bridge=a-name-that-is-too-long
  ! The value is not allowed for this field.
  ! field: bridge
  ! value: a-name-that-is-too-long
  [1]
  $ uuid LAN xe network-create name-label=lan
  $ name BRIDGE "$(command xe network-param-get uuid=$LAN param-name=bridge)"
  $ uuid DMZ xe network-create name-label=dmz name-description='for guests' MTU=1400 --minimal
  $ ip link add br7 type bridge
  $ uuid BR7 xe network-create name-label=seven bridge=br7 managed=false
  $ xe network-list name-label=lan
  uuid ( RO)                : <LAN>
            name-label ( RW): lan
      name-description ( RW): 
                bridge ( RO): <BRIDGE>
  
  
  $ xe network-list name-label=seven params=bridge,managed
  bridge ( RO)     : br7
      managed ( RO): false
  
  

All parameters.

  $ xe network-param-list uuid=$LAN
  uuid ( RO)                    : <LAN>
                name-label ( RW): lan
          name-description ( RW): 
                 VIF-uuids (SRO): 
                 PIF-uuids (SRO): 
                       MTU ( RW): 1500
                    bridge ( RO): <BRIDGE>
                   managed ( RO): true
              other-config (MRW): 
                     blobs ( RO): 
                      tags (SRW): 
      default-locking-mode ( RW): unlocked
                   purpose (SRW): 
  
  
  $ xe network-param-list uuid=$LAN --minimal
  <LAN>
  $ xe network-param-list
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe network-param-list uuid=$HOST
  ! No object of this type has that uuid.
  ! type: network
  ! uuid: <HOST>
  [1]
  $ xe network-list params=name-label --minimal
  Host internal management network,Network of up0,lan,dmz,seven
  $ xe network-list MTU=1400 params=name-label,name-description,MTU
  name-label ( RW)          : dmz
      name-description ( RW): for guests
                   MTU ( RW): 1400
  
  
  $ xe network-list PIF-uuids:contains=$(command xe pif-list --minimal) params=name-label
  name-label ( RW)    : Network of up0
  
  
  $ xe network-list PIF-uuids:holds=x
  ! Error: Invalid syntax for set filtering (should be set-param:contains=key)
  [1]
  $ xe network-list colour=red
  ! Error: Unknown field 'colour'
  [1]

Single ones.

  $ xe network-param-get uuid=$LAN param-name=default-locking-mode
  unlocked
  $ xe network-param-get uuid=$LAN param-name=colour
  ! Error code: Missing parameter
  ! Error parameters: colour
  [1]
  $ xe network-param-set uuid=$LAN name-label='local net' name-description=quiet MTU=1450 default-locking-mode=disabled other-config:colour=red
  $ xe network-list uuid=$LAN params=name-label,name-description,MTU,default-locking-mode,other-config
  name-label ( RW)              : local net
          name-description ( RW): quiet
                       MTU ( RW): 1450
              other-config (MRW): colour: red
      default-locking-mode ( RW): disabled
  
  
  $ xe network-param-set uuid=$LAN default-locking-mode=odd
  ! Error: Failed to parse parameter 'default-locking-mode': Expected one of unlocked, disabled; got odd
  [1]
  $ xe network-param-set uuid=$LAN MTU=many
  ! Error: Parameter MTU must be an integer
  [1]
  $ xe network-param-set uuid=$LAN bridge=br0
  ! Error: Field 'bridge' is read-only.
  [1]
  $ xe network-param-set uuid=$LAN purpose=nbd
  ! Error: Field 'purpose' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe network-param-set uuid=$HOST name-label=x
  ! No object of this type has that uuid.
  ! type: network
  ! uuid: <HOST>
  [1]
  $ xe network-param-add uuid=$LAN param-name=tags param-key=fast
  $ xe network-param-add uuid=$LAN param-name=purpose param-key=nbd
  $ xe network-param-add uuid=$LAN param-name=purpose param-key=insecure_nbd
  ! The purposes of the network contradict each other.
  ! new_purpose: insecure_nbd
  ! conflicting_purpose: nbd
  [1]
  $ xe network-param-add uuid=$LAN param-name=purpose param-key=odd
  ! Error: Failed to parse parameter 'purpose': Expected one of nbd, insecure_nbd; got odd
  [1]
  $ xe network-param-add uuid=$LAN param-name=other-config colour=blue
  ! The map has that key already.
  ! type: network
  ! param_name: other_config
  ! uuid: <LAN> (local net)
  ! key: colour
  [1]
  $ xe network-list uuid=$LAN params=tags,purpose
  tags (SRW)       : fast
      purpose (SRW): nbd
  
  
  $ xe network-list purpose:contains=nbd --minimal
  <LAN>
  $ xe network-param-remove uuid=$LAN param-name=purpose param-key=nbd
  $ xe network-param-remove uuid=$LAN param-name=purpose param-key=nbd
  ! Error: Key nbd is not in the set
  [1]
  $ xe network-param-remove uuid=$LAN param-name=VIF-uuids param-key=x
  ! Error: Cannot remove parameters from read-only map
  [1]
  $ xe network-param-clear uuid=$LAN param-name=tags
  $ xe network-param-clear uuid=$LAN param-name=other-config
  $ xe network-param-clear uuid=$LAN param-name=name-description
  $ xe network-param-clear uuid=$LAN param-name=MTU
  ! Error: Cannot clear this parameter
  [1]
  $ xe network-param-clear uuid=$LAN param-name=bridge
  ! Error: Can only clear RW parameters
  [1]
  $ xe network-list uuid=$LAN params=name-description,tags,purpose,other-config
  name-description ( RW)    : 
          other-config (MRW): 
                  tags (SRW): 
               purpose (SRW): 
  
  

Its bridge comes with need.

  $ ip -br link show "$(command xe network-param-get uuid=$LAN param-name=bridge)" 2>&1 | shown
  Device "<BRIDGE>" does not exist.
  $ xe network-attach uuid=$LAN
  ! Required parameter not found: host-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe network-attach uuid=$LAN host-uuid=$LAN
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: <LAN>
  [1]
  $ xe network-attach uuid=$LAN host-uuid=$HOST
  $ ip -br link show "$(command xe network-param-get uuid=$LAN param-name=bridge)" | awk '{print $1}' | shown
  <BRIDGE>

Who is connected.

  $ uuid VM xe vm-create name-label=web
  $ uuid VIF xe vif-create vm-uuid=$VM network-uuid=$LAN device=0
  $ xe network-param-get uuid=$LAN param-name=VIF-uuids
  <VIF>

Deleting: not what an interface is on, nor the one that is always there.

  $ xe network-destroy uuid=$OUT
  ! Interfaces of hosts are still in the network.
  ! pifs: <UP0>
  [1]
  $ xe network-destroy uuid=$INSIDE
  ! The network belongs to the system, and cannot be deleted.
  ! network: <INSIDE> (Host internal management network)
  [1]
  $ xe network-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe network-destroy uuid=$LAN
  $ xe network-destroy uuid=$DMZ
  $ xe network-destroy uuid=$DMZ
  ! No object of this type has that uuid.
  ! type: network
  ! uuid: <DMZ>
  [1]
  $ xe network-list uuid=$LAN
  $ xe vif-list uuid=$VIF --minimal
  
  $ xe network-destroy uuid=$BR7
  $ ip -br link show br7 | awk '{print $1}'
  br7
