The parameters of storage repositories and of their links to hosts.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal
  $ name HOSTNAME "$(command xe host-param-get uuid=$HOST param-name=name-label)"
  $ mkdir "$T/red"; name T "$T"
  $ uuid RED xe sr-create name-label=red type=file device-config:location="$T/red"
  $ uuid PBD xe pbd-list sr-uuid=$RED --minimal

All of them.

  $ xe sr-param-list uuid=$RED
  uuid ( RO)                    : <RED>
                name-label ( RW): red
          name-description ( RW): 
                      host ( RO): <HOSTNAME>
        allowed-operations (SRO): scan; plug; unplug; update; VDI.create; VDI.introduce; VDI.destroy; VDI.resize; VDI.clone; VDI.snapshot; VDI.resize_online; PBD.create; PBD.destroy
        current-operations (SRO): 
                      VDIs (SRO): 
                      PBDs (SRO): <PBD>
        virtual-allocation ( RO): 0
      physical-utilisation ( RO): * (glob)
             physical-size ( RO): * (glob)
                      type ( RO): file
              content-type ( RO): user
                    shared ( RW): false
             introduced-by ( RO): <not in database>
               is-tools-sr ( RO): false
              other-config (MRW): 
                 sm-config (MRO): 
                     blobs ( RO): 
       local-cache-enabled ( RO): false
                      tags (SRW): 
                 clustered ( RO): false
  
  
  $ xe sr-param-list uuid=$RED --minimal
  <RED>
  $ xe sr-param-list
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe sr-param-list uuid=$PBD
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: <PBD>
  [1]
  $ xe pbd-param-list uuid=$PBD
  uuid ( RO)                  : <PBD>
       host ( RO) [DEPRECATED]: <HOST>
               host-uuid ( RO): <HOST>
         host-name-label ( RO): <HOSTNAME>
                 sr-uuid ( RO): <RED>
           sr-name-label ( RO): red
           device-config (MRO): location: <T>/red
      currently-attached ( RO): true
            other-config (MRW): 
  
  
  $ xe pbd-param-list uuid=$PBD --minimal
  <PBD>
  $ xe pbd-param-list uuid=$RED
  ! No object of this type has that uuid.
  ! type: PBD
  ! uuid: <RED>
  [1]

Some of them in lists; filters by names, sets and maps.

  $ xe sr-list name-label=red params=type,name-label,nonsense
  name-label ( RW)    : red
            type ( RO): file
  
  
  $ xe sr-list name-label=red params=nonsense
  
  
  
  $ xe sr-list params=name-label,host name-description=''
  name-label ( RW)    : red
            host ( RO): <HOSTNAME>
  
  
  $ xe sr-list params=name-label allowed-operations:contains=VDI.create --minimal
  Local storage,red
  $ xe sr-list allowed-operations:holds=VDI.create
  ! Error: Invalid syntax for set filtering (should be set-param:contains=key)
  [1]
  $ xe sr-list type:contains=file
  ! Error: Field 'type' is not a set or map
  [1]
  $ xe sr-list PBDs=$PBD --minimal
  <RED>
  $ xe sr-list other-config:colour=blue
  $ xe sr-list colour=blue
  ! Error: Unknown field 'colour'
  [1]
  $ xe pbd-list params=host-name-label,sr-name-label device-config:location="$T/red"
  host-name-label ( RO)    : <HOSTNAME>
        sr-name-label ( RO): red
  
  
  $ xe pbd-list device-config-location="$T/red" --minimal
  <PBD>
  $ xe pbd-list sr-name-label=red --minimal
  <PBD>
  $ xe pbd-list currently-attached=false

Single ones.

  $ xe sr-param-get uuid=$RED param-name=name-label
  red
  $ xe sr-param-get uuid=$RED param-name=allowed-operations
  scan; plug; unplug; update; VDI.create; VDI.introduce; VDI.destroy; VDI.resize; VDI.clone; VDI.snapshot; VDI.resize_online; PBD.create; PBD.destroy
  $ xe sr-param-get uuid=$RED param-name=introduced-by
  <not in database>
  $ xe sr-param-get uuid=$RED param-name=colour
  ! Error code: Missing parameter
  ! Error parameters: colour
  [1]
  $ xe sr-param-get uuid=$RED
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]
  $ xe sr-param-get uuid=$RED param-name=other-config param-key=colour
  ! Error: Key colour not found in map
  [1]
  $ xe pbd-param-get uuid=$PBD param-name=device-config
  location: <T>/red
  $ xe pbd-param-get uuid=$PBD param-name=device-config param-key=location
  <T>/red
  $ xe pbd-param-get uuid=$PBD param-name=device-config param-key=server
  ! Error: Key server not found in map
  [1]
  $ xe pbd-param-get uuid=$PBD param-name=colour
  ! Error code: Missing parameter
  ! Error parameters: colour
  [1]

