High availability and workload balancing: there is neither yet, and the API says so.

  $ . "$GOLDEN/setup.sh"; cd "$T"
  $ uuid POOL xe pool-list --minimal
  $ uuid HOST xe host-list --minimal
  $ uuid SR xe pool-param-get uuid=$POOL param-name=default-SR
  $ uuid VM xe vm-create name-label=a

  $ xe pool-ha-enable heartbeat-sr-uuids=nothing
  ! No object of this type has that uuid.
  ! type: SR
  ! uuid: nothing
  [1]
  $ xe pool-ha-enable heartbeat-sr-uuids=$SR ha-config:timeout=60
  ! This is not built yet.
  ! function: pool.enable_ha
  [1]
  $ xe pool-ha-disable
  ! This is not built yet.
  ! function: pool.disable_ha
  [1]
  $ xe pool-ha-prevent-restarts-for
  ! Required parameter not found: seconds
  ! For usage run: 'xe help'
  [1]
  $ xe pool-ha-prevent-restarts-for seconds=soon
  ! Error: Parameter seconds must be an integer
  [1]
  $ xe pool-ha-prevent-restarts-for seconds=60
  ! This is not built yet.
  ! function: pool.ha_prevent_restarts_for
  [1]
  $ xe pool-ha-compute-max-host-failures-to-tolerate
  ! This is not built yet.
  ! function: pool.ha_compute_max_host_failures_to_tolerate
  [1]
  $ xe pool-ha-compute-hypothetical-max-host-failures-to-tolerate vm-uuid=$VM
  ! Error: Each vm-uuid needs a restart-priority, and each of those a vm-uuid
  [1]
  $ xe pool-ha-compute-hypothetical-max-host-failures-to-tolerate vm-uuid=nothing restart-priority=restart
  ! No object of this type has that uuid.
  ! type: VM
  ! uuid: nothing
  [1]
  $ xe pool-ha-compute-hypothetical-max-host-failures-to-tolerate vm-uuid=$VM restart-priority=restart
  ! This is not built yet.
  ! function: pool.ha_compute_hypothetical_max_host_failures_to_tolerate
  [1]
  $ xe pool-ha-compute-vm-failover-plan
  ! Required parameter not found: host-uuids
  ! For usage run: 'xe help'
  [1]
  $ xe pool-ha-compute-vm-failover-plan host-uuids=$HOST,nothing
  ! No object of this type has that uuid.
  ! type: host
  ! uuid: nothing
  [1]
  $ xe pool-ha-compute-vm-failover-plan host-uuids=$HOST
  ! This is not built yet.
  ! function: pool.ha_compute_vm_failover_plan
  [1]
  $ xe pool-param-set uuid=$POOL ha-host-failures-to-tolerate=1
  ! This is not built yet.
  ! function: pool.set_ha_host_failures_to_tolerate
  [1]
  $ xe pool-param-list uuid=$POOL | grep ' ha-'
                                  ha-enabled ( RO): false
                            ha-configuration ( RO): 
                               ha-statefiles ( RO): 
                ha-host-failures-to-tolerate ( RW): 0
                          ha-plan-exists-for ( RO): 0
                         ha-allow-overcommit ( RW): false
                            ha-overcommitted ( RO): false
           ha-reboot-vm-on-internal-shutdown ( RW): true
                            ha-cluster-stack ( RO): 

  $ xe pool-initialize-wlb wlb_url=192.0.2.1:8012 wlb_username=a wlb_password=b xenserver_username=c
  ! Required parameter not found: xenserver_password
  ! For usage run: 'xe help'
  [1]
  $ xe pool-initialize-wlb wlb_url=192.0.2.1:8012 wlb_username=a wlb_password=b xenserver_username=c xenserver_password=d
  ! This is not built yet.
  ! function: pool.initialize_wlb
  [1]
  $ xe pool-deconfigure-wlb
  ! This is not built yet.
  ! function: pool.deconfigure_wlb
  [1]
  $ xe pool-send-wlb-configuration config:a=b
  ! This is not built yet.
  ! function: pool.send_wlb_configuration
  [1]
  $ xe pool-retrieve-wlb-configuration
  ! This is not built yet.
  ! function: pool.retrieve_wlb_configuration
  [1]
  $ xe pool-retrieve-wlb-recommendations
  ! This is not built yet.
  ! function: pool.retrieve_wlb_recommendations
  [1]
  $ xe pool-retrieve-wlb-report
  ! Required parameter not found: report
  ! For usage run: 'xe help'
  [1]
  $ xe pool-retrieve-wlb-report report=pool_health filename=report LocaleCode=en
  ! This is not built yet.
  ! function: http/get_wlb_report
  [1]
  $ xe pool-retrieve-wlb-report report=$'\xff'
  ! This is not built yet.
  ! function: http/get_wlb_report
  [1]
  $ xe pool-retrieve-wlb-report report=pool_health
  ! This is not built yet.
  ! function: http/get_wlb_report
  [1]
  $ xe pool-retrieve-wlb-diagnostics filename=diagnostics
  ! This is not built yet.
  ! function: http/get_wlb_diagnostics
  [1]
  $ xe pool-retrieve-wlb-diagnostics
  ! This is not built yet.
  ! function: http/get_wlb_diagnostics
  [1]
  $ ls
  err
  names
  out
  $ xe task-list --minimal
  
