Options of the client: what they mean, where they come from, and which of them win.

  $ . "$GOLDEN/setup.sh"
  $ uuid KEY xe secret-create value=sesame
  $ name PORT "$XE_PORT"
  $ name TLS_PORT "$XE_TLS_PORT"
  $ name HOME "$HOME"

By the socket nobody is asked for a password; by TCP everybody is. To 127.0.0.1 the socket comes first.

  $ xe secret-list --minimal
  <KEY>
  $ xe secret-list --minimal -u nobody -pw nothing
  <KEY>
  $ xe secret-list --minimal -s 127.0.0.1 -p 1
  <KEY>
  $ alone() { XAPID_SOCKET=/nowhere xe "$@"; }
  $ alone secret-list -p $XE_PORT
  ! Authentication failed
  ! For usage run: 'xe help'
  [1]
  $ alone secret-list -p $XE_PORT --minimal -u "$XE_USER" -pw "$XE_PASSWORD"
  <KEY>
  $ alone secret-list -p $XE_PORT -u "$XE_USER" -pw wrong
  ! Authentication failed
  ! For usage run: 'xe help'
  [1]
  $ alone secret-list -p $XE_PORT -u ''
  ! Username/password must be specified
  ! For usage run: 'xe help'
  [1]

To other names by TLS, or plainly with --nossl. Options may stand anywhere, in both their forms.

  $ me=(-u "$XE_USER" -pw "$XE_PASSWORD")
  $ xe -s localhost -p $XE_TLS_PORT "${me[@]}" secret-list --minimal
  <KEY>
  $ xe secret-list -h localhost --minimal -p $XE_PORT --nossl "${me[@]}"
  <KEY>
  $ xe server=localhost port=$XE_PORT nossl=true secret-list username="$XE_USER" minimal=true password="$XE_PASSWORD"
  <KEY>
  $ xe secret-list -s '[::ffff:127.0.0.1]' -p $XE_PORT --nossl "${me[@]}" --minimal
  <KEY>

