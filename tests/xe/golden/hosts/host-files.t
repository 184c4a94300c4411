What a host keeps, in files: its backup, its logs, reports of its state, and arguments of plugins.
The host is a directory.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal
  $ name FILES "$T"
  $ xe host-param-set uuid=$HOST name-label=alpha

A backup is a compressed archive.

  $ xe host-backup file-name="$T/backup"
  $ tar -tzf "$T/backup" | sort | head -n 3
  admin
  host-uuid
  pool-secret
  $ xe host-backup file-name="$T/backup"
  ! Operation failed. Error: <FILES>/backup: File exists
  [1]
  $ xe host-backup file-name="$T/minimal" --minimal
  
  $ plain xe host-backup file-name= | tar -tz | wc -l | sed 's/^[1-9].*/many/'
  many
  $ far="-s localhost -u $XE_USER -pwf $T/login"
  $ printf '%s\n%s\n' "$XE_USER" "$XE_PASSWORD" >"$T/login"
  $ xe host-backup file-name="$T/far" $far --nossl -p $XE_PORT && tar -tzf "$T/far" | grep host-uuid
  host-uuid
  $ xe host-backup file-name="$T/safe" $far -p $XE_TLS_PORT && tar -tzf "$T/safe" | grep host-uuid
  host-uuid
  $ xe host-backup
  ! Required parameter not found: file-name
  ! For usage run: 'xe help'
  [1]
  $ xe host-backup file-name="$T/other" host=nobody
  ! Error: No matching hosts found
  [1]
  $ [ ! -e "$T/other" ]
  $ xe task-list

Its logs.

  $ xe host-logs-download file-name="$T/logs.tar.gz"
  $ tar -tzf "$T/logs.tar.gz" | cut -d/ -f2 | sort -u
  audit-log
  hypervisor-logs
  kernel-log
  xapid-logs
  $ mkdir "$T/here" && cd "$T/here"
  $ xe host-logs-download
  $ ls | sed -E 's/[0-9]{8}T[0-9]{6}Z/<time>/'
  logs-<time>.tar.gz
  $ tar -tzf logs-*.tar.gz | cut -d/ -f2 | sort -u | head -n 1
  audit-log
  $ cd "$T"
  $ xe host-logs-download file-name="$T/logs.tar.gz" host=nobody
  ! Error: No matching hosts found
  [1]

A report of its state.

  $ xe host-get-system-status-capabilities | tr '>' '\n' | sed -nE 's/.* key="([^"]*)".*/\1/p'
  xapid-logs
  audit-log
  hypervisor-logs
  host-info
  kernel-log
  network-status
  disk-info
  process-list
  xapid-db
  $ xe host-get-system-status-capabilities uuid=$HOST --minimal | cut -c 1-60
  <?xml version="1.0" ?><system-status-capabilities><capabilit
  $ xe host-get-system-status-capabilities uuid=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-get-system-status filename="$T/report.tar.bz2"
  $ tar -tjf "$T/report.tar.bz2" | cut -d/ -f2 | sort -u | grep xapi
  xapid-db
  xapid-logs
  $ xe host-get-system-status filename="$T/some.tar" entries=xapid-logs output=tar
  $ tar -tf "$T/some.tar" | cut -d/ -f2 | sort -u
  xapid-logs
  $ xe host-get-system-status filename="$T/some.zip" entries=xapid-logs,xapid-db output=zip host=alpha
  $ python -m zipfile -l "$T/some.zip" | grep -o xapid-db/.*json
  xapid-db/records.json
  $ xe host-get-system-status filename="$T/none" entries=recipes
  ! The value is not allowed for this field.
  ! field: entries
  ! value: recipes
  [1]
  $ xe host-get-system-status filename="$T/none" output=rar
  ! Error: There is no form of report called rar: output is one of tar.bz2, tar, zip
  [1]
  $ xe host-get-system-status filename="$T/none" host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-get-system-status
  ! Required parameter not found: filename
  ! For usage run: 'xe help'
  [1]
  $ [ ! -e "$T/none" ]
  $ xe host-get-system-status filename="$T/gone/report"
  ! Operation failed. Error: <FILES>/gone/report: No such file or directory
  [1]
  $ xe task-list
  $ xe host-bugreport-upload url=gopher://nowhere
  ! The value is not allowed for this field.
  ! field: url
  ! value: gopher://nowhere
  [1]
  $ cat >"$T/taker.py" <<'END'
  > import http.server
  > class Taker(http.server.BaseHTTPRequestHandler):
  >     def do_PUT(self):
  >         data = self.rfile.read(int(self.headers["Content-Length"]))
  >         open("taken", "w").write(f"{self.path} {data[:3]!r}\n")
  >         self.send_response(200)
  >         self.end_headers()
  >     def log_message(self, *words): pass
  > server = http.server.HTTPServer(("127.0.0.1", 0), Taker)
  > open("port", "w").write(str(server.server_port))
  > server.handle_request()
  > END
  $ mkfifo "$T/port"
  $ (cd "$T" && exec python "$T/taker.py") &
  $ port=$(cat "$T/port")
  $ xe host-bugreport-upload url=http://127.0.0.1:$port/report
  $ wait
  $ cat "$T/taken"
  /report b'BZh'
  $ xe host-bugreport-upload url=http://127.0.0.1:1/report
  ! The server met a problem that it did not expect.
  ! message: The host refused: 127.0.0.1: [Errno 111] Connection refused
  [1]
  $ xe host-bugreport-upload url=http://127.0.0.1:1/report http_proxy=http://127.0.0.1:2
  ! The server met a problem that it did not expect.
  ! message: The host refused: 127.0.0.1: [Errno 111] Connection refused
  [1]
  $ xe host-bugreport-upload host=nobody
  ! Error: No matching hosts found
  [1]

