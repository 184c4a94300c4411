The pool, and its parameters.

  $ . "$GOLDEN/setup.sh"
  $ uuid POOL xe pool-list --minimal
  $ uuid HOST xe host-list --minimal
  $ uuid SR xe pool-param-get uuid=$POOL param-name=default-SR
  $ name CPU "$(xe pool-param-get uuid=$POOL param-name=cpu_info)"
  $ name TYPES "$(xe pool-param-get uuid=$POOL param-name=supported-sr-types)"

  $ xe pool-list
  uuid ( RO)                : <POOL>
            name-label ( RW): 
      name-description ( RW): 
                master ( RO): <HOST>
            default-SR ( RW): <SR>
  
  
  $ xe pool-list --minimal
  <POOL>
  $ xe pool-list params=name-label,uuid,supported-sr-types,no-such-thing
  uuid ( RO)                  : <POOL>
              name-label ( RW): 
      supported-sr-types ( RO): <expensive field>
  
  
  $ xe pool-list params=master --minimal
  <HOST>
  $ xe pool-list name-label= params=uuid
  uuid ( RO)    : <POOL>
  
  
  $ xe pool-list name-label=other
  $ xe pool-list restrictions:vlan=false params=uuid
  ! Error: Field 'restrictions' is not a set or map
  [1]
  $ xe pool-list vswitch-controller='<not set>' params=uuid
  uuid ( RO)    : <POOL>
  
  
  $ xe pool-list allowed-operations:contains=ha_enable params=uuid
  $ xe pool-list allowed-operations:holds=ha_enable
  ! Error: Invalid syntax for set filtering (should be set-param:contains=key)
  [1]
  $ xe pool-list uuid:of=x
  ! Error: Field 'uuid' is not a set or map
  [1]
  $ xe pool-list colour=red
  ! Error: Unknown field 'colour'
  [1]
  $ xe pool-list default-SR=$SR params=uuid --minimal
  <POOL>
  $ xe pool-param-list uuid=$POOL
  uuid ( RO)                                      : <POOL>
                                  name-label ( RW): 
                            name-description ( RW): 
                                      master ( RO): <HOST>
                                  default-SR ( RW): <SR>
                               crash-dump-SR ( RW): <SR>
                            suspend-image-SR ( RW): <SR>
                          supported-sr-types ( RO): <TYPES>
                                other-config (MRW): 
                          allowed-operations (SRO): 
                          current-operations (SRO): 
                                  ha-enabled ( RO): false
                            ha-configuration ( RO): 
                               ha-statefiles ( RO): 
                ha-host-failures-to-tolerate ( RW): 0
                          ha-plan-exists-for ( RO): 0
                         ha-allow-overcommit ( RW): false
                            ha-overcommitted ( RO): false
           ha-reboot-vm-on-internal-shutdown ( RW): true
                                       blobs ( RO): 
                                     wlb-url ( RO): 
                                wlb-username ( RO): 
                                 wlb-enabled ( RW): false
                             wlb-verify-cert ( RW): false
                       igmp-snooping-enabled ( RW): false
                                  gui-config (MRW): 
                         health-check-config (MRW): 
                                restrictions ( RO): 
                                        tags (SRW): 
                               license-state ( RO): edition: xapid; expiry: never
                            ha-cluster-stack ( RO): 
                          guest-agent-config (MRW): 
                                    cpu_info (MRO): <CPU>
                     policy-no-vendor-device ( RW): false
                      live-patching-disabled ( RW): false
                    tls-verification-enabled ( RO): false
             client-certificate-auth-enabled ( RO): false
                client-certificate-auth-name ( RO): 
                                repositories (SRW): 
                        repository-proxy-url ( RO): 
                   repository-proxy-username ( RO): 
                                  https-only ( RW): false
                       migration-compression ( RW): false
                            coordinator-bias ( RW): true
                         telemetry-frequency ( RO): weekly
                   telemetry-next-collection ( RO): <time>
                            last-update-sync ( RO): <time>
                       update-sync-frequency ( RO): weekly
                             update-sync-day ( RO): 0
                         update-sync-enabled ( RO): false
      auto-update-vm-secureboot-certificates ( RW): false
                             recommendations (MRO): 
                      ext-auth-cache-enabled ( RW): true
                         ext-auth-cache-size ( RW): 50
                       ext-auth-cache-expiry ( RW): 300
                              license-server (MRW): 
                                 ssh-enabled ( RO): true
                         ssh-enabled-timeout ( RW): 0
                                  ssh-expiry ( RO): <time>
                        console-idle-timeout ( RW): 0
                               ssh-auto-mode ( RW): false
                      limit-console-sessions ( RW): false
                     vm-console-idle-timeout ( RW): 0
  
  
  $ xe pool-param-list
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pool-param-list uuid=nothing
  ! No object of this type has that uuid.
  ! type: pool
  ! uuid: nothing
  [1]

