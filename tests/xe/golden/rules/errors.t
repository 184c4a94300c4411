What goes wrong, in which words, where, and with which exit code.

  $ . "$GOLDEN/setup.sh"
  $ uuid WEB guest web

The command line itself; nobody has to log in for that.

  $ xe abracadabra
  ! Unknown command: abracadabra
  ! For usage run: 'xe help'
  [1]
  $ xe --version
  ThinCLI protocol: 0.2
  xe 0.1.0 (xapid)
  $ xe vm-param-get uuid=x
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]
  $ xe a=b
  ! Syntax error: 
  ! For usage run: 'xe help'
  [1]
  $ xe ''
  ! Syntax error: 
  ! For usage run: 'xe help'
  [1]
  $ xe vm-list -q x
  ! Syntax error: 
  ! For usage run: 'xe help'
  [1]
  $ xe vm-list -q
  ! Syntax error: 
  ! For usage run: 'xe help'
  [1]
  $ xe abracadabra --minimal
  ! Unknown command: abracadabra
  ! For usage run: 'xe help'
  [1]
  $ xe abracadabra -u root -pw wrong -s localhost -p $XE_PORT --nossl
  ! Unknown command: abracadabra
  ! For usage run: 'xe help'
  [1]
  $ xe vm-param-get uuid=x -u root -pw wrong -s localhost -p $XE_PORT --nossl
  ! Required parameter not found: param-name
  ! For usage run: 'xe help'
  [1]

