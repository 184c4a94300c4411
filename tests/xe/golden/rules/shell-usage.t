What administrators' scripts do with xe.

  $ . "$GOLDEN/setup.sh"
  $ uuid MASTER guest master
  $ uuid SR xe pool-list params=default-SR --minimal
  $ uuid HOST xe host-list --minimal

Copies of a VM, one a turn of a loop.

  $ for i in 1 2 3; do plain xe vm-clone vm=master new-name-label=web$i || echo "web$i failed"; done >made
  $ wc -l <made
  3
  $ for i in 1 2 3; do uuid WEB$i sed -n ${i}p made; done
  $ n=4; while [ $n -le 5 ]; do vm=$(xe vm-clone uuid=$MASTER new-name-label=db$n) && xe vm-param-set uuid=$vm name-description="number $n" other-config:role=db; n=$((n + 1)); done
  $ xe vm-list other-config:role=db params=name-label --minimal
  db4,db5

The uuid of a name, if there is just one.

  $ xe vm-list name-label=web1 --minimal
  <WEB1>
  $ xe vm-list name-label=web1 params=uuid --minimal
  <WEB1>
  $ xe vm-list name-label=web1 | grep ^uuid | awk '{print $NF}' | shown
  <WEB1>
  $ xe vm-list name-label=web1 | sed -n 's/^uuid.*: //p' | shown
  <WEB1>
  $ one() { local found=$(xe vm-list name-label="$1" --minimal); case $found in '') echo "no $1";; *,*) echo "several $1";; *) echo "$found" | shown;; esac; }
  $ one web1; one web9; xe vm-param-set uuid=$WEB3 name-label=web2; one web2; xe vm-param-set uuid=$WEB3 name-label=web3
  <WEB1>
  no web9
  several web2
  $ [ -z "$(xe vm-list name-label=web9 --minimal)" ] && echo none
  none

