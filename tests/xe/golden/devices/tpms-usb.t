TPMs of VMs, and USB devices of the host that VMs may have.

The host is a directory.

  $ . "$GOLDEN/setup.sh"
  $ uuid VM guest secure

A TPM.

  $ xe vtpm-list
  $ xe vtpm-list --minimal
  
  $ xe vtpm-create
  ! Required parameter not found: vm-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vtpm-create vm-uuid=none
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: none
  [1]
  $ xe vtpm-create vm-uuid=$VM is-unique=maybe
  ! Error: Failed to parse parameter 'is-unique': Expected a boolean (true or false); got maybe
  [1]
  $ uuid TPM xe vtpm-create vm-uuid=$VM is-unique=true
  $ xe vtpm-create vm-uuid=$VM
  ! VTPM max amount reached.
  ! amount: 1
  [1]
  $ xe vtpm-list
  uuid ( RO)       : <TPM>
      vm-uuid ( RO): <VM>
  
  
  $ xe vtpm-list vm-uuid=$VM --minimal
  <TPM>
  $ xe vtpm-list params=is_unique,is_protected,vm-name-label vm-name-label=secure
  vm-name-label ( RO)    : secure
          is_unique ( RO): true
       is_protected ( RO): false
  
  
  $ xe vtpm-list is_unique=false
  $ xe vtpm-list secret:x=y
  ! Error: Field 'secret' is not a set or map
  [1]
  $ xe vtpm-param-list uuid=$TPM
  uuid ( RO)                  : <TPM>
                 vm-uuid ( RO): <VM>
           vm-name-label ( RO): secure
                  secret ( RO): MD5=d41d8cd98f00b204e9800998ecf8427e size=0 bytes
               is_unique ( RO): true
            is_protected ( RO): false
      allowed-operations (SRO): destroy
  
  
  $ xe vtpm-param-get uuid=$TPM param-name=secret
  MD5=d41d8cd98f00b204e9800998ecf8427e size=0 bytes
  $ xe vtpm-param-get uuid=$TPM param-name=contents
  ! Error code: Missing parameter
  ! Error parameters: contents
  [1]
  $ xe vtpm-param-get uuid=none param-name=secret
  ! No object of this type has that uuid.
  ! type: VTPM
  ! uuid: none
  [1]
  $ xe vtpm-param-clear uuid=$TPM param-name=allowed-operations
  ! Error: Can only clear RW parameters
  [1]
  $ xe vtpm-param-clear uuid=$TPM
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]
  $ xe vm-param-get uuid=$VM param-name=vtpms
  <TPM>
  $ xe -s localhost -p $XE_PORT --nossl -u $XE_USER -pw "$XE_PASSWORD" vtpm-param-get uuid=$TPM param-name=secret
  MD5=d41d8cd98f00b204e9800998ecf8427e size=0 bytes

What it holds once the VM has run.

  $ xe vm-start uuid=$VM
  $ xe vtpm-destroy uuid=$TPM --force
  ! The VM would have to be in another power state.
  ! vm: <VM> (secure)
  ! expected: halted
  ! actual: running
  [1]
  $ xe vm-shutdown uuid=$VM --force
  $ xe vtpm-param-get uuid=$TPM param-name=secret | sed -E 's/=[0-9a-f]{32} size=[1-9][0-9]*/=... size=.../'
  MD5=... size=... bytes
  $ xe vtpm-destroy uuid=$TPM
  ! Error: The keys that the guest keeps in the TPM will be lost. To do it all the same, add --force.
  [1]
  $ xe vtpm-destroy uuid=none force=true
  ! No object of this type has that uuid.
  ! type: VTPM
  ! uuid: none
  [1]
  $ xe vtpm-destroy uuid=$TPM force=true
  $ xe vtpm-list
  $ xe vm-param-get uuid=$VM param-name=vtpms
  

