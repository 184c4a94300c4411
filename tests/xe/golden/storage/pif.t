The interfaces of a host: its cards, and what addresses they have.

The host has a network of its own.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal
  $ name HOSTNAME "$(command xe host-param-get uuid=$HOST param-name=name-label)"
  $ for card in up0 up1; do name "MAC of $card" "$(cat /sys/class/net/$card/address)"; done

The card that leads out has a record; the other may be introduced.

  $ uuid UP0 xe pif-list device=up0 --minimal
  $ uuid OUT xe pif-param-get uuid=$UP0 param-name=network-uuid
  $ xe pif-list
  uuid ( RO)                  : <UP0>
                  device ( RO): up0
                     MAC ( RO): <MAC of up0>
      currently-attached ( RO): true
                    VLAN ( RO): -1
            network-uuid ( RO): <OUT>
               host-uuid ( RO): <HOST>
  
  
  $ xe pif-list --minimal
  <UP0>
  $ xe pif-introduce host-uuid=$HOST
  ! Required parameter not found: device
  ! For usage run: 'xe help'
  [1]
  $ xe pif-introduce host-uuid=$HOST device=up9
  ! The host has no network card of that name and address.
  ! device: up9
  ! mac: 
  [1]
  $ xe pif-introduce host-uuid=$HOST device=up1 mac=xyz
  ! This is no address of a network card.
  ! MAC: xyz
  [1]
  $ xe pif-introduce host-uuid=$HOST device=up1 managed=perhaps
  ! Error: Failed to parse parameter 'managed': Expected a boolean (true or false); got perhaps
  [1]
  $ xe pif-introduce host-uuid=$UP0 device=up1
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: <UP0>
  [1]
  $ uuid UP1 xe pif-introduce host-uuid=$HOST device=up1 mac="$(cat /sys/class/net/up1/address)" managed=true
  $ xe pif-introduce host-uuid=$HOST device=up1
  ! There is an interface of that name already.
  ! device: up1
  [1]
  $ uuid NET xe pif-param-get uuid=$UP1 param-name=network-uuid
  $ BRIDGE=$(command xe network-param-get uuid=$NET param-name=bridge); name BRIDGE "$BRIDGE"
  $ xe pif-list uuid=$UP1 params=device,MAC,managed,currently-attached,network-name-label
  device ( RO)                : up1
                     MAC ( RO): <MAC of up1>
                 managed ( RO): true
      currently-attached ( RO): true
      network-name-label ( RO): Network of up1
  
  
  $ xe network-list uuid=$NET
  uuid ( RO)                : <NET>
            name-label ( RW): Network of up1
      name-description ( RW): What up1 of <HOSTNAME> is connected to
                bridge ( RO): <BRIDGE>
  
  

All parameters.

  $ xe pif-param-list uuid=$UP0
  uuid ( RO)                       : <UP0>
                       device ( RO): up0
                          MAC ( RO): <MAC of up0>
                     physical ( RO): true
                      managed ( RO): true
           currently-attached ( RO): true
                          MTU ( RO): 1500
                         VLAN ( RO): -1
               vlan-master-of ( RO): <not in database>
                vlan-slave-of ( RO): 
               bond-master-of ( RO): 
                bond-slave-of ( RO): <not in database>
        sriov-physical-PIF-of ( RO): 
         sriov-logical-PIF-of ( RO): 
         tunnel-access-PIF-of ( RO): 
      tunnel-transport-PIF-of ( RO): 
                   management ( RO): true
                 network-uuid ( RO): <OUT>
           network-name-label ( RO): Network of up0
                    host-uuid ( RO): <HOST>
              host-name-label ( RO): <HOSTNAME>
        IP-configuration-mode ( RO): Static
                           IP ( RO): 10.1.0.2
                      netmask ( RO): 255.255.255.0
                      gateway ( RO): 10.1.0.1
      IPv6-configuration-mode ( RO): None
                         IPv6 ( RO): 
                 IPv6-gateway ( RO): 
         primary-address-type ( RO): IPv4
                          DNS ( RO): * (glob)
                   properties (MRO): 
                 capabilities (SRO): 
                  io_read_kbs ( RO): * (glob)
                 io_write_kbs ( RO): * (glob)
                      carrier ( RO): true
                    vendor-id ( RO): 
                  vendor-name ( RO): 
                    device-id ( RO): 
                  device-name ( RO): 
                        speed ( RO): * (glob)
                       duplex ( RO): full
              disallow-unplug ( RW): false
                 pci-bus-path ( RO): 
                 other-config (MRW): 
         igmp-snooping-status ( RO): unknown
  
  
  $ xe pif-param-list uuid=$UP0 --minimal
  <UP0>
  $ xe pif-param-list
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pif-param-list uuid=$HOST
  ! No object of this type has that uuid.
  ! type: PIF
  ! uuid: <HOST>
  [1]
  $ xe pif-list params=device,io_read_kbs,speed uuid=$UP0
  device ( RO)         : up0
      io_read_kbs ( RO): <expensive field>
            speed ( RO): * (glob)
  
  
  $ xe pif-list MAC="$(tr a-f A-F </sys/class/net/up1/address)" --minimal
  <UP1>
  $ xe pif-list management=true params=device --minimal
  up0
  $ xe pif-list other-config:adopt=true
  $ xe pif-list capabilities:contains=sriov --minimal
  
  $ xe pif-list colour=red
  ! Error: Unknown field 'colour'
  [1]