Values are set by name, and only those that can be.

  $ xe pool-param-set uuid=$POOL name-label=home name-description='all of it' wlb-enabled=false
  $ xe pool-param-get uuid=$POOL param-name=name-label
  home
  $ xe pool-param-get uuid=$POOL param-name=name-label --minimal
  home
  $ xe pool-list
  uuid ( RO)                : <POOL>
            name-label ( RW): home
      name-description ( RW): all of it
                master ( RO): <HOST>
            default-SR ( RW): <SR>
  
  
  $ xe pool-param-set uuid=$POOL default-SR=nothing
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: nothing
  [1]
  $ xe pool-param-set uuid=$POOL default-SR= crash-dump-SR=$SR
  $ xe pool-list params=default-SR --minimal
  <not in database>
  $ xe pool-param-set uuid=$POOL default-SR=$SR
  $ xe pool-param-set uuid=$POOL crash-dump-SR=$SR suspend-image-SR=$SR
  $ xe pool-param-get uuid=$POOL param-name=suspend-image-SR
  <SR>
  $ xe pool-param-set uuid=$POOL igmp-snooping-enabled=perhaps
  ! Error: Parameter igmp-snooping-enabled must be a boolean (true or false)
  [1]
  $ xe pool-param-set uuid=$POOL igmp-snooping-enabled=yes
  ! Error: Parameter igmp-snooping-enabled must be a boolean (true or false)
  [1]
  $ xe pool-param-set uuid=$POOL migration-compression=true
  $ xe pool-param-get uuid=$POOL param-name=migration-compression
  true
  $ xe pool-param-set uuid=$POOL ext-auth-cache-size=many
  ! Error: Parameter ext-auth-cache-size must be an integer
  [1]
  $ xe pool-param-set uuid=$POOL ext-auth-cache-size=0
  ! The value is not allowed for this field.
  ! field: ext_auth_cache_size
  ! value: 0
  [1]
  $ xe pool-param-set uuid=$POOL ext-auth-cache-size=12
  $ xe pool-param-get uuid=$POOL param-name=ext-auth-cache-size
  12
  $ xe pool-param-set uuid=$POOL ha-enabled=true
  ! Error: Field 'ha-enabled' is read-only.
  [1]
  $ xe pool-param-set uuid=$POOL colour=red
  ! Error: Unknown field 'colour'
  [1]
  $ xe pool-param-set uuid=$POOL tags=a
  ! Error: Field 'tags' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe pool-param-set uuid=$POOL other-config=a
  ! Error: Field 'other-config' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe pool-param-set uuid=$POOL cpu_info:vendor=a
  ! Error: Map field 'cpu_info' is read-only.
  [1]
  $ xe pool-param-set uuid=$POOL tags:a=b
  ! Error: Cannot param-set on set fields
  [1]
  $ xe pool-param-set uuid=$POOL name-label:a=b
  ! Error: Field 'name-label' is not a set or map
  [1]
  $ xe pool-param-set uuid=$POOL https-only=true
  $ xe pool-param-get uuid=$POOL param-name=https-only
  true
  $ xe pool-param-set uuid=$POOL https-only=false
  $ xe pool-param-set uuid=$POOL repositories=nothing
  ! No object of this type has that uuid.
  ! type: Repository
  ! uuid: nothing
  [1]
  $ xe pool-param-set uuid=$POOL custom-uefi-certificates=
  $ xe pool-param-get uuid=$POOL param-name=custom-uefi-certificates
  