A stick is plugged into the host.

  $ uuid HOST xe host-list --minimal
  $ xe host-param-set uuid=$HOST name-label=here
  $ xe pusb-list
  $ xe pusb-list --minimal
  
  $ stick="$PLACE/sys/devices/1-1"
  $ mkdir -p "$stick/1-1:1.0" "$PLACE/sys/bus/usb/devices"
  $ say() { echo "$2" >"$stick/$1"; }
  $ say idVendor 0781; say idProduct 5567; say busnum 1; say devnum 4; say speed 480; say version " 2.00"; say bcdDevice 0100
  $ say bDeviceClass 00; say serial 4C53; say 1-1:1.0/bInterfaceClass 08; say 1-1:1.0/bInterfaceSubClass 06; say 1-1:1.0/bInterfaceProtocol 50
  $ ln -s "$stick" "$PLACE/sys/bus/usb/devices/1-1"
  $ xe pusb-scan
  ! Required parameter not found: host-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pusb-scan host-uuid=none
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: none
  [1]
  $ xe pusb-scan host-uuid=$HOST
  $ uuid STICK xe pusb-list vendor-id=0781 --minimal
  $ xe pusb-list
  uuid ( RO)            : <STICK>
              path ( RO): 1-1
         vendor-id ( RO): 0781
       vendor-desc ( RO): SanDisk Corp.
        product-id ( RO): 5567
      product-desc ( RO): Cruzer Blade
            serial ( RO): 4C53
           version ( RO): 2.00
       description ( RO): SanDisk Corp. Cruzer Blade 4C53
             speed ( RO): 480.000
  
  
  $ xe pusb-list params=path,speed,passthrough-enabled,usb-group-uuid
  usb-group-uuid ( RO)         : <not in database>
                     path ( RO): 1-1
                    speed ( RO): 480.000
      passthrough-enabled ( RW): false
  
  
  $ xe pusb-list vendor-id=1
  $ xe pusb-list vendor=1
  ! Error: Unknown field 'vendor'
  ! Did you mean 'vendor-id'?
  [1]
  $ xe pusb-param-list uuid=$STICK
  uuid ( RO)                   : <STICK>
           usb-group-uuid ( RO): <not in database>
                host-uuid ( RO): <HOST>
          host-name-label ( RO): here
                     path ( RO): 1-1
                vendor-id ( RO): 0781
              vendor-desc ( RO): SanDisk Corp.
               product-id ( RO): 5567
             product-desc ( RO): Cruzer Blade
                   serial ( RO): 4C53
                  version ( RO): 2.00
              description ( RO): SanDisk Corp. Cruzer Blade 4C53
                    speed ( RO): 480.000
      passthrough-enabled ( RW): false
  
  
  $ xe pusb-param-get uuid=$STICK param-name=speed
  480.000
  $ xe pusb-param-get uuid=$STICK param-name=colour
  ! Error code: Missing parameter
  ! Error parameters: colour
  [1]
  $ xe pusb-param-set uuid=$STICK speed=1
  ! Error: Field 'speed' is read-only.
  [1]
  $ xe pusb-param-set uuid=$STICK passthrough-enabled=maybe
  ! Error: Parameter passthrough-enabled must be a boolean (true or false)
  [1]
  $ xe pusb-param-set uuid=$STICK passthrough-enabled=true
  $ xe pusb-param-clear uuid=$STICK param-name=passthrough-enabled
  ! Error: Cannot clear this parameter
  [1]
  $ xe pusb-param-clear uuid=$STICK param-name=path
  ! Error: Can only clear RW parameters
  [1]

Its group.

  $ uuid GROUP xe usb-group-list --minimal
  $ xe usb-group-list
  uuid ( RO)                : <GROUP>
            name-label ( RW): Group of SanDisk Corp. Cruzer Blade 4C53
      name-description ( RW): The USB device in port 1-1 of here
  
  
  $ xe usb-group-list PUSB-uuids:contains=$STICK --minimal
  <GROUP>
  $ xe usb-group-list name-label=none
  $ xe usb-group-list size=1
  ! Error: Unknown field 'size'
  [1]
  $ xe usb-group-param-list uuid=$GROUP
  uuid ( RO)                : <GROUP>
            name-label ( RW): Group of SanDisk Corp. Cruzer Blade 4C53
      name-description ( RW): The USB device in port 1-1 of here
            VUSB-uuids (SRO): 
            PUSB-uuids (SRO): <STICK>
          other-config (MRW): 
  
  
  $ xe usb-group-param-get uuid=$GROUP param-name=PUSB-uuids
  <STICK>
  $ xe usb-group-param-get uuid=$GROUP param-name=size
  ! Error code: Missing parameter
  ! Error parameters: size
  [1]
  $ xe usb-group-param-set uuid=$GROUP name-label=sticks other-config:colour=red
  $ xe usb-group-param-set uuid=$GROUP PUSB-uuids=$STICK
  ! Error: Field 'PUSB-uuids' is a map or set. use the 'name:key=value' syntax.
  [1]
  $ xe usb-group-param-add uuid=$GROUP param-name=other-config size=small
  $ xe usb-group-param-add uuid=$GROUP param-name=VUSB-uuids param-key=$STICK
  ! Error: Parameter is read-only
  [1]
  $ xe usb-group-param-get uuid=$GROUP param-name=other-config
  colour: red; size: small
  $ xe usb-group-param-remove uuid=$GROUP param-name=other-config param-key=size
  $ xe usb-group-param-remove uuid=$GROUP param-name=other-config param-key=size
  ! Error: Key size is not in map
  [1]
  $ xe usb-group-param-clear uuid=$GROUP param-name=other-config
  $ xe usb-group-param-clear uuid=$GROUP param-name=name-description
  $ xe usb-group-param-clear uuid=$GROUP param-name=VUSB-uuids
  ! Error: Can only clear RW parameters
  [1]
  $ xe usb-group-list params=name-label,name-description,other-config
  name-label ( RW)          : sticks
      name-description ( RW): 
          other-config (MRW): 
  
  

