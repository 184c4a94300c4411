Sources of updates: there are none yet, and the API says so.

  $ . "$GOLDEN/setup.sh"; cd "$T"
  $ uuid POOL xe pool-list --minimal

  $ xe repository-list
  $ xe repository-list --minimal
  
  $ xe repository-list params=all name-label=x
  $ xe repository-introduce name-label=base binary-url=https://a.example/base source-url=https://a.example/src
  ! Required parameter not found: update
  ! For usage run: 'xe help'
  [1]
  $ xe repository-introduce name-label=base binary-url=https://a.example/base source-url=https://a.example/src update=perhaps
  ! Error: Failed to parse parameter 'update': Expected a boolean (true or false); got perhaps
  [1]
  $ xe repository-introduce name-label=base binary-url=https://a.example/base source-url=https://a.example/src update=yes
  ! This is not built yet.
  ! function: Repository.introduce
  [1]
  $ xe repository-introduce-bundle
  ! Required parameter not found: name-label
  ! For usage run: 'xe help'
  [1]
  $ xe repository-introduce-bundle name-label=bundle name-description=ours
  ! This is not built yet.
  ! function: Repository.introduce_bundle
  [1]
  $ xe repository-introduce-remote-pool name-label=pool binary-url=https://a.example/repository/enabled
  ! Required parameter not found: certificate-file
  ! For usage run: 'xe help'
  [1]
  $ xe repository-introduce-remote-pool name-label=pool binary-url=https://a.example/repository/enabled certificate-file=none
  ! The file none cannot be read
  [1]
  $ echo certificate >certificate.pem
  $ xe repository-introduce-remote-pool name-label=pool binary-url=https://a.example/repository/enabled certificate-file=certificate.pem
  ! This is not built yet.
  ! function: Repository.introduce_remote_pool
  [1]
  $ xe repository-forget
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe repository-forget uuid=nothing
  ! No object of this type has that uuid.
  ! type: Repository
  ! uuid: nothing
  [1]
  $ xe repository-set-gpgkey-path uuid=nothing
  ! Required parameter not found: gpgkey-path
  ! For usage run: 'xe help'
  [1]
  $ xe repository-set-gpgkey-path uuid=nothing gpgkey-path=a
  ! No object of this type has that uuid.
  ! type: Repository
  ! uuid: nothing
  [1]
  $ xe repository-param-list uuid=nothing
  ! No object of this type has that uuid.
  ! type: Repository
  ! uuid: nothing
  [1]
  $ xe repository-param-get uuid=nothing param-name=hash
  ! No object of this type has that uuid.
  ! type: Repository
  ! uuid: nothing
  [1]
  $ xe repository-param-set uuid=nothing name-label=a
  ! No object of this type has that uuid.
  ! type: Repository
  ! uuid: nothing
  [1]
  $ xe repository-param-clear uuid=nothing param-name=name-label
  ! No object of this type has that uuid.
  ! type: Repository
  ! uuid: nothing
  [1]

  $ xe pool-configure-repository-proxy
  ! Required parameter not found: proxy-url
  ! For usage run: 'xe help'
  [1]
  $ xe pool-configure-repository-proxy proxy-url=http://proxy.example:3128 proxy-username=a proxy-password=b
  ! This is not built yet.
  ! function: pool.configure_repository_proxy
  [1]
  $ xe pool-disable-repository-proxy
  ! This is not built yet.
  ! function: pool.disable_repository_proxy
  [1]
  $ xe pool-configure-update-sync update-sync-frequency=daily
  ! Required parameter not found: update-sync-day
  ! For usage run: 'xe help'
  [1]
  $ xe pool-configure-update-sync update-sync-frequency=daily update-sync-day=monday
  ! Error: Parameter update-sync-day must be an integer
  [1]
  $ xe pool-configure-update-sync update-sync-frequency=yearly update-sync-day=0
  ! Error: Failed to parse parameter 'update-sync-frequency': Expected one of daily, weekly; got yearly
  [1]
  $ xe pool-configure-update-sync update-sync-frequency=daily update-sync-day=0
  ! This is not built yet.
  ! function: pool.configure_update_sync
  [1]
  $ xe pool-set-update-sync-enabled value=perhaps
  ! Error: Failed to parse parameter 'value': Expected a boolean (true or false); got perhaps
  [1]
  $ xe pool-set-update-sync-enabled value=true
  ! This is not built yet.
  ! function: pool.set_update_sync_enabled
  [1]
  $ xe pool-sync-updates
  ! This is not built yet.
  ! function: pool.sync_updates
  [1]
  $ xe pool-sync-updates --force token=a token-id=b
  ! This is not built yet.
  ! function: pool.sync_updates
  [1]
  $ xe pool-sync-bundle
  ! Required parameter not found: filename
  ! For usage run: 'xe help'
  [1]
  $ xe pool-sync-bundle filename=none
  ! Operation failed. Error: none: No such file or directory
  [1]
  $ echo archive >bundle.tar
  $ xe pool-sync-bundle filename=bundle.tar
  ! This is not built yet.
  ! function: http/put_bundle
  [1]
  $ xe task-list --minimal
  