Logging in.

  $ xe vm-list -s localhost -p $XE_PORT --nossl -u "$XE_USER" -pw "$XE_PASSWORD" is-control-domain=false params=name-label --minimal
  web
  $ xe vm-list -s localhost -p $XE_TLS_PORT -u "$XE_USER" -pw "$XE_PASSWORD" is-control-domain=false params=name-label --minimal
  web
  $ xe vm-list -s localhost -p $XE_TLS_PORT -u "$XE_USER" -pw wrong
  ! Authentication failed
  ! For usage run: 'xe help'
  [1]
  $ xe vm-list -s localhost -p $XE_TLS_PORT -u nobody -pw wrong
  ! Authentication failed
  ! For usage run: 'xe help'
  [1]
  $ xe vm-list -s localhost -p $XE_TLS_PORT -u '' -pw wrong
  ! Username/password must be specified
  ! For usage run: 'xe help'
  [1]
  $ xe vm-list -s localhost -p $XE_TLS_PORT
  ! Authentication failed
  ! For usage run: 'xe help'
  [1]
  $ printf '%s\n' "$XE_USER" "$XE_PASSWORD" >"$T/secret"; xe vm-list -s localhost -p $XE_TLS_PORT -pwf "$T/secret" is-control-domain=false params=name-label --minimal
  web
  $ xe vm-list -pwf "$T/none" 2>&1 | sed "s|$T|T|"
  The password file T/none cannot be read: No such file or directory
  Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
            [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
            [NAME=VALUE ...]
  
  Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
  lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.
  $ xe help vbd-plug -s localhost -p $XE_TLS_PORT -u nobody -pw wrong | head -1
  command name            : vbd-plug

Failures of commands.

  $ xe vm-start vm=none
  ! Error: No matching VMs found
  [1]
  $ xe vm-shutdown vm=web force=perhaps
  ! Error: Failed to parse parameter 'force': Expected a boolean (true or false); got perhaps
  [1]
  $ xe vm-disk-add vm=web disk-size=big device=0
  ! Error: Failed to parse field 'disk-size': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got 'big'
  [1]
  $ xe vm-disk-list vm=web multiple=perhaps
  $ xe host-forget uuid=none
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: none
  [1]

Errors of the API that are documented: the sentence, and a line for each parameter; objects with uuid and name.

  $ xe vm-pause vm=web
  ! The VM would have to be in another power state.
  ! vm: <WEB> (web)
  ! expected: running
  ! actual: halted
  [1]
  $ xe vm-param-list uuid=00000000-0000-0000-0000-000000000000
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: 00000000-0000-0000-0000-000000000000
  [1]
  $ xe vdi-destroy uuid=none
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: none
  [1]
  $ xe vm-param-add uuid=$WEB param-name=other-config mac_seed=1
  ! The map has that key already.
  ! type: VM
  ! param_name: other_config
  ! uuid: <WEB> (web)
  ! key: mac_seed
  [1]
  $ uuid HOST xe host-list --minimal
  $ xe vm-param-set uuid=$WEB memory-static-max=1
  ! The limits of memory contradict each other.
  ! constraint: static_min <= dynamic_min <= dynamic_max <= static_max is required
  [1]
  $ xe host-call-plugin host-uuid=$HOST plugin=none fn=f
  ! There is no such plugin.
  ! name: none
  [1]

Others: code and parameters as they are.

  $ xe vm-param-get uuid=$WEB param-name=nonsense
  ! Error code: Missing parameter
  ! Error parameters: nonsense
  [1]
  $ xe vm-param-clear uuid=$WEB param-name=none --minimal
  ! Error code: Missing parameter
  ! Error parameters: none
  [1]

What nobody expected.

  $ xe vm-list minimal=perhaps
  ! The server met a problem that it did not expect.
  ! message: Failure: minimal has to be true or false, not 'perhaps'
  [1]
  $ xe vm-list --minimal minimal=perhaps | wc -l
  1

Where it happened.

  $ xe vm-start vm=none trace=true 2>&1 | sed -n 1,3p
  Error: No matching VMs found
  Raised CommandFailure
  Backtrace:
  $ xe vm-start vm=none --trace >/dev/null 2>&1; echo $?
  1
  $ xe vm-pause vm=web trace=true 2>&1 | grep -c '^Raised XenError$\|^Backtrace:$'
  2
  $ xe vm-list --trace params=name-label name-label=web
  name-label ( RW)    : web
  
  

Only stderr, and nothing but stderr; with --minimal too.

  $ command xe vm-pause vm=web 2>/dev/null
  [1]
  $ command xe vm-pause vm=web --minimal 2>/dev/null
  [1]
  $ command xe vm-pause vm=web --minimal 2>&1 >/dev/null | head -1
  The VM would have to be in another power state.

Several objects: all are tried, the last failure first, on stdout.

  $ uuid DB guest db
  $ xe vm-pause name-label=web multiple=true
  ! The VM would have to be in another power state.
  ! vm: <WEB> (web)
  ! expected: running
  ! actual: halted
  [1]
  $ xe vm-pause is-control-domain=false --multiple | shown | grep -c 'operation failed on'
  2
  $ xe vm-pause is-control-domain=false --multiple 2>/dev/null >/dev/null
  [1]
  $ xe vm-start is-control-domain=false paused=true --multiple vm=web --minimal
  
  $ xe vm-pause is-control-domain=false --multiple
  operation failed on <DB>: The VM would have to be in another power state.
  vm: <DB> (db)
  expected: running
  actual: halted
  operation failed on <WEB>: The VM would have to be in another power state.
  vm: <WEB> (web)
  expected: running
  actual: paused
  [1]
  $ xe vm-shutdown vm=web --force

Questions: only yes is yes.

  $ echo 'no way' | command xe vm-uninstall vm=db | shown
  This will be deleted:
  VM : <DB> (db)
  Type 'yes' to continue
  Aborted (you typed: 'no way')
  $ command xe vm-uninstall vm=db </dev/null | shown
  This will be deleted:
  VM : <DB> (db)
  Type 'yes' to continue
  Aborted (you typed: '')
  $ echo ' Yes ' | command xe vm-uninstall vm=db | shown
  This will be deleted:
  VM : <DB> (db)
  Type 'yes' to continue
  All of it is deleted
  $ xe vm-uninstall vm=web --force
  This will be deleted:
  VM : <WEB> (web)
  All of it is deleted

The client's own.

  $ xe
  ! Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
  !           [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
  !           [NAME=VALUE ...]
  ! 
  ! Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
  ! lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.
  $ xe -version
  ThinCLI protocol: 0.2
  $ xe vm-list -p 65536
  ! Port number must be an integer (0-65535)
  ! Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
  !           [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
  !           [NAME=VALUE ...]
  ! 
  ! Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
  ! lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.
  $ xe vm-list -s no.such.host.invalid
  ! Host 'no.such.host.invalid' not found.
  [1]
  $ xe vm-list -s localhost -p 1 --nossl
  ! Error: Connection refused (calling connect localhost:1)
  [1]
  $ xe vm-list -s localhost -p $XE_TLS_PORT --nossl 2>&1 | head -1
  Unable to contact server. Please check server and port settings.
  $ XAPID_SOCKET=/nowhere xe vm-list -p 1
  ! Error: Connection refused (calling connect 127.0.0.1:1)
  [1]
  $ xe vm-export vm=x filename=
  ! Error: No matching VMs found
  [1]
  $ xe vm-import filename=/nowhere/file 2>&1 | tail -2
  Operation failed. Error: /nowhere/file: No such file or directory
  $ xe pool-certificate-install filename=/nowhere/file
  ! The file /nowhere/file cannot be read
  [1]
