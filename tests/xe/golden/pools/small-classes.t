Observers: whoever wants traces of what calls do.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal

  $ xe observer-list
  $ xe observer-create
  ! Required parameter not found: name-label
  ! For usage run: 'xe help'
  [1]
  $ xe observer-create name-label=eye host-uuids=nothing
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nothing
  [1]
  $ xe observer-create name-label=eye endpoints=nowhere
  ! The value is not allowed for this field.
  ! field: endpoints
  ! value: nowhere
  [1]
  $ xe observer-create name-label=eye components=engine
  ! The value is not allowed for this field.
  ! field: components
  ! value: engine
  [1]
  $ xe observer-create name-label=eye enabled=perhaps
  ! Error: Failed to parse parameter 'enabled': Expected a boolean (true or false); got perhaps
  [1]
  $ uuid EYE xe observer-create name-label=eye name-description=sees host-uuids=$HOST endpoints=bugtool,http://127.0.0.1:9/api components=xapi,smapi attributes:site=here attributes:rack=3
  $ xe observer-list
  uuid ( RO)                : <EYE>
            host-uuids (SRW): <HOST>
            name-label ( RO): eye
      name-description ( RO): sees
             endpoints (SRW): bugtool; http://127.0.0.1:9/api
               enabled ( RW): false
  
  
  $ xe observer-list --minimal
  <EYE>
  $ xe observer-list enabled=false params=components
  components (SRW)    : xapi; smapi
  
  
  $ xe observer-list endpoints:contains=bugtool params=uuid
  uuid ( RO)    : <EYE>
  
  
  $ xe observer-param-list uuid=$EYE
  uuid ( RO)                : <EYE>
            host-uuids (SRW): <HOST>
            name-label ( RO): eye
      name-description ( RO): sees
            attributes (MRW): site: here; rack: 3
             endpoints (SRW): bugtool; http://127.0.0.1:9/api
            components (SRW): xapi; smapi
               enabled ( RW): false
  
  
  $ xe observer-param-get uuid=$EYE param-name=attributes param-key=site
  here
  $ xe observer-param-set uuid=$EYE enabled=true
  $ xe observer-param-set uuid=$EYE endpoints=bugtool enabled=false
  $ xe observer-param-set uuid=$EYE endpoints=nowhere
  ! The value is not allowed for this field.
  ! field: endpoints
  ! value: nowhere
  [1]
  $ xe observer-param-set uuid=$EYE attributes:site=there attributes:row=2
  $ xe observer-param-get uuid=$EYE param-name=attributes
  site: there; row: 2
  $ xe observer-param-set uuid=$EYE name-label=other
  ! Error: Field 'name-label' is read-only.
  [1]
  $ xe observer-param-add uuid=$EYE param-name=attributes lamp=on
  $ xe observer-param-add uuid=$EYE param-name=endpoints param-key=http://127.0.0.1:9/other
  $ xe observer-param-get uuid=$EYE param-name=endpoints
  bugtool; http://127.0.0.1:9/other
  $ xe observer-param-remove uuid=$EYE param-name=attributes param-key=lamp
  $ xe observer-param-remove uuid=$EYE param-name=host-uuids param-key=$HOST
  $ xe observer-param-get uuid=$EYE param-name=host-uuids
  
  $ xe observer-param-add uuid=$EYE param-name=host-uuids param-key=nothing
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nothing
  [1]
  $ xe observer-param-add uuid=$EYE param-name=host-uuids param-key=$HOST
  $ xe observer-param-clear uuid=$EYE param-name=components
  $ xe observer-param-clear uuid=$EYE param-name=attributes
  $ xe observer-param-clear uuid=$EYE param-name=name-label
  ! Error: Can only clear RW parameters
  [1]
  $ xe observer-param-list uuid=$EYE
  uuid ( RO)                : <EYE>
            host-uuids (SRW): <HOST>
            name-label ( RO): eye
      name-description ( RO): sees
            attributes (MRW): 
             endpoints (SRW): bugtool; http://127.0.0.1:9/other
            components (SRW): 
               enabled ( RW): false
  
  
  $ xe observer-destroy uuid=nothing
  ! No object of this type has that uuid.
  ! type: Observer
  ! uuid: nothing
  [1]
  $ xe observer-destroy uuid=$EYE
  $ xe observer-list --minimal
  

Recoveries after a disaster are not built yet.

  $ xe drtask-list
  $ xe drtask-list --minimal
  
  $ xe drtask-create
  ! Required parameter not found: type
  ! For usage run: 'xe help'
  [1]
  $ xe drtask-create type=lvmoiscsi device-config:target=192.0.2.1 sr-whitelist=a,b
  ! This is not built yet.
  ! function: DR_task.create
  [1]
  $ xe drtask-destroy
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe drtask-destroy uuid=nothing
  ! No object of this type has that uuid.
  ! type: DR_task
  ! uuid: nothing
  [1]
  $ xe drtask-param-list uuid=nothing
  ! No object of this type has that uuid.
  ! type: DR_task
  ! uuid: nothing
  [1]
  $ xe drtask-param-get uuid=nothing param-name=introduced-SRs
  ! No object of this type has that uuid.
  ! type: DR_task
  ! uuid: nothing
  [1]

Nor are controllers of the switches.

  $ xe sdn-controller-list
  $ xe sdn-controller-list --minimal
  
  $ xe sdn-controller-introduce
  ! This is not built yet.
  ! function: SDN_controller.introduce
  [1]
  $ xe sdn-controller-introduce address=192.0.2.1 tcp-port=high
  ! Error: Parameter tcp-port must be an integer
  [1]
  $ xe sdn-controller-introduce address=192.0.2.1 protocol=carrier-pigeon
  ! Error: Failed to parse parameter 'protocol': Expected one of ssl, pssl; got carrier-pigeon
  [1]
  $ xe sdn-controller-introduce address=192.0.2.1 protocol=pssl tcp-port=6632
  ! This is not built yet.
  ! function: SDN_controller.introduce
  [1]
  $ xe sdn-controller-forget
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe sdn-controller-forget uuid=nothing
  ! No object of this type has that uuid.
  ! type: SDN_controller
  ! uuid: nothing
  [1]
  $ xe sdn-controller-param-list uuid=nothing
  ! No object of this type has that uuid.
  ! type: SDN_controller
  ! uuid: nothing
  [1]
  $ xe sdn-controller-param-get uuid=nothing param-name=port
  ! No object of this type has that uuid.
  ! type: SDN_controller
  ! uuid: nothing
  [1]