Changing them.

  $ xe sr-param-set uuid=$RED name-label='dark red' name-description='darker' other-config:colour=red other-config:depth=2
  $ xe sr-param-set uuid=$RED other-config-colour=crimson
  $ xe sr-list uuid=$RED params=name-label,name-description,other-config
  name-label ( RW)          : dark red
      name-description ( RW): darker
          other-config (MRW): depth: 2; colour: crimson
  
  
  $ xe sr-param-get uuid=$RED param-name=other-config param-key=colour
  crimson
  $ xe sr-list other-config:colour=crimson params=name-label --minimal
  dark red
  $ xe sr-param-set uuid=$RED type=iso
  ! Error: Field 'type' is read-only.
  [1]
  $ xe sr-param-set uuid=$RED other-config=x
  ! Error: Field 'other-config' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe sr-param-set uuid=$RED sm-config:x=y
  ! Error: Map field 'sm-config' is read-only.
  [1]
  $ xe sr-param-set uuid=$RED tags=x
  ! Error: Field 'tags' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe sr-param-set uuid=$RED tags:x=y
  ! Error: Cannot param-set on set fields
  [1]
  $ xe sr-param-set uuid=$RED type:x=y
  ! Error: Field 'type' is not a set or map
  [1]
  $ xe sr-param-set uuid=$RED colour=red
  ! Error: Unknown field 'colour'
  [1]
  $ xe sr-param-set uuid=$RED shared=perhaps
  ! Error: Parameter shared must be a boolean (true or false)
  [1]
  $ xe sr-param-set uuid=$RED shared=true
  ! The repository cannot do that.
  ! sr: <RED> (dark red)
  [1]
  $ xe sr-param-set uuid=$RED shared=false
  $ xe pbd-param-set uuid=$PBD other-config:wire=long
  $ xe pbd-param-set uuid=$PBD device-config:location=/
  ! Error: Map field 'device-config' is read-only.
  [1]
  $ xe pbd-param-set uuid=$PBD sr-uuid=$RED
  ! Error: Field 'sr-uuid' is read-only.
  [1]
  $ xe pbd-param-get uuid=$PBD param-name=other-config
  wire: long

Adding and removing.

  $ xe sr-param-add uuid=$RED param-name=other-config weight=3 height=4
  $ xe sr-param-add uuid=$RED param-name=other-config weight=5
  ! The map has that key already.
  ! type: SR
  ! param_name: other_config
  ! uuid: <RED> (dark red)
  ! key: weight
  [1]
  $ xe sr-param-get uuid=$RED param-name=other-config
  depth: 2; colour: crimson; weight: 3; height: 4
  $ xe sr-param-add uuid=$RED param-name=tags param-key=fast
  $ xe sr-param-add uuid=$RED param-name=tags param-key=cheap
  $ xe sr-param-add uuid=$RED param-name=tags
  ! Required parameter not found: param-key
  ! For usage run: 'xe help'
  [1]
  $ xe sr-param-get uuid=$RED param-name=tags
  fast, cheap
  $ xe sr-list tags:contains=fast --minimal
  <RED>
  $ xe sr-param-add uuid=$RED param-name=sm-config x=y
  ! Error: Parameter is read-only
  [1]
  $ xe sr-param-add uuid=$RED param-name=name-label x=y
  ! Error: Can only add to parameters of type Set or Map
  [1]
  $ xe sr-param-add uuid=$RED param-name=colour x=y
  ! Error code: Missing parameter
  ! Error parameters: colour
  [1]
  $ xe sr-param-remove uuid=$RED param-name=other-config param-key=weight
  $ xe sr-param-remove uuid=$RED param-name=other-config param-key=weight
  ! Error: Key weight is not in map
  [1]
  $ xe sr-param-remove uuid=$RED param-name=tags param-key=fast
  $ xe sr-param-remove uuid=$RED param-name=tags param-key=fast
  ! Error: Key fast is not in the set
  [1]
  $ xe sr-param-remove uuid=$RED param-name=sm-config param-key=x
  ! Error: Cannot remove parameters from read-only map
  [1]
  $ xe sr-param-remove uuid=$RED param-name=name-label param-key=x
  ! Error: Can only remove from parameters of type Set or Map
  [1]
  $ xe sr-param-remove uuid=$RED param-name=tags
  ! Required parameter not found: param-key
  ! For usage run: 'xe help'
  [1]
  $ xe sr-param-get uuid=$RED param-name=tags
  cheap
  $ xe pbd-param-add uuid=$PBD param-name=other-config colour=blue
  $ xe pbd-param-add uuid=$PBD param-name=device-config size=4
  ! Error: Parameter is read-only
  [1]
  $ xe pbd-param-remove uuid=$PBD param-name=other-config param-key=wire
  $ xe pbd-param-remove uuid=$PBD param-name=other-config param-key=wire
  ! Error: Key wire is not in map
  [1]
  $ xe pbd-param-get uuid=$PBD param-name=other-config
  colour: blue

Emptying.

  $ xe sr-param-clear uuid=$RED param-name=other-config
  $ xe sr-param-clear uuid=$RED param-name=tags
  $ xe sr-param-clear uuid=$RED param-name=name-description
  $ xe sr-param-clear uuid=$RED param-name=shared
  ! Error: Cannot clear this parameter
  [1]
  $ xe sr-param-clear uuid=$RED param-name=type
  ! Error: Can only clear RW parameters
  [1]
  $ xe sr-param-clear uuid=$RED param-name=sm-config
  ! Error: Can only clear RW parameters
  [1]
  $ xe sr-param-clear uuid=$RED param-name=colour
  ! Error code: Missing parameter
  ! Error parameters: colour
  [1]
  $ xe sr-param-clear uuid=$RED
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]
  $ xe sr-list uuid=$RED params=other-config,tags,name-description
  name-description ( RW)    : 
          other-config (MRW): 
                  tags (SRW): 
  
  
  $ xe pbd-param-clear uuid=$PBD param-name=other-config
  $ xe pbd-param-clear uuid=$PBD param-name=device-config
  ! Error: Can only clear RW parameters
  [1]
  $ xe pbd-param-get uuid=$PBD param-name=other-config
  
