"""What clients insist on when they call: one test for each fact that one of them would stop at."""

from __future__ import annotations

import base64
import json
import re
import threading
import xmlrpc.client
from typing import Any

from tests.clients.wire import ask, error, raw_json, result, xml, xml_call
from tests.lab.daemon import PASSWORD, USER, Lab


def test_json_answers_have_their_content_type_without_a_charset(lab: Lab) -> None:
    for version in ("1.0", "2.0"):
        answer = raw_json(lab, "pool.get_all", lab.session_ref, version=version)
        assert answer.headers["content-type"] == "application/json"


def test_xml_answers_have_their_content_type_without_a_charset(lab: Lab) -> None:
    assert xml(lab, "pool.get_all", lab.session_ref).headers["content-type"] == "text/xml"


def test_no_white_space_between_elements_of_xml(lab: Lab) -> None:
    for method in ("pool.get_all_records", "host.get_all_records", "VM.get_all_records", "pool.get_nothing"):
        body = xml(lab, method, lab.session_ref).body
        assert not re.search(rb"</\w+>\s+<|^\s|\s$|<(?:data|struct|member|array|params|param)>\s", body)


def test_xml_rpc_is_accepted_where_clients_post_it(lab: Lab) -> None:
    for path in ("/", "/RPC2", "/xmlrpc"):
        answer = xml(lab, "pool.get_all", lab.session_ref, path=path)
        assert answer.status == 200 and b"<value>Success</value>" in answer.body


def test_list_methods_without_a_session(lab: Lab) -> None:
    names = json.loads(raw_json(lab, "system.listMethods").body)["result"]
    (bare,), _ = xmlrpc.client.loads(xml(lab, "system.listMethods").body)
    assert names == bare
    assert {"VM.start", "event.from", "session.login_with_password"} <= set(names)


def test_login_with_two_three_or_four_arguments(lab: Lab) -> None:
    for more in ([], ["1.0"], ["1.0", "program"]):
        answer = json.loads(raw_json(lab, "session.login_with_password", USER, PASSWORD, *more).body)
        assert answer["result"].startswith("OpaqueRef:")
        raw_json(lab, "session.logout", answer["result"])


def test_ints_are_text_in_xml_and_numbers_in_json(lab: Lab) -> None:
    host = lab.api.host.get_all()[0]
    assert isinstance(lab.api.host.get_API_version_major(host), str)
    assert isinstance(result(lab, "host.get_API_version_major", host), int)
    batch = result(lab, "event.from", ["pool"], "", 0)
    assert all(isinstance(count, int) for count in batch["valid_ref_counts"].values())
    assert all(isinstance(event["id"], int) for event in batch["events"])
    batch = getattr(lab.api.event, "from")(["pool"], "", 0.0)
    assert all(isinstance(count, int) for count in batch["valid_ref_counts"].values())
    assert all(isinstance(event["id"], str) for event in batch["events"])


def test_json_takes_any_number_for_a_float_and_tells_errors_with_status_200(lab: Lab) -> None:
    token = result(lab, "event.inject", "pool", lab.api.pool.get_all()[0])
    for seconds in (0.001, 0, 0.1):
        assert result(lab, "event.from", ["no such class"], token, seconds)["events"] == []
    answer = raw_json(lab, "VM.get_record", lab.session_ref, "OpaqueRef:none")
    assert answer.status == 200
    told = {"code": 1, "message": "HANDLE_INVALID", "data": ["VM", "OpaqueRef:none"]}
    assert json.loads(answer.body)["error"] == told


def test_json_id_0_is_an_id(lab: Lab) -> None:
    for version in ("1.0", "2.0"):
        answer = raw_json(lab, "pool.get_all", lab.session_ref, version=version, id_=0)
        assert json.loads(answer.body)["id"] == 0


def test_events_by_class_in_any_case_by_object_and_by_an_injected_token(lab: Lab) -> None:
    pool = lab.api.pool.get_all()[0]
    for classes in (["pool"], ["POOL"], ["Pool", "sr"], ["*"], [f"pool/{pool}"], [f"Pool/{pool}"]):
        events = result(lab, "event.from", classes, "", 61.1)["events"]
        assert {"pool"} <= {event["class"] for event in events}
        assert all(event["class"] == event["class"].lower() for event in events)
    before = result(lab, "event.from", ["pool"], "", 2)["token"]
    injected = result(lab, "event.inject", "pool", pool)
    batch = result(lab, "event.from", ["pool"], before, 30)
    assert batch["token"] >= injected
    assert [event["ref"] for event in batch["events"]] == [pool]


