"""GET /vncsnapshot: what a real guest's screen shows."""

import urllib.error
import urllib.request
from io import BytesIO

import pytest
from PIL import Image

from tests.lab.daemon import Lab
from xapid.model.errors import XenError
from xapid.rpc.screenshots import as_jpeg


def get(lab: Lab, query: str) -> tuple[int, bytes]:
    url = f"{lab.daemon.url}/vncsnapshot?session_id={lab.session_ref}&{query}"
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            assert answer.headers["Content-Type"] == "image/jpeg"
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_a_picture_of_the_screen(lab: Lab) -> None:
    vm = lab.guest("seen")
    status, page = get(lab, f"ref={vm}")
    assert status == 400 and b"VM_BAD_POWER_STATE" in page
    lab.api.VM.start(vm, True, False)
    console = lab.api.VM.get_consoles(vm)[0]
    for query in (f"ref={vm}", f"uuid={lab.uuid(vm)}", f"ref={console}"):
        status, picture = get(lab, query)
        assert status == 200
        with Image.open(BytesIO(picture)) as image:
            assert image.format == "JPEG" and image.width >= 320 and image.height >= 200
            image.load()


def test_what_cannot_be_seen(lab: Lab) -> None:
    assert get(lab, "")[0] == 400
    assert get(lab, "uuid=none")[0] == 404
    control = next(ref for ref, vm in lab.api.VM.get_all_records().items() if vm["is_control_domain"])
    assert get(lab, f"ref={control}")[0] == 404
    url = f"{lab.daemon.url}/vncsnapshot?ref={control}"
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(url, timeout=60)


@pytest.mark.parametrize("picture", [b"", b"garbage", b"P6\n100000 100000\n255\n", b"P6\n10 10\n255\nxx"])
def test_what_is_no_picture(picture: bytes) -> None:
    with pytest.raises(XenError, match="INTERNAL_ERROR"):
        as_jpeg(picture)