Crash dumps of its kernel: there are none.

  $ xe host-crashdump-list
  $ xe host-crashdump-list --minimal
  
  $ xe host-crashdump-param-list uuid=nobody
  ! No object of this type has that uuid.
  ! type: host_crashdump
  ! uuid: nobody
  [1]
  $ xe host-crashdump-param-get uuid=nobody param-name=size
  ! No object of this type has that uuid.
  ! type: host_crashdump
  ! uuid: nobody
  [1]
  $ xe host-crashdump-destroy uuid=nobody
  ! No object of this type has that uuid.
  ! type: host_crashdump
  ! uuid: nobody
  [1]
  $ xe host-crashdump-upload uuid=nobody url=http://127.0.0.1:1/
  ! No object of this type has that uuid.
  ! type: host_crashdump
  ! uuid: nobody
  [1]
  $ xe host-crashdump-upload
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]

Plugins.

  $ xe host-call-plugin host-uuid=$HOST plugin=echo fn=answer
  
  $ xe host-call-plugin host-uuid=$HOST plugin=nothing fn=at_all
  ! There is no such plugin.
  ! name: nothing
  [1]
  $ xe host-call-plugin host-uuid=nobody plugin=raid fn=check_raid_pool
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]
  $ xe host-call-plugin host-uuid=$HOST plugin=raid
  ! Required parameter not found: fn
  ! For usage run: 'xe help'
  [1]
  $ xe host-call-plugin host-uuid=$HOST plugin=echo fn=answer args:one=1 args:two=a=b
  one is '1'; two is 'a=b'
  $ printf 'of a\nfile' >"$T/text"
  $ xe host-call-plugin host-uuid=$HOST plugin=echo fn=echo args:content:file="$T/text"
  content is 'of a\nfile'
  $ xe host-call-plugin host-uuid=$HOST plugin=echo fn=echo args:content:file="$T/gone"
  ! The file <FILES>/gone cannot be read
  [1]
  $ xe host-call-plugin host-uuid=$HOST plugin=echo fn=fail
  ! The plugin failed.
  ! status: exit code 3
  ! stdout: 
  ! stderr: it broke
  ! 
  [1]

A host becomes what its backup says; xapid starts anew with it.

  $ xe host-param-set uuid=$HOST name-label=beta
  $ echo nonsense >"$T/nonsense"
  $ xe host-restore file-name="$T/nonsense"
  ! The file ended too soon.
  [1]
  $ xe host-restore file-name="$T/gone"
  ! Operation failed. Error: <FILES>/gone: No such file or directory
  [1]
  $ xe host-restore file-name="$T/backup" host=alpha
  ! Error: No matching hosts found
  [1]
  $ xe host-restore
  ! Required parameter not found: file-name
  ! For usage run: 'xe help'
  [1]
  $ xe host-restore file-name="$T/backup" host=beta
  $ until command xe host-list params=name-label --minimal 2>/dev/null | grep alpha; do sleep 0.1; done
  alpha