For a VM.

  $ xe vusb-list
  $ xe vusb-list --minimal
  
  $ xe vusb-create vm-uuid=$VM
  ! Required parameter not found: usb-group-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe vusb-create vm-uuid=$VM usb-group-uuid=none
  ! No object of this type has that uuid.
  ! type: USB_group
  ! uuid: none
  [1]
  $ uuid VUSB xe vusb-create vm-uuid=$VM usb-group-uuid=$GROUP
  $ xe vusb-create vm-uuid=$VM usb-group-uuid=$GROUP
  ! USB group conflict.
  ! USB_group: <GROUP> (sticks)
  [1]
  $ xe vusb-list
  uuid ( RO)              : <VUSB>
             vm-uuid ( RO): <VM>
      usb-group-uuid ( RO): <GROUP>
  
  
  $ xe vusb-list vm-name-label=secure params=usb-group-name-label,currently-attached,allowed-operations
  usb-group-name-label ( RO)    : sticks
        currently-attached ( RO): false
        allowed-operations (SRO): attach
  
  
  $ xe vusb-list vm-uuid=$VM --minimal
  <VUSB>
  $ xe vusb-list usb-group=1
  ! Error: Unknown field 'usb-group'
  ! Did you mean 'usb-group-uuid'?
  [1]
  $ xe vusb-param-list uuid=$VUSB
  uuid ( RO)                    : <VUSB>
                   vm-uuid ( RO): <VM>
             vm-name-label ( RO): secure
            usb-group-uuid ( RO): <GROUP>
      usb-group-name-label ( RO): sticks
              other-config (MRW): 
        currently-attached ( RO): false
        allowed-operations (SRO): attach
        current-operations (SRO): 
  
  
  $ xe vusb-param-get uuid=$VUSB param-name=usb-group-uuid
  <GROUP>
  $ xe vusb-param-get uuid=$VUSB param-name=device
  ! Error code: Missing parameter
  ! Error parameters: device
  [1]
  $ xe vusb-param-set uuid=$VUSB other-config:of=mine
  $ xe vusb-param-set uuid=$VUSB currently-attached=true
  ! Error: Field 'currently-attached' is read-only.
  [1]
  $ xe vusb-param-add uuid=$VUSB param-name=other-config for=you
  $ xe vusb-param-add uuid=$VUSB param-name=other-config for=me
  ! The map has that key already.
  ! type: VUSB
  ! param_name: other_config
  ! uuid: <VUSB>
  ! key: for
  [1]
  $ xe vusb-param-get uuid=$VUSB param-name=other-config
  of: mine; for: you
  $ xe vusb-param-remove uuid=$VUSB param-name=other-config param-key=for
  $ xe vusb-param-remove uuid=$VUSB param-name=other-config param-key=for
  ! Error: Key for is not in map
  [1]
  $ xe vusb-param-clear uuid=$VUSB param-name=other-config
  $ xe vusb-param-clear uuid=$VUSB param-name=allowed-operations
  ! Error: Can only clear RW parameters
  [1]
  $ xe vusb-unplug uuid=$VUSB
  ! The VM would have to be in another power state.
  ! vm: <VM> (secure)
  ! expected: running
  ! actual: halted
  [1]
  $ xe vusb-unplug uuid=none
  ! No object of this type has that uuid.
  ! type: VUSB
  ! uuid: none
  [1]
  $ xe vusb-destroy uuid=$VUSB
  $ xe vusb-destroy uuid=$VUSB
  ! No object of this type has that uuid.
  ! type: VUSB
  ! uuid: <VUSB>
  [1]
  $ xe vusb-list
  $ xe pusb-param-set uuid=$STICK passthrough-enabled=false
  $ xe usb-group-list
