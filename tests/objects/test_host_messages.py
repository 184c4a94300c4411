"""Messages of host and pool that only check and note something, in a store in memory."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.objects.memory import make_context
from tests.objects.test_small_messages import call, refusal
from xapid.machine import hardware
from xapid.machine.firmware import bios_strings, secure_boot
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.host_metrics import HostMetrics
from xapid.objects.pif import PIF
from xapid.objects.pool import Pool
from xapid.objects.secret import Secret


@pytest.fixture
def ctx(tmp_path: Path) -> Context:
    made = make_context(tmp_path)
    with made.change():
        host = made.store.create(Host, metrics=made.store.create(HostMetrics), edition="xapid")
        made.services.host = host
        made.store.create(Pool, master=host)
    return made


async def test_there_is_one_edition(ctx: Context) -> None:
    host, pool = ctx.services.host, ctx.store.all(Pool)[0]
    await call(ctx, "host.apply_edition", host, "xapid", False)
    await call(ctx, "pool.apply_edition", pool, "xapid")
    for name, of in (("host", host), ("pool", pool)):
        assert await refusal(ctx, f"{name}.apply_edition", of, "platinum") == ["INVALID_EDITION", "platinum"]
    assert host.edition == "xapid"
    assert await refusal(ctx, "host.license_add", host, "bought") == ["LICENSE_PROCESSING_ERROR"]
    await call(ctx, "host.license_remove", host)
    await call(ctx, "host.set_license_params", host, {"sku_type": "free"})
    assert host.license_params == {"sku_type": "free"}


async def test_the_next_collection_of_telemetry(ctx: Context) -> None:
    pool, now = ctx.store.all(Pool)[0], datetime.now(UTC).replace(microsecond=0)
    await call(ctx, "pool.set_telemetry_next_collection", pool, now + timedelta(days=13))
    assert pool.telemetry_next_collection == now + timedelta(days=13)
    late = now + timedelta(days=15)
    refused = await refusal(ctx, "pool.set_telemetry_next_collection", pool, late)
    assert refused == ["TELEMETRY_NEXT_COLLECTION_TOO_LATE", late.strftime("%Y%m%dT%H:%M:%SZ")]
    seen = set()
    for _ in range(2):
        await call(ctx, "pool.reset_telemetry_uuid", pool)
        seen.add(pool.telemetry_uuid.value)
    assert len(seen) == 2 and len(ctx.store.all(Secret)) == 1


async def test_the_health_of_the_agent(ctx: Context) -> None:
    host = ctx.services.host
    assert await refusal(ctx, "host.local_assert_healthy") == ["HOST_STILL_BOOTING"]
    with ctx.change():
        host.metrics.live = True
    assert await refusal(ctx, "host.local_assert_healthy") == ["HOST_HAS_NO_MANAGEMENT_IP"]
    with ctx.change():
        ctx.store.create(PIF, host=host, management=True)
    await call(ctx, "host.local_assert_healthy")


def test_what_firmware_says(tmp_path: Path) -> None:
    assert bios_strings(tmp_path) == {} and not secure_boot(tmp_path)
    dmi = tmp_path / "class/dmi/id"
    dmi.mkdir(parents=True)
    for name, text in (("sys_vendor", "Maker\n"), ("product_name", " Model \n"), ("bios_version", "\n")):
        (dmi / name).write_text(text)
    assert bios_strings(tmp_path) == {"system-manufacturer": "Maker", "system-product-name": "Model"}
    variables = tmp_path / "firmware/efi/efivars"
    variables.mkdir(parents=True)
    (variables / "SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c").write_bytes(b"\6\0\0\0\1")
    assert secure_boot(tmp_path)


def test_this_machine() -> None:
    found = hardware.survey()
    assert found.cores_online >= found.sockets >= 1 and found.kernel
    assert 0 < hardware.memory()["MemAvailable"] < found.memory_total
    two = hardware.processors("processor\t: 0\nflags\t: a b\n\nprocessor\t: 1\nmodel name\t:\n")
    assert two == [{"processor": "0", "flags": "a b"}, {"processor": "1", "model name": ""}]
