Help: the names of commands, what each takes, and what was meant by those that do not exist.

  $ . "$GOLDEN/setup.sh"

The usage, which needs no server and so no session either.

  $ xe
  ! Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
  !           [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
  !           [NAME=VALUE ...]
  ! 
  ! Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
  ! lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.
  $ xe -help
  ! Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
  !           [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
  !           [NAME=VALUE ...]
  ! 
  ! Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
  ! lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.
  $ xe vm-list --help uuid=x
  ! Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
  !           [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
  !           [NAME=VALUE ...]
  ! 
  ! Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
  ! lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.
  $ xe -s no.such.host.invalid --help
  ! Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
  !           [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
  !           [NAME=VALUE ...]
  ! 
  ! Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
  ! lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.
  $ XAPID_SOCKET=/nowhere xe vm-start -help
  ! Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
  !           [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
  !           [NAME=VALUE ...]
  ! 
  ! Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
  ! lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.

Versions: of the protocol, by the client alone, wherever it stands; of the program, where the command would stand.

  $ xe -version
  ThinCLI protocol: 0.2
  $ xe vm-list -version -s no.such.host.invalid
  ThinCLI protocol: 0.2
  $ xe --version | sed 's/ [0-9][0-9.]* / N /'
  ThinCLI protocol: 0.2
  xe N (xapid)
  $ xe -s no.such.host.invalid --version | head -n 1
  ThinCLI protocol: 0.2
  $ xe secret-list --version

The common commands, and all of them in three blocks. Names that are sorted stay within their width.

  $ xe help
  Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [NAME=VALUE ...]
  
  `xe help --all` lists every command, `xe help COMMAND` describes one.
  
  Common commands
  
      cd-list, diagnostic-vm-status, network-list, snapshot-clone
      snapshot-copy, snapshot-disk-list, snapshot-export-to-template
      snapshot-reset-powerstate, snapshot-revert, snapshot-uninstall, sr-list
      template-export, template-uninstall, vm-cd-add, vm-cd-eject
      vm-cd-insert, vm-cd-list, vm-cd-remove, vm-checkpoint, vm-clone
      vm-compute-maximum-memory, vm-copy, vm-disk-add, vm-disk-list
      vm-disk-remove, vm-export, vm-import, vm-install, vm-list, vm-migrate
      vm-pause, vm-reboot, vm-reset-powerstate, vm-restart-device-models
      vm-resume, vm-shutdown, vm-snapshot, vm-snapshot-with-quiesce, vm-start
      vm-suspend, vm-uninstall, vm-unpause, vm-vif-list
  $ command xe help --all | sed -n '1,/^All/p'
  Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [NAME=VALUE ...]
  
  All commands
  $ command xe help --all | sed '1,/^All/d' | awk 'length > 78 || /,$/'
  $ command xe help --all | grep -c '^    $'
  2
  $ xe help --all=true --minimal | head -c 60
  cd-list,diagnostic-vm-status,network-list,snapshot-clone,sna (no-eol)

Just the names; those in --all are the ones that are not hidden.

  $ xe help --minimal
  cd-list,diagnostic-vm-status,network-list,snapshot-clone,snapshot-copy,snapshot-disk-list,snapshot-export-to-template,snapshot-reset-powerstate,snapshot-revert,snapshot-uninstall,sr-list,template-export,template-uninstall,vm-cd-add,vm-cd-eject,vm-cd-insert,vm-cd-list,vm-cd-remove,vm-checkpoint,vm-clone,vm-compute-maximum-memory,vm-copy,vm-disk-add,vm-disk-list,vm-disk-remove,vm-export,vm-import,vm-install,vm-list,vm-migrate,vm-pause,vm-reboot,vm-reset-powerstate,vm-restart-device-models,vm-resume,vm-shutdown,vm-snapshot,vm-snapshot-with-quiesce,vm-start,vm-suspend,vm-uninstall,vm-unpause,vm-vif-list
  $ command xe help --minimal --all | tr , '\n' | wc -l
  647
  $ command xe help --minimal --all | tr , '\n' | sort -u | wc -l
  647
  $ for block in '^host-' '^vm-' '^host-\|^vm-'; do
  >   [ "$block" = '^host-\|^vm-' ] && invert=-v
  >   command xe help --all | sed '1,/^All/d' | tr -s ' ,' '\n' | grep . | grep $invert "$block" | LC_ALL=C sort -c && echo sorted
  > done
  sorted
  sorted
  sorted
  $ command xe help --minimal --all | tr , '\n' | grep -x 'vm-call-plugin\|host-notify\|blob-get\|help'
  vm-call-plugin
  help
  $ XAPID_SOCKET=/nowhere xe help -s 127.0.0.1 -p 1
  ! Error: Connection refused (calling connect 127.0.0.1:1)
  [1]

One command, several, of all kinds of selectors, hidden ones, and none.

  $ xe help vm-start
  command name            : vm-start
          reqd params     : 
          optional params : force, on, paused, <vm-selectors>
          description     : Start a VM, on a host of your choice (on) or any that can take it, paused if you like. The VMs are those that the selectors choose: vm=UUID-OR-NAME, or any filter of vm-list. With --multiple there may be several.
  
  
  $ xe help sr-param-get host-disable sr-scan
  command name            : sr-param-get
          reqd params     : uuid, param-name
          optional params : param-key, database:
          description     : Print one parameter of a storage repository (SR), or of a map the value of the key that param-key= names.
  
  
  command name            : host-disable
          reqd params     : 
          optional params : auto-enable, <host-selectors>
          description     : Let a host start no more VMs, until it is enabled or (unless auto-enable=false) restarted. The hosts are those that the selectors choose: host=UUID-OR-NAME, or any filter of host-list. With --multiple there may be several.
  
  
  command name            : sr-scan
          reqd params     : uuid
          optional params : 
          description     : Look for disks that came into a repository or left it.
  
  
  $ xe help blob-get help --minimal
  help,blob-get
  $ xe help vm-strat
  Unknown command 'vm-strat'
  ! Did you mean 'vm-start'?
  $ xe help qwertyuiop secret-create
  Unknown command 'qwertyuiop'
  command name            : secret-create
          reqd params     : value
          optional params : 
          description     : Keep a word under a uuid that may be shown to others.
  
  

Every command has a sentence, and no help is wider than its record.

  $ command xe help $(command xe help --minimal --all | tr , ' ') | awk '/^command name/ {n++} /^ *description *: [A-Z].*[.?]$/ {d++} END {print (n == d), (n > 640)}'
  1 1

A word near to what was typed is suggested on stderr, after the lines that scripts know.

  $ xe vm-lst
  ! Unknown command: vm-lst
  ! For usage run: 'xe help'
  ! Did you mean 'vm-list'?
  [1]
  $ xe VM-START
  ! Unknown command: VM-START
  ! For usage run: 'xe help'
  ! Did you mean 'vm-start'?
  [1]
  $ xe frobnicate
  ! Unknown command: frobnicate
  ! For usage run: 'xe help'
  [1]
  $ xe "$(printf %5000s | tr ' ' x)" 2>&1 | wc -l
  2
  $ xe secret-create vlaue=sesame
  ! Required parameter not found: value
  ! For usage run: 'xe help'
  ! 'vlaue' is no parameter of secret-create. Did you mean 'value'?
  [1]
  $ uuid KEY xe secret-create value=sesame
  $ xe secret-param-get uuid=$KEY param-name=vlue
  ! Error code: Missing parameter
  ! Error parameters: vlue
  ! Did you mean 'value'?
  [1]
  $ xe secret-param-set uuid=$KEY vlue=x
  ! Error: Unknown field 'vlue'
  ! Did you mean 'value'?
  [1]
  $ xe secret-list valu=sesame
  ! Error: Unknown field 'valu'
  ! Did you mean 'value'?
  [1]
  $ xe secret-list value=nothing uudi=x
  ! 'uudi' is no parameter of secret-list. Did you mean 'uuid'?
  $ xe secret-list params=uuid,vlaue
  uuid ( RO)    : <KEY>
  
  
  ! params= picks 'vlaue', which there is not. Did you mean 'value'?
  $ xe vm-list powerstate=running
  ! Error: Unknown field 'powerstate'
  ! Did you mean 'power-state'?
  [1]
  $ xe vm-start vm=nobody forse=true
  ! Error: No matching VMs found
  ! 'forse' is no parameter of vm-start. Did you mean 'force'?
  [1]
  $ xe network-create name-lable=n
  ! Required parameter not found: name-label
  ! For usage run: 'xe help'
  ! 'name-lable' is no parameter of network-create. Did you mean 'name-label'?
  [1]
  $ plain xe network-create name-label=n name-descripton=d --minimal >"$T/network"
  'name-descripton' is no parameter of network-create. Did you mean 'name-description'?
  $ plain xe network-create name-label=n2 colour=red >"$T/network"
  $ wc -l <"$T/network"
  1

Options of the client, which the server knows nothing about.

  $ xe secret-list -pwd x
  ! Syntax error: 
  ! For usage run: 'xe help'
  ! '-pwd' is no option. Did you mean '-pw'?
  [1]
  $ xe secret-list --nosl
  ! Error: Unknown field 'nosl'
  ! '--nosl' is no option. Did you mean '--nossl'?
  [1]
  $ xe secret-list --minimal --fast -x
  ! Syntax error: 
  ! For usage run: 'xe help'
  [1]