Maps and sets have members that come and go.

  $ xe pool-param-set uuid=$POOL other-config:colour=red other-config:size=big other-config-shape=round
  $ xe pool-param-get uuid=$POOL param-name=other-config
  colour: red; size: big; shape: round
  $ xe pool-param-get uuid=$POOL param-name=other-config param-key=colour
  red
  $ xe pool-param-get uuid=$POOL param-name=other-config param-key=taste
  ! Error: Key taste not found in map
  [1]
  $ xe pool-param-get uuid=$POOL param-name=taste
  ! Error code: Missing parameter
  ! Error parameters: taste
  [1]
  $ xe pool-list other-config:colour=red params=other-config
  other-config (MRW)    : colour: red; size: big; shape: round
  
  
  $ xe pool-list other-config:colour=blue
  $ xe pool-list other-config-colour=red --minimal
  <POOL>
  $ xe pool-param-add uuid=$POOL param-name=other-config colour=blue
  ! The map has that key already.
  ! type: pool
  ! param_name: other_config
  ! uuid: <POOL>
  ! key: colour
  [1]
  $ xe pool-param-add uuid=$POOL param-name=other-config taste=sweet weight=1
  $ xe pool-param-remove uuid=$POOL param-name=other-config param-key=colour
  $ xe pool-param-remove uuid=$POOL param-name=other-config param-key=colour
  ! Error: Key colour is not in map
  [1]
  $ xe pool-param-get uuid=$POOL param-name=other-config
  size: big; shape: round; taste: sweet; weight: 1
  $ xe pool-param-clear uuid=$POOL param-name=other-config
  $ xe pool-param-get uuid=$POOL param-name=other-config
  
  $ xe pool-param-add uuid=$POOL param-name=tags param-key=here
  $ xe pool-param-add uuid=$POOL param-name=tags param-key=there
  $ xe pool-param-add uuid=$POOL param-name=tags
  ! Required parameter not found: param-key
  ! For usage run: 'xe help'
  [1]
  $ xe pool-param-get uuid=$POOL param-name=tags
  here, there
  $ xe pool-list tags:contains=here params=tags
  tags (SRW)    : here, there
  
  
  $ xe pool-param-remove uuid=$POOL param-name=tags param-key=here
  $ xe pool-param-remove uuid=$POOL param-name=tags param-key=here
  ! Error: Key here is not in the set
  [1]
  $ xe pool-param-clear uuid=$POOL param-name=tags
  $ xe pool-param-get uuid=$POOL param-name=tags
  
  $ xe pool-param-add uuid=$POOL param-name=name-label param-key=x
  ! Error: Can only add to parameters of type Set or Map
  [1]
  $ xe pool-param-add uuid=$POOL param-name=restrictions param-key=x
  ! Error: Can only add to parameters of type Set or Map
  [1]
  $ xe pool-param-add uuid=$POOL param-name=cpu_info x=y
  ! Error: Parameter is read-only
  [1]
  $ xe pool-param-remove uuid=$POOL param-name=cpu_info param-key=vendor
  ! Error: Cannot remove parameters from read-only map
  [1]
  $ xe pool-param-remove uuid=$POOL param-name=name-label param-key=x
  ! Error: Can only remove from parameters of type Set or Map
  [1]
  $ xe pool-param-clear uuid=$POOL param-name=name-label
  $ xe pool-param-get uuid=$POOL param-name=name-label
  
  $ xe pool-param-clear uuid=$POOL param-name=default-SR
  $ xe pool-param-get uuid=$POOL param-name=default-SR
  <not in database>
  $ xe pool-param-clear uuid=$POOL param-name=ext-auth-cache-size
  ! Error: Cannot clear this parameter
  [1]
  $ xe pool-param-clear uuid=$POOL param-name=ha-enabled
  ! Error: Can only clear RW parameters
  [1]
  $ xe pool-param-clear uuid=$POOL param-name=allowed-operations
  ! Error: Can only clear RW parameters
  [1]
  $ xe pool-param-clear uuid=$POOL param-name=nonsense
  ! Error code: Missing parameter
  ! Error parameters: nonsense
  [1]
  $ xe pool-param-add uuid=$POOL param-name=guest-agent-config a=b
  ! This is not built yet.
  ! function: pool.add_to_guest_agent_config
  [1]
  $ xe pool-param-add uuid=$POOL param-name=repositories param-key=nothing
  ! No object of this type has that uuid.
  ! type: Repository
  ! uuid: nothing
  [1]

What its processors have in common, and how its firmware and edition are.

  $ xe pool-get-cpu-features
  features             : 
           features_hvm: 
            features_pv: 
      features_hvm_host: 
       features_pv_host: 
  
  
  $ xe pool-get-cpu-features --minimal
  
  $ xe pool-get-cpu-features uuid=nothing
  ! No object of this type has that uuid.
  ! type: pool
  ! uuid: nothing
  [1]
  $ xe pool-get-guest-secureboot-readiness
  ready
  $ xe pool-get-guest-secureboot-readiness --minimal
  
  $ xe pool-get-guest-secureboot-readiness uuid=nothing
  ! No object of this type has that uuid.
  ! type: pool
  ! uuid: nothing
  [1]
  $ xe pool-apply-edition
  ! Required parameter not found: edition
  ! For usage run: 'xe help'
  [1]
  $ xe pool-apply-edition edition=golden
  ! These editions exist: xapid
  ! There is no such edition.
  ! edition: golden
  [1]
  $ xe pool-apply-edition edition=golden license-server-address=licences.example
  ! These editions exist: xapid
  ! There is no such edition.
  ! edition: golden
  [1]
  $ xe host-param-get uuid=$HOST param-name=license-server
  address: localhost; port: 27000
  $ xe pool-apply-edition edition=xapid license-server-address=licences.example license-server-port=1234
  $ xe host-param-get uuid=$HOST param-name=license-server
  address: licences.example; port: 1234
  $ xe host-param-get uuid=$HOST param-name=edition
  xapid
