The forms of output: records, lists and single values, for people and with --minimal.

  $ . "$GOLDEN/setup.sh"
  $ uuid WEB guest web1
  $ xe vm-param-set uuid=$WEB other-config:folder=/prod other-config:owner=ann
  $ xe vm-param-remove uuid=$WEB param-name=other-config param-key=mac_seed
  $ xe vm-param-add uuid=$WEB param-name=tags param-key=a
  $ xe vm-param-add uuid=$WEB param-name=tags param-key=b

A record: the first key at the left, the others at the right, four blanks wider than the longest; two empty lines after it.

  $ xe vm-list name-label=web1
  uuid ( RO)           : <WEB>
       name-label ( RW): web1
      power-state ( RO): halted
  
  
  $ uuid DB guest db1
  $ command xe vm-list name-label=db1 | cat -A | shown
  uuid ( RO)           : <DB>$
       name-label ( RW): db1$
      power-state ( RO): halted$
  $
  $
  $ xe vm-list is-control-domain=false --minimal | tr , '\n' | sort | shown | sort
  <DB>
  <WEB>

The width is that of each record, and counts bytes. An empty value leaves its blank.

  $ xe vm-list name-label=web1 params=uuid
  uuid ( RO)    : <WEB>
  
  
  $ xe vm-list name-label=web1 params=name-description,uuid | cat -A | shown
  uuid ( RO)                : <WEB>$
      name-description ( RW): $
  $
  $
  $ xe vm-list name-label=web1 params=name-description
  name-description ( RW)    : 
  
  

Markers: plain, sets and maps, read-only or not; deprecated and expensive ones; always in the order of the table.

  $ xe vm-list name-label=web1 params=uuid,name-label,other-config,current-operations,ha-always-run,possible-hosts
  uuid ( RO)                          : <WEB>
                      name-label ( RW): web1
              current-operations (SRO): 
                  possible-hosts ( RO): <expensive field>
                    other-config (MRW): folder: /prod; owner: ann
      ha-always-run ( RW) [DEPRECATED]: false
  
  
  $ xe vm-list name-label=web1 params=possible-hosts,ha-always-run,current-operations,other-config,name-label,uuid
  uuid ( RO)                          : <WEB>
                      name-label ( RW): web1
              current-operations (SRO): 
                  possible-hosts ( RO): <expensive field>
                    other-config (MRW): folder: /prod; owner: ann
      ha-always-run ( RW) [DEPRECATED]: false
  
  
  $ xe vm-list name-label=web1 params=os-version,bios-strings,console-uuids,platform,tags
  console-uuids (SRO)    : 
           platform (MRW): 
         os-version (MRO): <not in database>
               tags (SRW): a, b
       bios-strings (MRO): 
  
  

Unknown names in params= are dropped; if nothing is left, records are empty. Hidden ones are never shown.

  $ xe vm-list name-label=web1 params=nonsense,name-label
  name-label ( RW)    : web1
  
  
  $ command xe vm-list name-label=web1 params=nonsense | cat -A
  $
  $
  $
  $ xe vm-list name-label=web1 params=nonsense --minimal
  
  $ xe vm-list name-label=web1 params=NVRAM,uuid
  uuid ( RO)    : <WEB>
  
  
  $ xe vm-list params=all name-label=web1 | grep -c '( \|(S\|(M'
  105
  $ xe vm-param-list uuid=$WEB | grep -c '( \|(S\|(M'
  105

Values: booleans, numbers, times, enumerations, references by uuid and by name, null ones, sets, maps, missing objects.

  $ xe vm-list name-label=web1 params=is-a-template,VCPUs-max,HVM-shadow-multiplier,snapshot-time,power-state,actions-after-crash,affinity,resident-on,tags,VBDs,other-config,os-version,start-time,dom-id,hvm
  is-a-template ( RW)            : false
              snapshot-time ( RO): <time>
                power-state ( RO): halted
                  VCPUs-max ( RW): 1
        actions-after-crash ( RW): Destroy
                        hvm ( RO): false
      HVM-shadow-multiplier ( RW): 1.000
                resident-on ( RO): <not in database>
                   affinity ( RW): <not in database>
               other-config (MRW): folder: /prod; owner: ann
                     dom-id ( RO): -1
                 start-time ( RO): <time>
                 os-version (MRO): <not in database>
                       VBDs (SRO): 
                       tags (SRW): a, b
  
  
  $ uuid HOST xe host-list --minimal
  $ xe vm-param-set uuid=$WEB affinity=$HOST
  $ xe vm-list name-label=web1 params=affinity
  affinity ( RW)    : <HOST>
  
  
  $ uuid SR xe sr-create type=file name-label=disks device-config:location="$T/disks"
  $ xe pbd-list sr-uuid=$SR params=host-uuid,sr-uuid,currently-attached
  host-uuid ( RO)             : <HOST>
                 sr-uuid ( RO): <SR>
      currently-attached ( RO): true
  
  
  $ uuid PBD xe pbd-list sr-uuid=$SR --minimal
  $ xe sr-list uuid=$SR params=virtual-allocation,shared,PBDs
  PBDs (SRO)                  : <PBD>
      virtual-allocation ( RO): 0
                  shared ( RW): false
  
  
  $ uuid VBD xe vbd-create vm-uuid=$WEB type=CD device=3
  $ xe vbd-list uuid=$VBD params=vm-name-label,vdi-uuid,vdi-name-label,empty,mode
  vm-name-label ( RO)     : web1
            vdi-uuid ( RO): <not in database>
      vdi-name-label ( RO): <EMPTY>
               empty ( RO): true
                mode ( RW): RO
  
  
  $ uuid VBD2 xe vbd-create vm-uuid=$WEB type=CD device=4
  $ [ "$(xe vm-param-get uuid=$WEB param-name=VBDs)" = "$VBD; $VBD2" ] || [ "$(xe vm-param-get uuid=$WEB param-name=VBDs)" = "$VBD2; $VBD" ]
  $ xe vm-list name-label=db1 params=uuid,snapshot-of,snapshots,parent,children,suspend-VDI-uuid,blobs
  uuid ( RO)                : <DB>
           snapshot-of ( RO): <not in database>
             snapshots ( RO): 
                parent ( RO): <not in database>
              children ( RO): 
      suspend-VDI-uuid ( RW): <not in database>
                 blobs ( RO): 
  
  