Single ones.

  $ xe pif-param-get uuid=$UP1 param-name=device
  up1
  $ xe pif-param-get uuid=$UP1 param-name=bond-slave-of
  <not in database>
  $ xe pif-param-get uuid=$UP1 param-name=other-config param-key=adopt
  ! Error: Key adopt not found in map
  [1]
  $ xe pif-param-get uuid=$UP1 param-name=colour
  ! Error code: Missing parameter
  ! Error parameters: colour
  [1]
  $ xe pif-param-set uuid=$UP1 disallow-unplug=true
  $ xe pif-param-get uuid=$UP1 param-name=disallow-unplug
  true
  $ xe pif-param-set uuid=$UP1 disallow-unplug=perhaps
  ! Error: Parameter disallow-unplug must be a boolean (true or false)
  [1]
  $ xe pif-param-set uuid=$UP1 MTU=1400
  ! Error: Field 'MTU' is read-only.
  [1]
  $ xe pif-param-set uuid=$UP1 capabilities=x
  ! Error: Field 'capabilities' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe pif-param-set uuid=$UP1 properties:gro=off
  ! This is not allowed now.
  ! reason: up1 is not ours to change: name it in the setting adopt_nics, or set other-config:adopt=true on its PIF
  [1]
  $ xe pif-param-get uuid=$UP1 param-name=properties
  
  $ xe pif-param-set uuid=$UP1 properties:gro=maybe
  ! The value is not allowed for this field.
  ! field: properties
  ! value: gro = maybe
  [1]
  $ xe pif-param-add uuid=$UP1 param-name=other-config colour=red
  $ xe pif-param-add uuid=$UP1 param-name=other-config colour=blue
  ! The map has that key already.
  ! type: PIF
  ! param_name: other_config
  ! uuid: <UP1>
  ! key: colour
  [1]
  $ xe pif-param-add uuid=$UP1 param-name=properties gro=on
  ! Error: Parameter is read-only
  [1]
  $ xe pif-param-add uuid=$UP1 param-name=device x=y
  ! Error: Can only add to parameters of type Set or Map
  [1]
  $ xe pif-param-remove uuid=$UP1 param-name=other-config param-key=colour
  $ xe pif-param-remove uuid=$UP1 param-name=other-config param-key=colour
  ! Error: Key colour is not in map
  [1]
  $ xe pif-param-clear uuid=$UP1 param-name=other-config
  $ xe pif-param-clear uuid=$UP1 param-name=properties
  ! Error: Can only clear RW parameters
  [1]
  $ xe pif-param-clear uuid=$UP1 param-name=disallow-unplug
  ! Error: Cannot clear this parameter
  [1]
  $ xe pif-param-clear uuid=$UP1 param-name=MAC
  ! Error: Can only clear RW parameters
  [1]
  $ xe pif-param-get uuid=$UP1 param-name=other-config
  

Cards that nobody gave to the pool are left alone.

  $ xe pif-unplug uuid=$UP0
  ! The host is managed by this interface.
  ! PIF: <UP0>
  [1]
  $ xe pif-unplug uuid=$UP1
  ! The interface is protected from being taken out of use.
  ! PIF: <UP1>
  [1]
  $ xe pif-param-set uuid=$UP1 disallow-unplug=false
  $ xe pif-unplug uuid=$UP1
  ! This is not allowed now.
  ! reason: up1 is not ours to change: name it in the setting adopt_nics, or set other-config:adopt=true on its PIF
  [1]
  $ xe pif-unplug
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pif-reconfigure-ip uuid=$UP1 mode=static IP=10.2.0.9 netmask=255.255.255.0
  ! This is not allowed now.
  ! reason: up1 is not ours to change: name it in the setting adopt_nics, or set other-config:adopt=true on its PIF
  [1]

One that was given is taken down and up again.

  $ xe pif-param-set uuid=$UP1 other-config:adopt=true
  $ xe pif-unplug uuid=$UP1
  $ xe pif-param-get uuid=$UP1 param-name=currently-attached
  false
  $ ip -br link show up1 | awk '{print $2}'
  DOWN
  $ xe pif-plug uuid=$UP1
  $ xe pif-param-get uuid=$UP1 param-name=currently-attached
  true
  $ ip -br link show up1 | awk '{print $2}'
  UP
  $ xe pif-plug uuid=$HOST
  ! No object of this type has that uuid.
  ! type: PIF
  ! uuid: <HOST>
  [1]

