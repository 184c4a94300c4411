The certificates that a host shows, and whether it checks those of others.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal
  $ xe host-param-set uuid=$HOST name-label=alpha
  $ name FILES "$T"
  $ cert() { command xe certificate-list type=host params=fingerprint --minimal; }

What there is.

  $ uuid CERT xe certificate-list type=host --minimal
  $ uuid PEER xe certificate-list type=host_internal --minimal
  $ xe certificate-list type=host | hidden fingerprint
  uuid ( RO)           : <CERT>
             type ( RO): host
             name ( RO): 
             host ( RO): <HOST>
       not-before ( RO): <time>
        not-after ( RO): <time>
      fingerprint ( RO): ...
          purpose ( RO): 
  
  
  $ xe certificate-list params=type,host type=host_internal
  type ( RO)    : host_internal
      host ( RO): <HOST>
  
  
  $ xe certificate-list --minimal type=ca
  
  $ xe certificate-list host=nobody
  $ xe certificate-param-list uuid=$CERT | hidden fingerprint fingerprint_sha256 fingerprint_sha1
  uuid ( RO)                  : <CERT>
                    type ( RO): host
                    name ( RO): 
                    host ( RO): <HOST>
              not-before ( RO): <time>
               not-after ( RO): <time>
             fingerprint ( RO): ...
      fingerprint_sha256 ( RO): ...
        fingerprint_sha1 ( RO): ...
                 purpose ( RO): 
  
  
  $ xe certificate-param-list uuid=nobody
  ! No object of this type has that uuid.
  ! type: Certificate
  ! uuid: nobody
  [1]
  $ xe certificate-param-get uuid=$CERT param-name=type
  host
  $ xe certificate-param-get uuid=$CERT param-name=colour
  ! Error code: Missing parameter
  ! Error parameters: colour
  [1]

Other ones.

  $ xe host-get-server-certificate | sed '/^[A-Za-z0-9+/=]*$/d'
  -----BEGIN CERTIFICATE-----
  -----END CERTIFICATE-----
  $ xe host-get-server-certificate --minimal
  
  $ xe host-get-server-certificate host=nobody
  ! Error: No matching hosts found
  [1]
  $ make() { openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=$1" -keyout "$T/$1.key" -out "$T/$1.pem" 2>/dev/null; }
  $ make one && make two
  $ one=$(openssl x509 -in "$T/one.pem" -noout -fingerprint -sha256 | sed 's/.*=//')
  $ xe host-server-certificate-install certificate="$T/one.pem" private-key="$T/one.key"
  $ [ "$(cert)" = "$one" ]
  $ xe host-get-server-certificate | diff -B - "$T/one.pem"
  $ xe certificate-list type=host --minimal | grep "$CERT"
  [1]
  $ xe host-server-certificate-install certificate="$T/two.pem" private-key="$T/one.key"
  ! Server certificate key mismatch.
  [1]
  $ xe host-server-certificate-install certificate="$T/one.pem" private-key="$T/one.key" certificate-chain="$T/two.key"
  ! Server certificate chain invalid.
  [1]
  $ xe host-server-certificate-install certificate="$T/one.pem" private-key="$T/one.key" certificate-chain="$T/one.pem" host=alpha
  $ xe host-server-certificate-install certificate="$T/one.pem" private-key="$T/gone"
  ! The file <FILES>/gone cannot be read
  [1]
  $ xe host-server-certificate-install certificate="$T/one.pem" private-key="$T/one.key" host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-server-certificate-install certificate="$T/one.pem"
  ! Required parameter not found: private-key
  ! For usage run: 'xe help'
  [1]
  $ xe host-reset-server-certificate
  $ [ "$(cert)" != "$one" ]
  $ xe host-reset-server-certificate host=nobody
  ! Error: No matching hosts found
  [1]
  $ before=$(command xe certificate-list type=host_internal params=fingerprint --minimal)
  $ xe host-refresh-server-certificate
  ! Required parameter not found: host
  ! For usage run: 'xe help'
  [1]
  $ xe host-refresh-server-certificate host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-refresh-server-certificate host=alpha
  $ [ "$(command xe certificate-list type=host_internal params=fingerprint --minimal)" != "$before" ]

In an emergency.

  $ before=$(cert)
  $ xe host-emergency-reset-server-certificate
  $ [ "$(cert)" != "$before" ]
  $ xe host-emergency-reenable-tls-verification
  ! TLS verification not enabled in pool.
  [1]
  $ xe pool-enable-tls-verification
  $ xe host-list params=tls-verification-enabled
  tls-verification-enabled ( RO)    : true
  
  
  $ xe host-emergency-disable-tls-verification
  $ xe host-list params=tls-verification-enabled
  tls-verification-enabled ( RO)    : false
  
  
  $ xe message-list name=TLS_VERIFICATION_EMERGENCY_DISABLED params=name
  name ( RO)    : TLS_VERIFICATION_EMERGENCY_DISABLED
  
  
  $ xe host-emergency-reenable-tls-verification
  $ xe host-list params=tls-verification-enabled
  tls-verification-enabled ( RO)    : true
  
  
  $ xe message-list name=TLS_VERIFICATION_EMERGENCY_DISABLED params=name
  $ xe -s localhost --nossl -p $XE_PORT -u guest -pw wrong host-emergency-disable-tls-verification
  ! Authentication failed
  ! For usage run: 'xe help'
  [1]
  $ xe -s localhost --nossl -p $XE_PORT -u "$XE_USER" -pw "$XE_PASSWORD" host-emergency-disable-tls-verification
  $ xe host-list params=tls-verification-enabled
  tls-verification-enabled ( RO)    : false
  
  
