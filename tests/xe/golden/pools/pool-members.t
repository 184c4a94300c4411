Hosts that join and leave a pool: this one is alone.

  $ . "$GOLDEN/setup.sh"
  $ uuid POOL xe pool-list --minimal
  $ uuid HOST xe host-list --minimal
  $ uuid SR xe pool-param-get uuid=$POOL param-name=default-SR

  $ xe pool-join
  ! Required parameter not found: master-address
  ! For usage run: 'xe help'
  [1]
  $ xe pool-join master-address=192.0.2.1 master-username=root
  ! Required parameter not found: master-password
  ! For usage run: 'xe help'
  [1]
  $ xe pool-join master-address=192.0.2.1 master-username=root master-password=x
  ! This is not built yet.
  ! function: pool.join
  [1]
  $ xe pool-join master-address=192.0.2.1 master-username=root master-password=x --force
  ! This is not built yet.
  ! function: pool.join_force
  [1]
  $ xe pool-designate-new-master host-uuid=nothing
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nothing
  [1]
  $ xe pool-designate-new-master host-uuid=$HOST
  ! This is not built yet.
  ! function: pool.designate_new_master
  [1]
  $ xe pool-recover-slaves
  ! This is not built yet.
  ! function: pool.recover_slaves
  [1]

Whoever ejects a host is shown what is lost with it, and asked.

  $ xe pool-eject
  ! Required parameter not found: host-uuid
  ! For usage run: 'xe help'
  [1]
  $ xe pool-eject host-uuid=nothing
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nothing
  [1]
  $ uuid DISK xe vdi-create sr-uuid=$SR name-label=letters virtual-size=1MiB
  $ xe pool-eject host-uuid=$HOST </dev/null
  The host leaves the pool, and everything on its own disks is erased.
  These disks will be lost:
  Disk <DISK> (letters)
  Type 'yes' to continue
  Aborted (you typed: '')
  $ echo no | command xe pool-eject host-uuid=$HOST | shown
  The host leaves the pool, and everything on its own disks is erased.
  These disks will be lost:
  Disk <DISK> (letters)
  Type 'yes' to continue
  Aborted (you typed: 'no')
  $ echo ' Yes ' >$T/yes; xe pool-eject host-uuid=$HOST <$T/yes
  The host leaves the pool, and everything on its own disks is erased.
  These disks will be lost:
  Disk <DISK> (letters)
  Type 'yes' to continue
  ! This is not built yet.
  ! function: pool.eject
  [1]
  $ xe pool-eject host-uuid=$HOST --force
  ! This is not built yet.
  ! function: pool.eject
  [1]
  $ xe vdi-list uuid=$DISK --minimal
  <DISK>

A host that has not lost its leader does not become one by mistake.

  $ xe pool-emergency-transition-to-master
  ! Error: This host has not lost the leader of its pool, and a pool with two of them is damaged. To do it all the same, add --force.
  [1]
  $ xe pool-emergency-transition-to-master --force
  ! This is not built yet.
  ! function: pool.emergency_transition_to_master
  [1]
  $ xe pool-emergency-reset-master
  ! Required parameter not found: master-address
  ! For usage run: 'xe help'
  [1]
  $ xe pool-emergency-reset-master master-address=192.0.2.1
  ! This is not built yet.
  ! function: pool.emergency_reset_master
  [1]