Loops over minimal output.

  $ IFS=,; for name in $(xe vm-list is-control-domain=false params=name-label --minimal); do echo "- $name"; done | sort; unset IFS
  - db4
  - db5
  - master
  - web1
  - web2
  - web3
  $ for vm in $(xe vm-list name-label=web1 --minimal | tr ',' ' '); do xe vm-param-get uuid=$vm param-name=name-label; done
  web1
  $ xe vm-list is-control-domain=false --minimal | tr ',' '\n' | while read -r vm; do xe vm-param-get uuid="$vm" param-name=name-label; done | sort | tr '\n' ' '
  db4 db5 master web1 web2 web3  (no-eol)
  $ mapfile -t vms < <(xe vm-list is-control-domain=false --minimal | tr ',' '\n'); echo ${#vms[@]} VMs
  6 VMs
  $ IFS=, read -r -a webs <<<"$(xe vm-list tags:contains=none --minimal)"; echo ${#webs[@]}
  0
  $ xe vm-param-set uuid=$WEB1 name-label='web, the \first'
  $ xe vm-list uuid=$WEB1 params=name-label --minimal
  web\, the \\first
  $ xe vm-list uuid=$WEB1 params=name-label --minimal | sed 's/\\\(.\)/\1/g'
  web, the \first
  $ xe vm-param-get uuid=$WEB1 param-name=name-label
  web, the \first
  $ xe vm-param-set uuid=$WEB1 name-label=web1

Columns of the classic layout.

  $ xe vm-list name-label=web2 | grep name-label | cut -d: -f2
   web2
  $ xe vm-list name-label=web2 | awk -F': ' '/power-state/ {print $2}'
  halted
  $ xe vm-list is-control-domain=false | awk '/name-label/ {print $NF}' | sort | paste -sd' '
  db4 db5 master web1 web2 web3
  $ xe vm-list is-control-domain=false params=name-label,power-state | grep -v '^$' | paste - - | awk '{print $5, $NF}' | sort
  db4 halted
  db5 halted
  master halted
  web1 halted
  web2 halted
  web3 halted
  $ xe vm-list is-control-domain=false params=name-label,memory-static-max | awk -F': ' '/name-label/ {n=$2} /memory/ {print n "," $2 / 1048576}' | sort
  db4,128
  db5,128
  master,128
  web1,128
  web2,128
  web3,128
  $ xe vm-list name-label=web2 params=name-label | paste -sd' ' | cat -A
  name-label ( RW)    : web2  $
  $ xe vm-list name-label=web2 | wc -l
  5
  $ xe vm-list params=all | grep -c '^uuid ( RO)'
  7
  $ xe vm-list is-control-domain=false | grep -c 'halted$'
  6
  $ xe vm-param-list uuid=$WEB2 | grep -E '^ +(name-label|power-state|VCPUs-max) ' | sed 's/^ *//'
  name-label ( RW): web2
  power-state ( RO): halted
  VCPUs-max ( RW): 1
  $ xe vm-list | head -n 0

Exit codes.

  $ xe vm-list >/dev/null; echo $?
  0
  $ xe vm-list uuid=$SR; echo $?
  0
  $ xe vm-start vm=none; echo $?
  ! Error: No matching VMs found
  1
  $ xe vm-strat vm=none; echo $?
  ! Unknown command: vm-strat
  ! For usage run: 'xe help'
  ! Did you mean 'vm-start'?
  1
  $ command xe vm-start vm=none 2>/dev/null || echo could not start
  could not start
  $ xe vm-param-get uuid=$WEB1 param-name=nothing >/dev/null 2>&1 && echo there || echo not there
  not there
  $ if xe vm-list name-label=web1 >/dev/null; then echo listed; fi
  listed
  $ if ! error=$(xe vm-start uuid=$SR 2>&1); then echo "it said: $error"; fi
  it said: Error: No matching VMs found
  $ (set -e; command xe vm-start vm=none; echo not reached) 2>&1
  Error: No matching VMs found
  [1]
  $ (set -o pipefail; command xe nonsense 2>/dev/null | cat)
  [1]
  $ false; xe pool-list --minimal >/dev/null && echo ok
  ok

What a VM is like decides.

  $ [ "$(xe vm-param-get uuid=$WEB1 param-name=power-state)" = halted ] && xe vm-start uuid=$WEB1 paused=true
  $ until [ "$(xe vm-param-get uuid=$WEB1 param-name=power-state)" = paused ]; do sleep 0.1; done
  $ if [ "$(xe vm-param-get uuid=$WEB1 param-name=other-config param-key=backup 2>/dev/null)" = yes ]; then echo backed up; else echo not backed up; fi
  not backed up
  $ xe vm-param-set uuid=$WEB1 other-config:backup=yes
  $ test "$(xe vm-param-get uuid=$WEB1 param-name=other-config param-key=backup)" = yes && echo backed up
  backed up
  $ test $(xe vm-param-get uuid=$WEB1 param-name=memory-static-max) -ge $((128 << 20)) && echo large enough
  large enough
  $ case $(xe vm-param-get uuid=$WEB1 param-name=power-state) in running) echo runs;; paused) echo stands;; *) echo else;; esac
  stands

All that run are shut down.

  $ for i in 2 3; do xe vm-start vm=web$i paused=true; done
  $ xe vm-list power-state=paused resident-on=$HOST params=name-label --minimal | tr , '\n' | sort | paste -sd,
  web1,web2,web3
  $ xe vm-shutdown power-state=paused --force
  ! Error: Multiple matches VMs found. --multiple required to complete the operation
  [1]
  $ for vm in $(xe vm-list power-state=paused name-label=web1 --minimal); do echo "$(xe vm-param-get uuid=$vm param-name=name-label) goes"; xe vm-shutdown uuid=$vm --force; done
  web1 goes
  $ xe vm-list power-state=paused --minimal | tr , '\n' | xargs -I{} xe vm-shutdown uuid={} --force
  $ xe vm-list is-control-domain=false power-state=paused --minimal
  
  $ xe vm-start tags:contains=none --multiple
  ! Error: No matching VMs found
  [1]
  $ xe vm-start name-label=web1 paused=true; xe vm-shutdown is-control-domain=false power-state=paused --multiple --force && echo done
  done

