Updates, patches as they were before, drivers in several versions, and repositories whose disks take space in steps.

  $ . "$GOLDEN/setup.sh"
  $ uuid HOST xe host-list --minimal
  $ uuid SR xe pool-list params=default-SR --minimal
  $ name FILES "$T"

Updates.

  $ xe update-list
  $ xe update-list --minimal
  
  $ xe update-param-list uuid=nobody
  ! No object of this type has that uuid.
  ! type: pool_update
  ! uuid: nobody
  [1]
  $ xe update-param-get uuid=nobody param-name=version
  ! No object of this type has that uuid.
  ! type: pool_update
  ! uuid: nobody
  [1]
  $ xe update-param-clear uuid=nobody param-name=hosts
  ! No object of this type has that uuid.
  ! type: pool_update
  ! uuid: nobody
  [1]
  $ echo update >"$T/update.iso"
  $ xe update-upload file-name="$T/update.iso"
  ! This is not built yet.
  ! function: pool_update.introduce
  [1]
  $ xe update-upload file-name="$T/update.iso" sr-uuid=$SR
  ! This is not built yet.
  ! function: pool_update.introduce
  [1]
  $ xe vdi-list
  $ xe task-list
  $ xe update-upload file-name="$T/update.iso" sr-uuid=nobody
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: nobody
  [1]
  $ xe update-upload file-name="$T/gone"
  ! Operation failed. Error: <FILES>/gone: No such file or directory
  [1]
  $ xe update-upload
  ! Required parameter not found: file-name
  ! For usage run: 'xe help'
  [1]
  $ uuid VDI xe vdi-create sr-uuid=$SR name-label=update virtual-size=1MiB
  $ xe update-introduce vdi-uuid=$VDI
  ! This is not built yet.
  ! function: pool_update.introduce
  [1]
  $ xe update-introduce vdi-uuid=nobody
  ! No object of this type has that uuid.
  ! type: VDI
  ! uuid: nobody
  [1]
  $ xe update-precheck uuid=nobody host-uuid=$HOST
  ! No object of this type has that uuid.
  ! type: pool_update
  ! uuid: nobody
  [1]
  $ xe update-precheck
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe update-apply uuid=nobody host=$HOST
  ! No object of this type has that uuid.
  ! type: pool_update
  ! uuid: nobody
  [1]
  $ xe update-apply
  ! Required parameter not found: uuid
  ! For usage run: 'xe help'
  [1]
  $ xe update-pool-apply uuid=nobody
  ! No object of this type has that uuid.
  ! type: pool_update
  ! uuid: nobody
  [1]
  $ xe update-pool-clean uuid=nobody
  ! No object of this type has that uuid.
  ! type: pool_update
  ! uuid: nobody
  [1]
  $ xe update-destroy uuid=nobody
  ! No object of this type has that uuid.
  ! type: pool_update
  ! uuid: nobody
  [1]
  $ xe update-resync-host host-uuid=$HOST
  ! This is not built yet.
  ! function: pool_update.resync_host
  [1]
  $ xe update-resync-host host-uuid=nobody
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]
  $ xe host-apply-updates hash=0123
  ! This is not built yet.
  ! function: host.apply_updates
  [1]
  $ xe host-apply-updates hash=0123 host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe host-apply-updates
  ! Required parameter not found: hash
  ! For usage run: 'xe help'
  [1]
  $ xe host-refresh-pack-info host-uuid=$HOST
  ! This is not built yet.
  ! function: host.refresh_pack_info
  [1]
  $ xe host-refresh-pack-info host-uuid=nobody
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nobody
  [1]

