Whom a pool trusts: authorities, single peers, and clients with certificates.

  $ . "$GOLDEN/setup.sh"; cd "$T"
  $ uuid POOL xe pool-list --minimal
  $ make() { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=$1" -addext subjectAltName=IP:127.0.0.1 -keyout "$1.key" -out "$1.pem" 2>/dev/null; }
  $ make authority; make peer; make other
  $ name FINGERPRINT $(openssl x509 -in peer.pem -noout -fingerprint -sha256 | cut -d= -f2)

Authorities are known by the names of their files.

  $ xe pool-certificate-list
  $ xe pool-install-ca-certificate
  ! Required parameter not found: filename
  ! For usage run: 'xe help'
  [1]
  $ xe pool-install-ca-certificate filename=none.pem
  ! The file none.pem cannot be read
  [1]
  $ xe pool-install-ca-certificate filename=$PWD/authority.pem
  $ xe pool-install-ca-certificate filename=authority.pem
  ! There is such a certificate already.
  ! name: authority.pem
  [1]
  $ echo nonsense >nonsense.pem; xe pool-install-ca-certificate filename=nonsense.pem
  ! Error code: CA_CERTIFICATE_INVALID
  ! Error parameters: 
  [1]
  $ xe pool-install-ca-certificate filename=
  ! File not permitted: 
  [1]
  $ xe pool-install-ca-certificate filename=/
  ! The file / cannot be read
  [1]
  $ head -c 1000 /dev/zero >zero.der; xe pool-install-ca-certificate filename=zero.der
  ! Error: The file zero.der is no text
  [1]
  $ truncate -s 40M huge.pem; xe pool-install-ca-certificate filename=huge.pem
  ! Operation failed. Error: huge.pem: more than 33554432 bytes
  [1]
  $ xe pool-certificate-install filename=other.pem
  $ xe pool-certificate-install filename=none.pem
  ! The file none.pem cannot be read
  [1]
  $ xe pool-certificate-list
  authority.pem
  other.pem
  $ xe pool-certificate-list --minimal
  authority.pem,other.pem
  $ xe certificate-list type=ca params=name --minimal | tr , '\n' | sort
  authority.pem
  other.pem
  $ xe pool-certificate-sync
  $ xe pool-certificate-uninstall
  ! Required parameter not found: name
  ! For usage run: 'xe help'
  [1]
  $ xe pool-certificate-uninstall name=other.pem
  $ xe pool-certificate-uninstall name=other.pem
  ! There is no such certificate.
  ! name: other.pem
  [1]
  $ xe pool-uninstall-ca-certificate name=other.pem
  ! There is no such certificate.
  ! name: other.pem
  [1]
  $ xe pool-uninstall-ca-certificate name=other.pem --force
  $ xe pool-uninstall-ca-certificate name=authority.pem
  $ xe pool-certificate-list --minimal
  

Certificates for a purpose have no name.

  $ xe pool-install-trusted-certificate filename=peer.pem
  ! Required parameter not found: ca
  ! For usage run: 'xe help'
  [1]
  $ xe pool-install-trusted-certificate filename=peer.pem ca=perhaps
  ! Error: Failed to parse parameter 'ca': Expected a boolean (true or false); got perhaps
  [1]
  $ xe pool-install-trusted-certificate filename=peer.pem ca=false
  ! Certificate lacks purpose.
  [1]
  $ xe pool-install-trusted-certificate filename=none.pem ca=true
  ! The file none.pem cannot be read
  [1]
  $ xe pool-install-trusted-certificate filename=peer.pem ca=false purpose=decoration
  ! Error: Failed to parse parameter 'purpose': Expected one of licensing, ldaps; got decoration
  [1]
  $ xe pool-install-trusted-certificate filename=peer.pem ca=true purpose=licensing uuid=$POOL
  $ xe pool-install-trusted-certificate filename=peer.pem ca=true
  ! Trusted certificate already exists.
  ! fingerprint: <FINGERPRINT>
  [1]
  $ uuid PEER xe certificate-list type=ca --minimal
  $ xe certificate-list uuid=$PEER params=type,name,purpose
  type ( RO)       : ca
         name ( RO): 
      purpose ( RO): licensing
  
  
  $ xe pool-uninstall-trusted-certificate
  ! Required parameter not found: certificate-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pool-uninstall-trusted-certificate certificate-uuid=nothing
  ! No object of this type has that uuid.
  ! type: Certificate
  ! uuid: nothing
  [1]
  $ xe pool-uninstall-trusted-certificate certificate-uuid=$PEER uuid=nothing
  ! No object of this type has that uuid.
  ! type: pool
  ! uuid: nothing
  [1]
  $ xe pool-uninstall-trusted-certificate certificate-uuid=$PEER
  $ xe certificate-list uuid=$PEER

Lists of what authorities revoked.

  $ xe pool-crl-list
  $ xe pool-crl-install filename=none.pem
  ! The file none.pem cannot be read
  [1]
  $ xe pool-crl-install filename=nonsense.pem
  ! CRL corrupt.
  ! name: nonsense.pem
  [1]
  $ touch index.txt; printf '[ca]\ndefault_ca=c\n[c]\ndatabase=index.txt\ndefault_md=sha256\n' >ca.conf
  $ openssl ca -gencrl -config ca.conf -keyfile authority.key -cert authority.pem -crldays 30 -out list.pem 2>/dev/null
  $ xe pool-crl-install filename=list.pem
  $ xe pool-crl-list
  list.pem
  $ xe pool-crl-list --minimal
  list.pem
  $ xe pool-crl-uninstall
  ! Required parameter not found: name
  ! For usage run: 'xe help'
  [1]
  $ xe pool-crl-uninstall name=none.pem
  ! CRL does not exist.
  ! name: none.pem
  [1]
  $ xe pool-crl-uninstall name=list.pem
  $ xe pool-crl-list --minimal
  

Clients that log in by a certificate.

  $ xe pool-enable-client-certificate-auth
  ! Required parameter not found: name
  ! For usage run: 'xe help'
  [1]
  $ xe pool-enable-client-certificate-auth name=
  ! The value is not allowed for this field.
  ! field: name
  ! value: 
  [1]
  $ xe pool-enable-client-certificate-auth name=client.example
  $ xe pool-list params=client-certificate-auth-enabled,client-certificate-auth-name
  client-certificate-auth-enabled ( RO)    : true
         client-certificate-auth-name ( RO): client.example
  
  
  $ xe pool-disable-client-certificate-auth
  $ xe pool-disable-client-certificate-auth uuid=nothing
  ! No object of this type has that uuid.
  ! type: pool
  ! uuid: nothing
  [1]
  $ xe pool-list params=client-certificate-auth-enabled,client-certificate-auth-name
  client-certificate-auth-enabled ( RO)    : false
         client-certificate-auth-name ( RO): 
  
  

Hosts believe a server once its certificate is trusted.

  $ cat >server.py <<'END'
  > import http.server, ssl, sys
  > class Echo(http.server.BaseHTTPRequestHandler):
  >     def do_POST(self):
  >         said = self.rfile.read(int(self.headers["content-length"]))
  >         self.send_response(200)
  >         self.end_headers()
  >         self.wfile.write(b"you said " + said)
  > server = http.server.HTTPServer(("127.0.0.1", 0), Echo)
  > context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
  > context.load_cert_chain("peer.pem", "peer.key")
  > server.socket = context.wrap_socket(server.socket, server_side=True)
  > with open("port.new", "w") as file:
  >     file.write(str(server.server_port))
  > import os; os.rename("port.new", "port")
  > server.serve_forever()
  > END
  $ python3 server.py 2>/dev/null & until [ -e port ]; do sleep 0.05; done; PORT=$(cat port); name PORT $PORT
  $ xe pool-send-test-post dest-host=127.0.0.1 dest-port=$PORT
  ! Required parameter not found: body
  ! For usage run: 'xe help'
  [1]
  $ xe pool-send-test-post dest-host=127.0.0.1 dest-port=https body=hello
  ! Error: Parameter dest-port must be an integer
  [1]
  $ xe pool-enable-tls-verification
  $ xe pool-send-test-post dest-host=127.0.0.1 dest-port=$PORT body=hello
  ! The certificate of the other side is not trusted.
  ! reason: self-signed certificate
  [1]
  $ xe pool-install-ca-certificate filename=peer.pem
  $ xe pool-send-test-post dest-host=127.0.0.1 dest-port=$PORT body=hello
  you said hello
  $ xe pool-send-test-post dest-host=127.0.0.1 dest-port=$PORT body=hello --minimal
  
  $ kill %1; wait
  $ xe pool-send-test-post dest-host=127.0.0.1 dest-port=$PORT body=hello
  ! No secure connection could be made.
  ! address: 127.0.0.1
  ! port: <PORT>
  [1]