What costs is only worked out for one object.

  $ xe vm-list name-label=web1 params=possible-hosts,memory-target
  memory-target ( RO)     : <expensive field>
      possible-hosts ( RO): <expensive field>
  
  
  $ xe vm-param-get uuid=$WEB param-name=possible-hosts
  <HOST>
  $ xe vm-param-get uuid=$WEB param-name=memory-target
  0
  $ xe vm-list name-label=web1 params=memory-target --minimal
  <expensive field>

With --minimal commas and backslashes are escaped, only the first column counts, and nothing is an empty line.

  $ xe vm-param-set uuid=$WEB name-label='a,b\c'
  $ xe vm-list uuid=$WEB params=name-label --minimal
  a\,b\\c
  $ xe vm-param-get uuid=$WEB param-name=name-label --minimal
  a\,b\\c
  $ xe vm-param-get uuid=$WEB param-name=name-label
  a,b\c
  $ xe vm-list uuid=$WEB minimal=true
  <WEB>
  $ xe vm-list uuid=$WEB minimal=false params=name-label
  name-label ( RW)    : a,b\c
  
  
  $ xe vm-list uuid=$WEB params=name-label,power-state --minimal
  a\,b\\c
  $ xe vm-param-list uuid=$WEB --minimal
  <WEB>
  $ xe vm-list name-label=none --minimal
  
  $ xe vm-list name-label=none
  $ xe vm-param-set uuid=$WEB name-label=web1 --minimal
  
  $ xe vm-disk-list vm=web1 --minimal
  
  $ xe vm-cd-list vm=web1 --minimal vdi-params=none vbd-params=vdi-name-label
  <EMPTY>,<EMPTY>
  $ xe host-is-in-emergency-mode
  false
  $ xe host-is-in-emergency-mode --minimal
  

Several tables and lists: with --minimal the last comes first.

  $ uuid VDI xe vdi-create sr-uuid=$SR name-label=root virtual-size=8MiB type=user
  $ uuid VBD3 xe vbd-create vm-uuid=$WEB vdi-uuid=$VDI device=0
  $ xe vm-disk-list vm=web1 --minimal
  <VDI>,<VBD3>

Tables of other things have no markers. Text beyond ASCII and several words are as they are.

  $ xe help vbd-plug
  command name            : vbd-plug
          reqd params     : uuid
          optional params : 
          description     : Attach a block device to its running VM.
  
  
  $ xe host-cpu-info | sed -n 's/^\( *[a-z_]*\) *: .*/\1/p' | head -1
  cpu_count
  $ xe vm-param-set uuid=$WEB name-description='  zwei  Wörter; "so": 日本  '
  $ xe vm-list uuid=$WEB params=name-description | cat -A
  name-description ( RW)    :   zwei  WM-CM-6rter; "so": M-fM-^WM-%M-fM-^\M-,  $
  $
  $
  $ xe vm-param-get uuid=$WEB param-name=name-description
    zwei  Wörter; "so": 日本  

A reference that leads nowhere any more is shown like one that never led anywhere.

  $ uuid SR2 xe sr-create type=file name-label=more device-config:location="$T/more"
  $ xe vm-param-set uuid=$DB suspend-SR-uuid=$SR2
  $ xe vm-list uuid=$DB params=suspend-SR-uuid
  suspend-SR-uuid ( RW)    : <SR2>
  
  
  $ uuid PBD2 xe pbd-list sr-uuid=$SR2 --minimal
  $ xe pbd-unplug uuid=$PBD2
  $ xe sr-forget uuid=$SR2
  $ xe vm-list uuid=$DB params=suspend-SR-uuid
  suspend-SR-uuid ( RW)    : <not in database>
  
  