Snapshots: the newest two stay. (They are imported, as what makes them is not built.)

  $ plain xe vm-export uuid=$WEB1 filename= | LC_ALL=C sed -E '0,/(<name>is_a_snapshot<.name><value><boolean>)0/s//\11/' >snap.xva
  $ for day in 03 01 04 02; do xe snapshot-param-set uuid=$(xe vm-import filename=snap.xva) name-label=web1-2026-01-$day; done
  $ xe snapshot-list params=name-label --minimal | tr , '\n' | sort | head -n -2 | while read -r old; do xe snapshot-uninstall uuid=$(xe snapshot-list name-label=$old --minimal) force=true | tail -n 1; done
  All of it is deleted
  All of it is deleted
  $ xe snapshot-list params=name-label --minimal | tr , '\n' | sort
  web1-2026-01-03
  web1-2026-01-04
  $ for old in $(xe snapshot-list --minimal | tr , ' '); do xe snapshot-destroy uuid=$old; done; xe snapshot-list --minimal
  

Files through pipes.

  $ xe vm-export vm=web1 filename= | gzip -1 >web1.gz && gunzip <web1.gz | tar tf - | head -n 5
  ova.xml
  $ for name in web1 web2; do xe vm-export vm=$name filename=$name-$(date -d 2026-01-31 +%F).xva; done; ls web?-*.xva | wc -l
  Export succeeded
  Export succeeded
  2
  $ xe vm-export vm=web1 filename=web1-$(date -d 2026-01-31 +%F).xva || echo kept the old one
  ! Operation failed. Error: web1-2026-01-31.xva: File exists
  kept the old one
  $ xe vm-import filename=web1-$(date -d 2026-01-31 +%F).xva | wc -l
  1
  $ xe vm-list name-label=web1 --minimal | tr , '\n' | wc -l
  2
  $ xe vm-list name-label=web1 --minimal | tr , '\n' | grep -v $WEB1 | while read -r twin; do echo yes | xe vm-uninstall uuid=$twin | tail -1; done
  All of it is deleted
  $ echo y | command xe vm-uninstall vm=web3 | tail -1
  Aborted (you typed: 'y')
  $ xe vm-uninstall vm=web3 <<<yes | tail -1
  All of it is deleted

Sums over disks and repositories.

  $ for size in 4 12; do xe vbd-create vm-uuid=$WEB2 device=autodetect vdi-uuid=$(xe vdi-create sr-uuid=$SR name-label="$size MiB" virtual-size=${size}MiB type=user); done >/dev/null
  $ sum=0; for vdi in $(xe vbd-list vm-uuid=$WEB2 type=Disk params=vdi-uuid --minimal | tr , ' '); do sum=$((sum + $(xe vdi-param-get uuid=$vdi param-name=virtual-size))); done; echo $((sum >> 20)) MiB
  16 MiB
  $ xe vdi-list sr-uuid=$SR params=name-label,virtual-size | awk -F': ' '/name-label/ {n=$2} /virtual-size/ {printf "%s\t%d\n", n, $2}' | sort -k3n | cat -A
  4 MiB^I4194304$
  12 MiB^I12582912$
  $ used=$(xe sr-param-get uuid=$SR param-name=physical-utilisation) all=$(xe sr-param-get uuid=$SR param-name=physical-size); [ $((used * 100 / all)) -le 100 ] && echo room
  room
  $ for host in $(xe host-list --minimal | tr , ' '); do echo "$(xe vm-list resident-on=$host is-control-domain=true --minimal | tr , '\n' | wc -l) control domain"; done
  1 control domain

