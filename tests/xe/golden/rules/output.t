Results for programs and for wide screens: `--output json`, `csv` and `table`.

  $ . "$GOLDEN/setup.sh"
  $ uuid WEB guest web
  $ uuid NET xe network-create name-label=lan name-description='für "alle", überall'
  $ name SEED "$(xe vm-param-get uuid=$WEB param-name=other-config param-key=mac_seed)"
  $ xe vm-param-set uuid=$WEB name-description='日本 and more' other-config:owner=ann
  $ xe vm-param-add uuid=$WEB param-name=tags param-key=a
  $ xe vm-param-add uuid=$WEB param-name=tags param-key=b

Lists: as people know them, and as arrays, lines and columns. The option may be written in three ways.

  $ xe vm-list is-control-domain=false
  uuid ( RO)           : <WEB>
       name-label ( RW): web
      power-state ( RO): halted
  
  
  $ xe vm-list is-control-domain=false --output json
  [
    {
      "uuid": "<WEB>",
      "name-label": "web",
      "power-state": "halted"
    }
  ]
  $ xe vm-list is-control-domain=false --output=csv | cat -A | shown
  uuid,name-label,power-state^M$
  <WEB>,web,halted^M$
  $ xe vm-list is-control-domain=false output=table
  uuid                                  name-label  power-state
  <WEB>  web         halted
  $ xe network-list uuid=$NET params=name-label,name-description --output json
  [
    {
      "name-label": "lan",
      "name-description": "für \"alle\", überall"
    }
  ]
  $ xe network-list uuid=$NET params=name-label,name-description --output csv
  name-label,name-description\r (esc)
  lan,"für ""alle"", überall"\r (esc)
  $ xe vm-list name-label=none --output json
  []
  $ xe vm-list name-label=none --output csv
  uuid,name-label,power-state\r (esc)
  $ xe vm-list name-label=none --output table
  uuid  name-label  power-state

Values have their types: sets, maps, booleans, numbers, nothing, times; what is expensive is so in every list.

  $ xe vm-list uuid=$WEB --output json params=name-description,is-a-template,snapshot-of,snapshot-time,memory-static-max,tags,other-config,HVM-shadow-multiplier,start-time,possible-hosts
  [
    {
      "name-description": "日本 and more",
      "is-a-template": false,
      "snapshot-of": null,
      "snapshot-time": "1970-01-01T00:00:00Z",
      "memory-static-max": 134217728,
      "possible-hosts": "<expensive field>",
      "HVM-shadow-multiplier": 1.0,
      "other-config": {
        "mac_seed": "<SEED>",
        "owner": "ann"
      },
      "start-time": "1970-01-01T00:00:00Z",
      "tags": [
        "a",
        "b"
      ]
    }
  ]
  $ xe vm-list uuid=$WEB --output csv params=name-description,is-a-template,snapshot-of,snapshot-time,memory-static-max,tags,other-config,HVM-shadow-multiplier,start-time,possible-hosts
  name-description,is-a-template,snapshot-of,snapshot-time,memory-static-max,possible-hosts,HVM-shadow-multiplier,other-config,start-time,tags\r (esc)
  日本 and more,false,<not in database>,<time>,134217728,<expensive field>,1.000,mac_seed: <SEED>; owner: ann,<time>,"a, b"\r (esc)
  $ xe vm-list uuid=$WEB --output table params=name-description,memory-static-max,tags,other-config
  name-description  memory-static-max  other-config                                                tags
  日本 and more             134217728  mac_seed: <SEED>; owner: ann  a, b

One parameter is the bare value.

  $ xe vm-param-get uuid=$WEB param-name=VCPUs-max --output json
  1
  $ xe vm-param-get uuid=$WEB param-name=tags --output json
  [
    "a",
    "b"
  ]
  $ xe vm-param-get uuid=$WEB param-name=name-description --output json
  "日本 and more"
  $ xe vm-param-get uuid=$WEB param-name=affinity --output json
  null
  $ xe vm-param-get uuid=$WEB param-name=other-config param-key=owner --output json
  "ann"
  $ xe vm-param-get uuid=$WEB param-name=tags --output csv
  "a, b"\r (esc)

All parameters of an object are lines of a table.

  $ uuid KEY xe secret-create value=sesame
  $ xe secret-param-list uuid=$KEY --output table
  parameter  value
  uuid       <KEY>
  value      sesame
  $ xe secret-param-list uuid=$KEY --output json
  [
    {
      "uuid": "<KEY>",
      "value": "sesame"
    }
  ]
  $ xe vm-param-list uuid=$WEB --output json | python3 -c 'import json, sys; print(len(json.load(sys.stdin)[0]) > 90)'
  True

