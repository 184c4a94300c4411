"""VM.call_plugin: executables inside a real guest, run by its agent."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import XenAPI

from tests.lab.daemon import Lab
from tests.lab.guest import GuestImage

#: A plugin in the language of the guest's shell: the function is the name between the tags.
PLUGIN = r"""#!/bin/sh
function=${1#*<methodName>}
function=${function%%</methodName>*}
case $function in
hang) exec sleep 600 ;;
fail) echo complaint >&2; exit 3 ;;
big) exec head -c 200000 /dev/zero ;;
esac
case $1 in *'<string>world</string>'*) whom=world ;; esac
echo "<methodResponse><params><param><value><struct>"
echo "<member><name>Status</name><value>Success</value></member>"
echo "<member><name>Value</name><value>$function $whom at $(uname -s)</value></member>"
echo "</struct></value></param></params></methodResponse>"
"""


@pytest.fixture
def image(guest_image: GuestImage, tmp_path: Path) -> GuestImage:
    """The guest's image with a plugin in it: what is put behind an initrd is unpacked over it."""
    root = tmp_path / "root" / "etc" / "xapi.d" / "plugins"
    root.mkdir(parents=True)
    (root / "tool").write_text(PLUGIN)
    (root / "tool").chmod(0o755)
    pack = ["sh", "-c", "find . | cpio --create --format=newc --quiet"]
    packed = subprocess.run(pack, cwd=tmp_path / "root", check=True, stdout=subprocess.PIPE).stdout
    directory = tmp_path / "image"
    directory.mkdir()
    for path in (guest_image.kernel, guest_image.directory / "cmdline"):
        shutil.copy(path, directory)
    initrd = guest_image.initrd.read_bytes()
    (directory / "initrd.img").write_bytes(initrd + bytes(-len(initrd) % 4) + packed)
    return GuestImage(directory)


def test_plugins_of_a_guest(own_daemon: Callable[..., Lab], image: GuestImage) -> None:
    lab = own_daemon(kernel_dirs=str(image.directory), guest_plugin_interval="0", plugin_output="100000")
    lab.image = image
    vm = lab.guest("clever")

    def fails(*call: object) -> list[str]:
        with pytest.raises(XenAPI.Failure) as caught:
            lab.api.VM.call_plugin(vm, *call)
        details: list[str] = caught.value.details
        return details

    assert fails("tool", "hello", {})[0] == "VM_BAD_POWER_STATE"
    lab.api.VM.start(vm, False, False)
    lab.wait_agent(vm)
    assert lab.api.VM.call_plugin(vm, "tool", "hello", {"whom": "world"}) == "hello world at Linux"
    assert fails("absent", "hello", {}) == ["XENAPI_MISSING_PLUGIN", "absent"]
    assert fails("../../bin/sh", "hello", {}) == ["XENAPI_MISSING_PLUGIN", "../../bin/sh"]
    assert fails("tool", "fail", {}) == ["XENAPI_PLUGIN_FAILURE", "exit code 3", "", "complaint\n"]
    assert fails("tool", "big", {})[:2] == ["XENAPI_PLUGIN_FAILURE", "output limit"]
    assert fails("tool", "hello", {"a": "x" * 100_000})[:2] == ["XENAPI_PLUGIN_FAILURE", "arguments too long"]

    task = lab.api.Async.VM.call_plugin(vm, "tool", "hang", {})
    lab.wait("VM", vm, lambda record: "call_plugin" in record["current_operations"].values())
    lab.api.task.cancel(task)
    assert lab.wait_task(task)["status"] == "cancelled"
    assert lab.api.VM.get_current_operations(vm) == {}
    assert lab.api.VM.call_plugin(vm, "tool", "hello", {}).startswith("hello")


def test_guests_are_not_asked_too_often_nor_when_they_have_no_agent(lab: Lab) -> None:
    vm = lab.guest("deaf")
    lab.api.VM.start(vm, True, False)
    lab.api.VM.unpause(vm)
    codes = []
    for _ in range(2):
        with pytest.raises(XenAPI.Failure) as caught:
            lab.api.VM.call_plugin(vm, "tool", "hello", {})
        codes.append(caught.value.details[0])
    assert codes == ["VM_LACKS_FEATURE", "VM_CALL_PLUGIN_RATE_LIMIT"]