Tasks, and many at once.

  $ xe task-list
  $ xe task-list status=pending --minimal | tr , '\n' | grep -c . || true
  0
  $ for i in 1 2 3 4; do command xe vm-list --minimal >out$i & done; wait; cmp out1 out4 && wc -l <out2
  1
  $ command xe vm-list >/dev/full
  Operation failed. Error: the standard output: No space left on device
  [1]
  $ { command xe vm-list params=all; echo $? >code; } 2>&1 | true; cat code
  1

Arguments for every command: XE_EXTRA_ARGS and ~/.xe.

  $ XE_EXTRA_ARGS="--nossl,server=localhost,port=$XE_PORT,username=$XE_USER,password=$XE_PASSWORD" xe vm-list name-label=web2 --minimal
  <WEB2>
  $ XE_EXTRA_ARGS="-s,localhost,-p,$XE_TLS_PORT,-u,$XE_USER,-pw,$XE_PASSWORD" xe vm-list name-label=web2 --minimal
  <WEB2>
  $ XE_EXTRA_ARGS="name-label=web2,params=name-label,minimal=true" xe vm-list
  web2
  $ XE_EXTRA_ARGS="name-label=web2" xe vm-list name-label=web1 --minimal
  <WEB1>
  $ XE_EXTRA_ARGS="server=localhost,port=$XE_PORT,nossl=true,password=wrong" xe vm-list
  ! Authentication failed
  ! For usage run: 'xe help'
  [1]
  $ printf '%s\n' server=localhost port=$XE_TLS_PORT "username=$XE_USER" "password=$XE_PASSWORD" >~/.xe
  $ xe vm-list name-label=web2 --minimal
  <WEB2>
  $ xe vm-list name-label=web2 --minimal password=wrong
  ! Authentication failed
  ! For usage run: 'xe help'
  [1]
  $ XE_EXTRA_ARGS=password=wrong xe vm-list --minimal
  ! Authentication failed
  ! For usage run: 'xe help'
  [1]
  $ xe -s 127.0.0.1 vm-list name-label=web2 --minimal
  <WEB2>
  $ name HOME "$HOME"; echo nonsense >>~/.xe; xe vm-list name-label=web2 --minimal
  <WEB2>
  ! <HOME>/.xe is ignored: this line is not NAME=VALUE: nonsense
  $ rm ~/.xe

Passwords out of files, over TLS and plain.

  $ printf '%s\n' "$XE_USER" "$XE_PASSWORD" >secret; chmod 600 secret
  $ xe -s localhost -p $XE_TLS_PORT -pwf secret vm-list name-label=web2 --minimal
  <WEB2>
  $ xe vm-list name-label=web2 --minimal server=localhost port=$XE_PORT passwordfile=secret --nossl
  <WEB2>
  $ xe -s localhost -p $XE_PORT --nossl -pwf nowhere vm-list
  ! The password file nowhere cannot be read: No such file or directory
  ! Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
  !           [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
  !           [NAME=VALUE ...]
  ! 
  ! Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
  ! lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.
  [1]
  $ echo "$XE_USER" >short; xe -s localhost -p $XE_PORT --nossl -pwf short vm-list
  ! The password file short needs a line with the user and one with the password
  ! Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
  !           [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
  !           [NAME=VALUE ...]
  ! 
  ! Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
  ! lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.
  [1]
  $ xe -s localhost -p $XE_PORT --nossl -u $XE_USER -pw wrong vm-list; echo $?
  ! Authentication failed
  ! For usage run: 'xe help'
  1
  $ xe -s localhost -p $XE_PORT --nossl -u '' -pw '' vm-list
  ! Username/password must be specified
  ! For usage run: 'xe help'
  [1]
  $ xe -s localhost -p 1 --nossl vm-list
  ! Error: Connection refused (calling connect localhost:1)
  [1]
  $ xe -s localhost -p seven vm-list 2>&1 | head -n 1
  Port number must be an integer (0-65535)