What is made is a list of uuids; what prints nothing is an empty list.

  $ NEW=$(xe secret-create value=x --output json) && echo "$NEW" | python3 -c 'import json, sys; print(*map(len, json.load(sys.stdin)))'
  36
  $ xe secret-param-set uuid=$KEY value=y --output json
  []
  $ xe secret-param-set uuid=$KEY value=y --output csv

Several tables come as one that says which is which; tables without markers, and help, too.

  $ mkdir "$T/disks"
  $ uuid SR xe sr-create name-label=disks type=file device-config:location="$T/disks"
  $ uuid VDI xe vdi-create sr-uuid=$SR name-label=root virtual-size=8MiB type=user
  $ uuid VBD xe vbd-create vm-uuid=$WEB vdi-uuid=$VDI device=0
  $ xe vm-disk-list vm=web
  Disk 0 VBD:
  uuid ( RO)             : <VBD>
      vm-name-label ( RO): web
         userdevice ( RW): 0
  
  
  Disk 0 VDI:
  uuid ( RO)             : <VDI>
         name-label ( RW): root
      sr-name-label ( RO): disks
       virtual-size ( RO): 8388608
  
  
  $ xe vm-disk-list vm=web --output json
  [
    {
      "table": "Disk 0 VBD",
      "uuid": "<VBD>",
      "vm-name-label": "web",
      "userdevice": "0"
    },
    {
      "table": "Disk 0 VDI",
      "uuid": "<VDI>",
      "name-label": "root",
      "sr-name-label": "disks",
      "virtual-size": 8388608
    }
  ]
  $ xe vm-disk-list vm=web --output csv
  table,uuid,vm-name-label,userdevice,name-label,sr-name-label,virtual-size\r (esc)
  Disk 0 VBD,<VBD>,web,0,,,\r (esc)
  Disk 0 VDI,<VDI>,,,root,disks,8388608\r (esc)
  $ xe host-cpu-info --output json | python3 -c 'import json, sys; print("vendor" in json.load(sys.stdin)[0])'
  True
  $ xe help vbd-plug --output json
  [
    {
      "command name": "vbd-plug",
      "reqd params": [
        "uuid"
      ],
      "optional params": [],
      "description": "Attach a block device to its running VM."
    }
  ]
  $ xe help --output json | python3 -c 'import json, sys; print("vm-list" in json.load(sys.stdin))'
  True

A line that is the only result is one.

  $ xe host-is-in-emergency-mode --output json
  [
    false
  ]

Questions and failures are no results; they stand on stderr.

  $ echo no | command xe vm-uninstall vm=web --output json 2>/dev/null
  []
  $ xe vm-start vm=none --output json
  ! Error: No matching VMs found
  [1]
  $ xe vm-pause vm=web --output json
  ! The VM would have to be in another power state.
  ! vm: <WEB> (web)
  ! expected: running
  ! actual: halted
  [1]

Wrong words.

  $ xe vm-list --output xml
  ! Error: There is no output 'xml': it may be json, csv, table
  [1]
  $ xe vm-list --output
  ! Error: There is no output 'true': it may be json, csv, table
  [1]
  $ xe vm-list --minimal --output json
  ! Error: Either --minimal or --output, not both
  [1]

It selects nothing, and is no parameter, but a map may have such a key.

  $ xe vm-start vm=web output=json paused=true
  []
  $ xe vm-shutdown vm=web force=true --output table
  $ xe vm-param-add uuid=$WEB param-name=other-config output=mine
  $ xe vm-param-get uuid=$WEB param-name=other-config param-key=output
  mine

Every list can be read by a program, with all parameters of whatever there is.

  $ classes=$(command xe help --all --minimal | tr , '\n' | sed -n 's/-param-list$//p')
  $ echo "$classes" | wc -l
  55
  $ mkdir "$T/lists"
  $ for class in $classes; do
  >     command xe $class-list params=all output=json >"$T/lists/$class.json"
  >     command xe $class-list params=all output=csv >"$T/lists/$class.csv"
  > done
  $ python3 - "$T/lists" <<END
  > import csv, json, pathlib, sys
  > for file in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
  >     records = json.loads(file.read_text())
  >     head, *rows = csv.reader(file.with_suffix(".csv").open(newline=""), strict=True)
  >     if len(rows) != len(records) or any(list(record) != head for record in records):
  >         print(file.name, len(rows), len(records), head)
  > END

The user's own file may ask for it always.

  $ echo output=csv >~/.xe
  $ xe secret-list params=value uuid=$KEY
  value\r (esc)
  y\r (esc)
  $ rm ~/.xe