def test_events_never_tell_of_sessions_users_or_events(lab: Lab) -> None:
    token = ""
    for _ in range(2):
        batch = result(lab, "event.from", ["*"], token, 0)
        assert not {"session", "user", "event"} & {event["class"] for event in batch["events"]}
        token = batch["token"]
        raw_json(lab, "session.login_with_password", USER, PASSWORD)
    assert result(lab, "event.from", ["session", "user", "event"], "", 0)["events"] == []


def test_nothing_exists_by_itself_that_older_clients_do_not_know(lab: Lab) -> None:
    found = {event["class"] for event in result(lab, "event.from", ["*"], "", 0)["events"]}
    unknown = {"vm_group", "host_driver", "driver_variant", "rate_limit", "caller", "observer"}
    assert not found & unknown


def test_sessions_blocked_in_event_from_hold_nobody_up(lab: Lab) -> None:
    pool = lab.api.pool.get_all()[0]
    token = result(lab, "event.inject", "pool", pool)
    heard: list[Any] = []

    def listen(session: str) -> None:
        answer = raw_json(lab, "event.from", session, [f"pool/{pool}"], token, 60.0)
        heard.append(json.loads(answer.body)["result"]["events"][0]["ref"])

    sessions = [lab.daemon.login()._session for _ in range(2)]
    threads = [threading.Thread(target=listen, args=(session,)) for session in sessions]
    for thread in threads:
        thread.start()
    assert result(lab, "pool.get_all") == [pool]
    assert result(lab, "VM.get_all_records")
    result(lab, "pool.add_to_other_config", pool, "xo:barrier:1", "x")
    for thread in threads:
        thread.join(60)
    result(lab, "pool.remove_from_other_config", pool, "xo:barrier:1")
    assert heard == [pool, pool]


def test_an_invalid_session_is_named(lab: Lab) -> None:
    answer = json.loads(raw_json(lab, "pool.get_all", "OpaqueRef:gone").body)
    assert answer["error"]["message"] == "SESSION_INVALID"
    assert answer["error"]["data"] == ["OpaqueRef:gone"]
    body = xml(lab, "pool.get_all", "OpaqueRef:gone").body
    (told,), _ = xmlrpc.client.loads(body)
    assert told["ErrorDescription"] == ["SESSION_INVALID", "OpaqueRef:gone"]


def test_subject_identifiers_as_a_ping(lab: Lab) -> None:
    assert isinstance(result(lab, "session.get_all_subject_identifiers"), list)


def test_what_the_csharp_library_asks_at_login(lab: Lab) -> None:
    assert result(lab, "session.get_is_local_superuser", lab.session_ref) is True
    assert result(lab, "session.get_rbac_permissions", lab.session_ref) == []
    roles = result(lab, "role.get_all_records")
    assert {"pool-admin", "read-only"} <= {role["name_label"] for role in roles.values()}


def test_the_time_of_the_server_as_a_heartbeat(lab: Lab) -> None:
    told = result(lab, "host.get_servertime", lab.api.host.get_all()[0])
    assert re.fullmatch(r"\d{8}T\d\d:\d\d:\d\dZ", told)


def test_longer_paths_belong_to_the_handler_with_the_longest_prefix(lab: Lab) -> None:
    for path in ("/export", "/export/", "/export_raw_vdi", "/export_raw_vdi/", "/blob/", "/vncsnapshot/"):
        assert ask(lab, "GET", path).status in (401, 403)
    for path in ("/import", "/import/", "/import_raw_vdi", "/import_raw_vdi/"):
        assert ask(lab, "PUT", path, b"").status in (401, 403)


def test_who_calls_a_handler_is_told_in_three_ways(lab: Lab) -> None:
    blob = lab.api.blob.create("text/plain", False)
    path = f"/blob?ref={blob}"
    basic = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    assert ask(lab, "GET", f"{path}&session_id={lab.session_ref}").status == 200
    assert ask(lab, "GET", path, Cookie=f"session_id={lab.session_ref}").status == 200
    assert ask(lab, "GET", path, Authorization=basic).status == 200
    assert ask(lab, "GET", path).status == 401
    assert ask(lab, "GET", path, Cookie="session_id=OpaqueRef:none").status == 401
    lab.api.blob.destroy(blob)


