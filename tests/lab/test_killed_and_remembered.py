"""What clients were told outlives kill -9: places in the stream of events, notes, blobs, observers."""

import urllib.request
from collections.abc import Callable
from typing import Any

from tests.lab.daemon import Lab


def changes(lab: Lab, classes: list[str], token: str) -> tuple[set[tuple[str, str]], str]:
    """What happened to which object since the token, and the next token."""
    batch: dict[str, Any] = getattr(lab.api.event, "from")(classes, token, 5.0)
    return {(event["operation"], event["ref"]) for event in batch["events"]}, batch["token"]


def blob_url(lab: Lab, blob: str) -> str:
    return f"{lab.daemon.url}/blob?session_id={lab.session_ref}&ref={blob}"


def test_kill_9(own_daemon: Callable[..., Lab]) -> None:
    lab = own_daemon()
    changed, gone, untouched = (lab.guest(name) for name in ("changed", "gone", "untouched"))
    note = lab.api.message.create("HELLO", 3, "VM", lab.uuid(untouched), "body")
    blob = lab.api.VM.create_new_blob(untouched, "picture", "image/png", False)
    request = urllib.request.Request(blob_url(lab, blob), data=b"x" * 100_000, method="PUT")
    with urllib.request.urlopen(request, timeout=60) as answer:
        answer.read()
    token = changes(lab, ["VM", "message"], "")[1]
    lab.api.VM.set_name_label(changed, "new")
    lab.api.VM.destroy(gone)
    made = lab.guest("made")
    observer = lab.api.Observer.create({"enabled": True, "endpoints": ["bugtool"]})
    directory = lab.daemon.state / "blobs"
    (directory / "stray").write_bytes(b"half of something")

    lab.restart()

    seen, after = changes(lab, ["VM", "message"], token)
    assert {("mod", changed), ("del", gone), ("add", made)} <= seen
    assert untouched not in {ref for _, ref in seen}
    assert changes(lab, [f"VM/{gone}"], token)[0] == {("del", gone)}
    assert lab.api.message.get_record(note)["body"] == "body"
    assert lab.api.VM.get_blobs(untouched) == {"picture": blob}
    with urllib.request.urlopen(blob_url(lab, blob), timeout=60) as answer:
        assert answer.read() == b"x" * 100_000
    assert len(list(directory.iterdir())) == 1

    lab.api.Observer.set_enabled(observer, False)
    traces = list((lab.daemon.state / "traces").iterdir())
    assert traces and any("VM.get_blobs" in path.read_text() for path in traces)

    lab.api.VM.destroy(untouched)
    lab.restart()
    assert lab.api.blob.get_all() == [] and list(directory.iterdir()) == []
    assert ("del", untouched) in changes(lab, ["VM"], after)[0]
