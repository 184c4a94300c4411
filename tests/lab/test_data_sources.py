"""What can be measured of the host and of a real guest."""

from __future__ import annotations

import pytest
import XenAPI

from tests.lab.daemon import MIB, Lab
from xapid.machine.counters import count


def test_the_host(lab: Lab) -> None:
    host = lab.api.host.get_all()[0]
    told = {each["name_label"]: each for each in lab.api.host.get_data_sources(host)}
    assert {f"cpu{n}" for n in range(len(count().cpus))} < set(told)
    assert all(0.0 <= told[name]["value"] <= 1.0 for name in ("cpu0", "cpu_avg"))
    assert told["memory_total_kib"]["value"] * 1024 == count().memory_total
    assert 0 < lab.api.host.query_data_source(host, "memory_free_kib") < told["memory_total_kib"]["value"]
    assert {each["enabled"] for each in told.values()} == {False}
    assert 0.0 <= lab.api.host.query_data_source(host, "cpu_avg") <= 1.0
    with pytest.raises(XenAPI.Failure, match=r"INVALID_VALUE.*nothing"):
        lab.api.host.query_data_source(host, "nothing")


def test_a_guest(lab: Lab) -> None:
    vm = lab.guest("measured", VCPUs_max="2", VCPUs_at_startup="2")
    lab.attach(vm, lab.disk())
    for question in (lab.api.VM.get_data_sources, lambda of: lab.api.VM.query_data_source(of, "cpu0")):
        with pytest.raises(XenAPI.Failure, match="VM_BAD_POWER_STATE"):
            question(vm)
        with pytest.raises(XenAPI.Failure, match="OPERATION_NOT_ALLOWED"):
            question(lab.api.host.get_control_domain(lab.api.host.get_all()[0]))
    lab.api.VM.start(vm, False, False)
    told = {each["name_label"]: each for each in lab.api.VM.get_data_sources(vm)}
    assert {"cpu0", "cpu1", "cpu_usage", "memory", "memory_target", "vbd_xvda_read"} <= set(told)
    assert told["memory"]["value"] == 128 * MIB and told["memory"]["units"] == "B"
    assert 0.0 < told["cpu_usage"]["value"] <= 1.0  # it is starting Linux
    assert lab.api.VM.query_data_source(vm, "memory_target") == 128 * MIB
    with pytest.raises(XenAPI.Failure, match="INVALID_VALUE"):
        lab.api.VM.query_data_source(vm, "vif_0_rx")
    running = lab.api.host.query_data_source(lab.api.host.get_all()[0], "running_domains")
    assert running == 1.0