def test_enums_in_any_case_are_answered_in_their_own(lab: Lab) -> None:
    vm, sr = lab.guest("nova"), lab.api.pool.get_default_SR(lab.api.pool.get_all()[0])
    record = {"SR": sr, "virtual_size": "1048576", "type": "User", "sharable": False, "read_only": False,
              "other_config": {}, "name_label": "x", "name_description": ""}  # fmt: skip
    vdi = lab.api.VDI.create(record)
    assert lab.api.VDI.get_type(vdi) == "user"
    vbd = lab.api.VBD.create({"VM": vm, "VDI": vdi, "userdevice": "0", "bootable": False, "mode": "rw",
                              "type": "disk", "empty": False, "other_config": {}, "qos_algorithm_type": "",
                              "qos_algorithm_params": {}})  # fmt: skip
    assert (lab.api.VBD.get_type(vbd), lab.api.VBD.get_mode(vbd)) == ("Disk", "RW")


def test_filters_of_records(lab: Lab) -> None:
    vm = lab.guest("filtered", memory_static_min=str(65 << 20))
    for expr in (
        'field "name__label" = "filtered"',
        'field "name__label"="filtered" and field "power_state" = "Halted"',
        'not (field "name__label" = "other") and (field "name__label"="filtered")',
        f'field "memory__static_min" = "{65 << 20}" and not(field "is_a_template" = "true")',
    ):
        assert list(result(lab, "VM.get_all_records_where", expr)) == [vm]


def test_keys_of_maps(lab: Lab) -> None:
    vm = lab.guest("keys")
    lab.api.VM.remove_from_other_config(vm, "absent")
    lab.api.VM.add_to_other_config(vm, "present", "1")
    told = ["MAP_DUPLICATE_KEY", "VM", "other_config", vm, "present"]
    assert error(lab, "VM.add_to_other_config", vm, "present", "2") == told


def test_wrong_calls_of_known_clients_are_errors_not_crashes(lab: Lab) -> None:
    vm = lab.guest("wrong")
    assert error(lab, "VM.copy_bios_strings", [vm, vm])[0] == "MESSAGE_PARAMETER_COUNT_MISMATCH"
    assert error(lab, "VM.copy_bios_strings", [vm], vm)[0] == "INTERNAL_ERROR"
    assert error(lab, "VM.set_other_config", vm)[0] == "MESSAGE_PARAMETER_COUNT_MISMATCH"
    assert ask(lab, "POST", "/", xml_call("VM.set_other_config", lab.session_ref)).status == 200
    assert result(lab, "VM.get_name_label", vm) == "wrong"


def test_plugins_of_the_host(lab: Lab) -> None:
    host = lab.api.host.get_all()[0]
    assert json.loads(result(lab, "host.call_plugin", host, "lsblk.py", "list_block_devices", {}))
    told = ["XENAPI_MISSING_PLUGIN", "absent.py"]
    assert error(lab, "host.call_plugin", host, "absent.py", "main", {}) == told


def test_what_is_said_of_the_software(lab: Lab) -> None:
    version = lab.api.host.get_software_version(lab.api.host.get_all()[0])
    for key in ("product_version", "product_brand", "platform_version", "build_number", "xapi", "dbv"):
        assert version[key], key
    assert all(part.isdigit() for part in version["product_version"].split("."))
    assert all(part.isdigit() for part in version["xapi"].split("."))


def test_times_of_the_host_are_numbers_with_a_final_dot(lab: Lab) -> None:
    config = lab.api.host.get_other_config(lab.api.host.get_all()[0])
    for key in ("boot_time", "agent_start_time"):
        assert re.fullmatch(r"\d+\.", config[key]), key
    assert float(config["boot_time"]) <= float(config["agent_start_time"])


def test_the_licence(lab: Lab) -> None:
    params = lab.api.host.get_license_params(lab.api.host.get_all()[0])
    assert re.fullmatch(r"\d{8}T\d\d:\d\d:\d\dZ", params["expiry"])
    assert params["sku_type"]