Passwords from a file: a line with the user, a line with the password. They win over the others.

  $ printf '%s\n%s\n' "$XE_USER" "$XE_PASSWORD" >"$T/password"
  $ printf 'root\n' >"$T/half"
  $ name T "$T"
  $ alone secret-list -p $XE_PORT --minimal -pwf "$T/password"
  <KEY>
  $ alone secret-list -p $XE_PORT --minimal passwordfile="$T/password"
  <KEY>
  $ alone secret-list -p $XE_PORT --minimal -pwf "$T/password" -u x -pw y
  <KEY>
  $ alone secret-list -p $XE_PORT -pwf "$T/half"
  ! The password file <T>/half needs a line with the user and one with the password
  ! Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
  !           [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
  !           [NAME=VALUE ...]
  ! 
  ! Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
  ! lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.
  [1]
  $ alone secret-list -p $XE_PORT -pwf "$T/nothing"
  ! The password file <T>/nothing cannot be read: No such file or directory
  ! Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
  !           [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
  !           [NAME=VALUE ...]
  ! 
  ! Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
  ! lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.
  [1]

Defaults in ~/.xe, the weakest; a file with a line that is none is left out whole.

  $ printf 'server=localhost\n\nport=%s\nnossl=true\nusername=%s\npassword=%s\n' $XE_PORT "$XE_USER" "$XE_PASSWORD" >~/.xe
  $ alone secret-list --minimal
  <KEY>
  $ alone secret-list --minimal -pw wrong
  ! Authentication failed
  ! For usage run: 'xe help'
  [1]
  $ alone secret-list --minimal -p 1
  ! Error: Connection refused (calling connect localhost:1)
  [1]
  $ alone secret-list --minimal -s no.such.host.invalid
  ! Host 'no.such.host.invalid' not found.
  [1]
  $ echo 'minimal=true' >>~/.xe
  $ alone secret-list
  <KEY>
  $ alone secret-list minimal=false
  uuid ( RO)     : <KEY>
      value ( RW): sesame
  
  
  $ echo 'no equals sign' >>~/.xe
  $ alone secret-list -s localhost -p $XE_PORT --nossl "${me[@]}" --minimal
  <KEY>
  ! <HOME>/.xe is ignored: this line is not NAME=VALUE: no equals sign
  $ alone secret-list --minimal -p 1
  ! <HOME>/.xe is ignored: this line is not NAME=VALUE: no equals sign
  ! Error: Connection refused (calling connect 127.0.0.1:1)
  [1]
  $ rm ~/.xe

XE_EXTRA_ARGS, which wins over the file: arguments between commas; a backslash keeps a comma, and vanishes itself.

  $ export XE_EXTRA_ARGS="server=localhost,-p,$XE_PORT,--nossl,-u,$XE_USER,-pw,$XE_PASSWORD"
  $ xe secret-list --minimal
  <KEY>
  $ printf 'server=no.such.host.invalid\npassword=wrong\n' >~/.xe
  $ xe secret-list --minimal
  <KEY>
  $ xe secret-list --minimal -p 1
  ! Error: Connection refused (calling connect localhost:1)
  [1]
  $ rm ~/.xe
  $ XE_EXTRA_ARGS="$XE_EXTRA_ARGS,--minimal" xe secret-list
  <KEY>
  $ unset XE_EXTRA_ARGS
  $ uuid ODD xe secret-create value='one, two\three'
  $ XE_EXTRA_ARGS='value=one\, two\\three' xe secret-list
  $ XE_EXTRA_ARGS='value=one\, twothree' xe secret-param-set uuid=$ODD
  $ xe secret-param-get uuid=$ODD param-name=value
  one, twothree
  $ XE_EXTRA_ARGS='value=weak' xe secret-param-set uuid=$ODD value=strong
  $ xe secret-param-get uuid=$ODD param-name=value
  strong

Options with a key's name never reach the server; others do.

  $ xe secret-create server=127.0.0.1 value=v >"$T/made"; wc -l <"$T/made"
  1
  $ name THIRD "$(cat "$T/made")"
  $ xe secret-list port=8 value=v --minimal >"$T/made"; wc -l <"$T/made"
  1

Servers that are not there, and ports that are none.

  $ xe secret-list -s no.such.host.invalid
  ! Host 'no.such.host.invalid' not found.
  [1]
  $ xe secret-list -s localhost -p 1
  ! Error: Connection refused (calling connect localhost:1)
  [1]
  $ alone secret-list -p 1
  ! Error: Connection refused (calling connect 127.0.0.1:1)
  [1]
  $ alone secret-list -p 65536
  ! Port number must be an integer (0-65535)
  ! Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
  !           [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
  !           [NAME=VALUE ...]
  ! 
  ! Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
  ! lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.
  $ alone secret-list port=http
  ! Port number must be an integer (0-65535)
  ! Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
  !           [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
  !           [NAME=VALUE ...]
  ! 
  ! Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
  ! lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.
  $ xe secret-list -s localhost -p $XE_TLS_PORT --nossl "${me[@]}" 2>&1 | head -n 1
  Unable to contact server. Please check server and port settings.
  $ xe secret-list -s localhost -p $XE_PORT "${me[@]}" 2>&1 | sed 's/: .*(/: (/; s/Error: .* (/Error: (/' | sed "s/$XE_PORT/<PORT>/"
  Error: (calling TLS handshake localhost:<PORT>)

Debug texts go to stderr, or with --debug-on-fail only once something went wrong.

  $ command xe secret-list uuid=$KEY --minimal --debug 2>"$T/debug" | wc -l; test -s "$T/debug" && echo debugged
  1
  debugged
  $ command xe secret-list uuid=$KEY debug=true 2>&1 >/dev/null | grep -c 'version 0.2'
  1
  $ xe secret-list --minimal --debug-on-fail
  <KEY>,<ODD>,<THIRD>
  $ name SOCKET "$XAPID_SOCKET"
  $ xe secret-destroy uuid=none --debug-on-fail
  ! No object of this type has that uuid.
  ! type: secret
  ! uuid: none
  ! Debug info:
  ! Connected to <SOCKET>
  ! The server speaks version 0.2
  [1]

Traces: the context goes along as a header, from the line or else the environment.

  $ export TRACEPARENT=00-0123456789abcdef0123456789abcdef-0123456789abcdef-01
  $ xe secret-list --minimal
  <KEY>,<ODD>,<THIRD>
  $ xe secret-list --minimal --traceparent 00-fedcba9876543210fedcba9876543210-0123456789abcdef-01
  <KEY>,<ODD>,<THIRD>
  $ xe secret-list --minimal traceparent=nonsense
  <KEY>,<ODD>,<THIRD>
  $ unset TRACEPARENT

A reference of a session in front means that session, with no login of one's own.

  $ xe session_id=OpaqueRef:none secret-list
  ! The session has ended, or never was.
  ! handle: OpaqueRef:none
  [1]

What belongs to commands is passed on: --trace tells where in the server a command failed.

  $ xe secret-destroy uuid=none --trace 2>&1 | grep -c '^Backtrace:$'
  1
  $ xe secret-list uuid=$KEY --all --minimal | tr , '\n' | wc -l
  3