Patches.

  $ xe patch-list
  $ xe patch-list --minimal
  
  $ xe patch-param-list uuid=nobody
  ! No object of this type has that uuid.
  ! type: pool_patch
  ! uuid: nobody
  [1]
  $ xe patch-param-get uuid=nobody param-name=size
  ! No object of this type has that uuid.
  ! type: pool_patch
  ! uuid: nobody
  [1]
  $ xe patch-param-clear uuid=nobody param-name=hosts
  ! No object of this type has that uuid.
  ! type: pool_patch
  ! uuid: nobody
  [1]
  $ xe patch-upload file-name="$T/update.iso"
  ! This is not built yet.
  ! function: http/put_pool_patch_upload
  [1]
  $ xe patch-upload file-name="$T/gone"
  ! Operation failed. Error: <FILES>/gone: No such file or directory
  [1]
  $ xe patch-upload
  ! Required parameter not found: file-name
  ! For usage run: 'xe help'
  [1]
  $ xe task-list
  $ xe patch-apply uuid=nobody host-uuid=$HOST
  ! No object of this type has that uuid.
  ! type: pool_patch
  ! uuid: nobody
  [1]
  $ xe patch-apply uuid=nobody
  ! Required parameter not found: host-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe patch-precheck uuid=nobody host-uuid=$HOST
  ! No object of this type has that uuid.
  ! type: pool_patch
  ! uuid: nobody
  [1]
  $ xe patch-pool-apply uuid=nobody
  ! No object of this type has that uuid.
  ! type: pool_patch
  ! uuid: nobody
  [1]
  $ xe patch-clean uuid=nobody
  ! No object of this type has that uuid.
  ! type: pool_patch
  ! uuid: nobody
  [1]
  $ xe patch-pool-clean uuid=nobody
  ! No object of this type has that uuid.
  ! type: pool_patch
  ! uuid: nobody
  [1]
  $ xe patch-destroy uuid=nobody
  ! No object of this type has that uuid.
  ! type: pool_patch
  ! uuid: nobody
  [1]

Drivers.

  $ xe hostdriver-list
  $ xe hostdriver-list --minimal
  
  $ xe hostdriver-param-list uuid=nobody
  ! No object of this type has that uuid.
  ! type: Host_driver
  ! uuid: nobody
  [1]
  $ xe hostdriver-param-get uuid=nobody param-name=variants
  ! No object of this type has that uuid.
  ! type: Host_driver
  ! uuid: nobody
  [1]
  $ xe hostdriver-rescan
  ! This is not built yet.
  ! function: Host_driver.rescan
  [1]
  $ xe hostdriver-rescan host=nobody
  ! Error: No matching hosts found
  [1]
  $ xe hostdriver-select uuid=nobody variant-name=new
  ! No object of this type has that uuid.
  ! type: Host_driver
  ! uuid: nobody
  [1]
  $ xe hostdriver-select uuid=nobody
  ! Required parameter not found: variant-name
  ! For usage run: 'xe help'
  [1]
  $ xe hostdriver-deselect uuid=nobody
  ! No object of this type has that uuid.
  ! type: Host_driver
  ! uuid: nobody
  [1]
  $ xe hostdriver-deselect uuid=nobody --force
  ! No object of this type has that uuid.
  ! type: Host_driver
  ! uuid: nobody
  [1]
  $ xe hostdriver-variant-list
  $ xe hostdriver-variant-list --minimal
  
  $ xe hostdriver-variant-param-list uuid=nobody
  ! No object of this type has that uuid.
  ! type: Driver_variant
  ! uuid: nobody
  [1]
  $ xe hostdriver-variant-param-get uuid=nobody param-name=status
  ! No object of this type has that uuid.
  ! type: Driver_variant
  ! uuid: nobody
  [1]
  $ xe hostdriver-variant-select uuid=nobody
  ! No object of this type has that uuid.
  ! type: Driver_variant
  ! uuid: nobody
  [1]

Space in steps.

  $ xe lvhd-enable-thin-provisioning sr-uuid=$SR initial-allocation=1GiB allocation-quantum=64MiB
  ! This is not built yet.
  ! function: LVHD.enable_thin_provisioning
  [1]
  $ xe lvhd-enable-thin-provisioning sr-uuid=nobody initial-allocation=1GiB allocation-quantum=64MiB
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: nobody
  [1]
  $ xe lvhd-enable-thin-provisioning sr-uuid=$SR initial-allocation=much allocation-quantum=64MiB
  ! Error: Failed to parse field 'initial-allocation': expecting an integer (possibly with suffix KiB, MiB, GiB, TiB), got 'much'
  [1]
  $ xe lvhd-enable-thin-provisioning sr-uuid=$SR initial-allocation=1GiB
  ! Required parameter not found: allocation-quantum
  ! For usage run: 'xe help'
  [1]