Addresses.

  $ xe pif-reconfigure-ip uuid=$UP1
  ! Required parameter not found: mode
  ! For usage run: 'xe help'
  [1]
  $ xe pif-reconfigure-ip uuid=$UP1 mode=odd
  ! Error: Failed to parse parameter 'mode': Expected one of None, DHCP, Static; got odd
  [1]
  $ xe pif-reconfigure-ip uuid=$UP1 mode=Static
  ! This is no IP address.
  ! parameter: IP
  [1]
  $ xe pif-reconfigure-ip uuid=$UP1 mode=static IP=10.2.0.9 netmask=255.0.255.0
  ! This is no IP address.
  ! parameter: netmask
  [1]
  $ xe pif-reconfigure-ip uuid=$UP1 mode=dhcp
  ! This is not built yet.
  ! function: PIF.reconfigure_ip with mode DHCP
  [1]
  $ xe pif-reconfigure-ip uuid=$UP1 mode=static IP=10.2.0.9 netmask=255.255.255.0 gateway=10.2.0.1
  $ xe pif-list uuid=$UP1 params=IP-configuration-mode,IP,netmask,gateway,primary-address-type
  IP-configuration-mode ( RO)    : Static
                         IP ( RO): 10.2.0.9
                    netmask ( RO): 255.255.255.0
                    gateway ( RO): 10.2.0.1
       primary-address-type ( RO): IPv4
  
  
  $ ip -br -4 addr show "$BRIDGE" | awk '{print $3}'
  10.2.0.9/24
  $ ip -4 route show default | head -n 1 | xargs
  default via 10.1.0.1 dev up0
  $ xe pif-reconfigure-ip uuid=$UP1 mode=static IP=10.2.0.9 netmask=255.255.255.0 DNS=10.2.0.1
  ! This is not allowed now.
  ! reason: the setting resolv_conf names no file to write name servers to
  [1]
  $ xe pif-reconfigure-ipv6 uuid=$UP1
  ! Required parameter not found: mode
  ! For usage run: 'xe help'
  [1]
  $ xe pif-reconfigure-ipv6 uuid=$UP1 mode=odd
  ! Error: Failed to parse parameter 'mode': Expected one of None, DHCP, Static, Autoconf; got odd
  [1]
  $ xe pif-reconfigure-ipv6 uuid=$UP1 mode=static IPv6=fd02::9
  ! This is no IP address.
  ! parameter: IPv6
  [1]
  $ xe pif-reconfigure-ipv6 uuid=$UP1 mode=dhcp
  ! This is not built yet.
  ! function: PIF.reconfigure_ipv6 with mode DHCP
  [1]
  $ xe pif-reconfigure-ipv6 uuid=$UP1 mode=static IPv6=fd02::9/64 gateway=fd02::1
  $ xe pif-list uuid=$UP1 params=IPv6-configuration-mode,IPv6,IPv6-gateway
  IPv6-configuration-mode ( RO)    : Static
                         IPv6 ( RO): fd02::9/64
                 IPv6-gateway ( RO): fd02::1
  
  
  $ xe pif-set-primary-address-type uuid=$UP1
  ! Required parameter not found: primary_address_type
  ! For usage run: 'xe help'
  [1]
  $ xe pif-set-primary-address-type uuid=$UP1 primary_address_type=IPv5
  ! Error: Failed to parse parameter 'primary_address_type': Expected one of IPv4, IPv6; got IPv5
  [1]
  $ xe pif-set-primary-address-type uuid=$UP1 primary_address_type=ipv6
  $ xe pif-param-get uuid=$UP1 param-name=primary-address-type
  IPv6
  $ xe pif-set-primary-address-type uuid=$UP1 primary_address_type=IPv4
  $ xe pif-reconfigure-ipv6 uuid=$UP1 mode=none
  $ xe pif-set-primary-address-type uuid=$UP1 primary_address_type=IPv6
  ! PIF has no v6 network configuration.
  ! PIF: <UP1>
  [1]
  $ xe pif-reconfigure-ip uuid=$UP1 mode=none
  $ xe pif-list uuid=$UP1 params=IP-configuration-mode,IP,IPv6-configuration-mode,IPv6
  IP-configuration-mode ( RO)      : None
                           IP ( RO): 
      IPv6-configuration-mode ( RO): None
                         IPv6 ( RO): 
  
  

Forgetting. The host keeps the card that it is managed over.

  $ xe pif-forget uuid=$UP0
  ! The host is managed by this interface.
  ! PIF: <UP0>
  [1]
  $ xe pif-forget uuid=$UP1
  $ xe pif-forget uuid=$UP1
  ! No object of this type has that uuid.
  ! type: PIF
  ! uuid: <UP1>
  [1]
  $ xe pif-forget
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ ip -br link show up1 | awk '{print $1}' | cut -d@ -f1
  up1
  $ xe pif-scan
  ! Required parameter not found: host-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pif-scan host-uuid=$UP0
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: <UP0>
  [1]
  $ xe pif-scan host-uuid=$HOST
  $ xe pif-list params=device --minimal
  up0
  $ xe pif-db-forget uuid=$UP0
  $ xe pif-db-forget uuid=$HOST
  ! No object of this type has that uuid.
  ! type: PIF
  ! uuid: <HOST>
  [1]
  $ xe pif-list --minimal
  
  $ xe pif-scan host-uuid=$HOST
  $ xe pif-list params=device --minimal
  up0
