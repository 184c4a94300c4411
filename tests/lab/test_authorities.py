"""Whom xapid believes: authorities, single peers and lists of revoked ones, against real TLS peers."""

from __future__ import annotations

import asyncio
import http.client
import json
import ssl
from pathlib import Path
from typing import Any

import pytest
import XenAPI

from tests.lab.daemon import Lab
from tests.lab.house import fails
from tests.trust.authority import DAY, Authority, key, key_pem, pem
from tests.trust.servers import serving
from xapid.trust.authorities import Authorities

OURS = Authority()
OTHERS = Authority("Others", 4)


@pytest.fixture
def pool(house: Lab) -> Any:
    """The pool's messages, and nothing trusted."""
    clear(house)
    return house.api.pool


def clear(house: Lab) -> None:
    api = house.api
    for ref, record in api.Certificate.get_all_records().items():
        if record["type"] in ("ca", "pinned"):
            api.pool.uninstall_trusted_certificate(this(house), ref)
    for name in api.pool.crl_list():
        api.pool.crl_uninstall(name)


def this(house: Lab) -> str:
    return str(house.api.pool.get_all()[0])


def as_host(house: Lab) -> Any:
    """The session of a host of the pool, by the pool's secret."""
    secret = (house.daemon.state / "pool-secret").read_text().split()[0]
    session = XenAPI.Session(house.daemon.url)
    session._session = rpc(house, "session.slave_local_login", secret)
    return session.xenapi


def test_authorities_come_and_go_by_name(house: Lab, pool: Any) -> None:
    pool.install_ca_certificate("ours", OURS.pem)
    pool.certificate_install("others.pem", OTHERS.pem)
    assert pool.certificate_list() == ["others.pem", "ours"]
    trusted = {r["name"]: r for r in house.api.Certificate.get_all_records().values() if r["type"] == "ca"}
    assert set(trusted) == {"ours", "others.pem"} and trusted["ours"]["host"] == "OpaqueRef:NULL"
    assert fails("CERTIFICATE_ALREADY_EXISTS", pool.install_ca_certificate, "ours", OTHERS.pem) == ["ours"]
    bundle = house.daemon.state / "trust" / "bundles" / "general.pem"
    assert bundle.read_text().count("BEGIN CERTIFICATE") == 2
    pool.uninstall_ca_certificate("ours")
    pool.certificate_uninstall("others.pem")
    assert pool.certificate_list() == [] and bundle.read_text() == ""
    assert fails("CERTIFICATE_DOES_NOT_EXIST", pool.uninstall_ca_certificate, "ours") == ["ours"]
    pool.uninstall_ca_certificate("ours", True)


def test_bad_authorities(house: Lab, pool: Any) -> None:
    install = pool.install_ca_certificate
    for name in ("../x", "a/b", ".hidden", "", "a\tb", "x" * 200):
        assert fails("CERTIFICATE_NAME_INVALID", install, name, OURS.pem) == [name[:128]]
    for broken in ("", "nonsense", OURS.pem[:200], OURS.pem + OTHERS.pem, key_pem(key()), "x" * 200_000,
                   OURS.revocation_list()):  # fmt: skip
        fails("CA_CERTIFICATE_INVALID", install, "bad", broken)
    fails("CA_CERTIFICATE_EXPIRED", install, "bad", pem(OURS.issue("x", begin=-9 * DAY, end=-DAY)))
    fails("CA_CERTIFICATE_NOT_VALID_YET", install, "bad", pem(OURS.issue("x", begin=DAY)))
    for broken in ("", "nonsense", OURS.pem, OURS.revocation_list()[:100]):
        assert fails("CRL_CORRUPT", pool.crl_install, "bad", broken) == ["bad"]
    fails("CRL_NAME_INVALID", pool.crl_install, "../bad", OURS.revocation_list())
    assert fails("CRL_DOES_NOT_EXIST", pool.crl_uninstall, "none") == ["none"]
    pool.crl_install("list", OURS.revocation_list())
    fails("CRL_ALREADY_EXISTS", pool.crl_install, "list", OURS.revocation_list())
    assert pool.crl_list() == ["list"] and pool.certificate_list() == []


def test_trusted_for_a_purpose(house: Lab, pool: Any) -> None:
    me, peer = this(house), pem(OTHERS.issue("peer"))
    install = pool.install_trusted_certificate
    fails("CERTIFICATE_LACKS_PURPOSE", install, me, False, peer, [])
    install(me, False, peer, ["ldaps"])
    fingerprint = fails("TRUSTED_CERTIFICATE_ALREADY_EXISTS", install, me, True, peer, ["licensing"])
    install(me, True, OURS.pem, [])
    fails("TRUSTED_CERTIFICATE_INVALID", install, me, True, "nonsense", [])
    fails(
        "TRUSTED_CERTIFICATE_EXPIRED", install, me, True, pem(OURS.issue("x", begin=-9 * DAY, end=-DAY)), []
    )
    fails("TRUSTED_CERTIFICATE_NOT_VALID_YET", install, me, True, pem(OURS.issue("x", begin=DAY)), [])
    records = house.api.Certificate.get_all_records()
    pinned = next(ref for ref, r in records.items() if r["type"] == "pinned")
    assert records[pinned]["purpose"] == ["ldaps"]
    assert [records[pinned]["fingerprint"]] == fingerprint
    bundles = house.daemon.state / "trust" / "bundles"
    counts = {p.stem: p.read_text().count("BEGIN CERT") for p in bundles.glob("*.pem")}
    assert counts == {"general": 1, "ldaps": 2, "licensing": 1}
    own = next(ref for ref, r in records.items() if r["type"] == "host")
    assert fails("NOT_TRUSTED_CERTIFICATE", pool.uninstall_trusted_certificate, me, own) == [own]
    pool.uninstall_trusted_certificate(me, pinned)
    fails("HANDLE_INVALID", pool.uninstall_trusted_certificate, me, pinned)


def test_what_believes_whom(tmp_path: Path, house: Lab, pool: Any) -> None:
    """send_test_post checks nothing before TLS verification is on; then only what is installed counts."""
    good, revoked = OURS.issue("peer"), OURS.issue("peer")
    host = house.api.host.get_all()[0]
    with serving(tmp_path, good) as port:
        assert pool.send_test_post("127.0.0.1", port, "hello") == "heard"
        fails("TLS_VERIFICATION_NOT_ENABLED_IN_POOL", house.api.host.emergency_reenable_tls_verification)
        pool.enable_tls_verification()
        assert pool.get_tls_verification_enabled(this(house))
        assert house.api.host.get_tls_verification_enabled(host)
        fails("SSL_VERIFY_ERROR", pool.send_test_post, "127.0.0.1", port, "hello")
        house.api.host.emergency_disable_tls_verification()
        assert pool.send_test_post("127.0.0.1", port, "hello") == "heard"
        notes = [m["name"] for m in house.api.message.get_all_records().values()]
        assert "TLS_VERIFICATION_EMERGENCY_DISABLED" in notes
        house.api.host.emergency_reenable_tls_verification()
        notes = [m["name"] for m in house.api.message.get_all_records().values()]
        assert "TLS_VERIFICATION_EMERGENCY_DISABLED" not in notes
        pool.install_ca_certificate("ours", OURS.pem)
        assert pool.send_test_post("127.0.0.1", port, "hello") == "heard"
        fails("SSL_VERIFY_ERROR", pool.send_test_post, "localhost", port, "another name")
        pool.crl_install("of others", OTHERS.revocation_list(good))
        pool.crl_install("ours", OURS.revocation_list(revoked))
        assert pool.send_test_post("127.0.0.1", port, "hello") == "heard"
    with serving(tmp_path, revoked) as port:
        assert "revoked" in fails("SSL_VERIFY_ERROR", pool.send_test_post, "127.0.0.1", port, "hello")[0]
        pool.crl_uninstall("ours")
        assert pool.send_test_post("127.0.0.1", port, "hello") == "heard"
    assert fails("TLS_CONNECTION_FAILED", pool.send_test_post, "127.0.0.1", port, "")[1] == str(port)
    fails("INVALID_VALUE", pool.send_test_post, "bad\r\nhost", 443, "")


async def test_a_context_for_asyncio_and_for_threads(tmp_path: Path, house: Lab, pool: Any) -> None:
    """Both kinds of connections look at the lists; a single peer needs no authority."""
    me, peer = this(house), OTHERS.issue("peer")
    pool.install_trusted_certificate(me, False, pem(peer), ["ldaps"])
    pool.install_ca_certificate("ours", OURS.pem)
    revoked = OURS.issue("peer")
    pool.crl_install("ours", OURS.revocation_list(revoked))
    files = Authorities(house.daemon.state / "trust")

    def ask(purpose: str, port: int) -> bytes:
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=files.context(purpose))
        connection.request("GET", "/")
        return connection.getresponse().read()

    with serving(tmp_path, peer) as port:
        assert await asyncio.to_thread(ask, "ldaps", port) == b"heard"
        with pytest.raises(ssl.SSLCertVerificationError):
            await asyncio.to_thread(ask, "", port)
    with serving(tmp_path, revoked) as port:
        for attempt in (asyncio.to_thread(ask, "", port),
                        asyncio.open_connection("127.0.0.1", port, ssl=files.context())):  # fmt: skip
            with pytest.raises(ssl.SSLCertVerificationError, match="revoked"):
                await attempt


def test_after_a_kill_the_files_follow_the_records(house: Lab, pool: Any) -> None:
    pool.install_ca_certificate("ours", OURS.pem)
    pool.crl_install("ours", OURS.revocation_list())
    house.daemon.kill()
    trust = house.daemon.state / "trust"
    (trust / "ca" / "ours").unlink()
    (trust / "ca" / "never recorded").write_text(OTHERS.pem)
    (trust / "bundles" / "general.pem").write_text("half")
    house.daemon.start()
    house.log_in()
    assert [p.name for p in (trust / "ca").iterdir()] == ["ours"]
    assert (trust / "bundles" / "general.pem").read_text() == OURS.pem
    assert house.api.pool.certificate_list() == ["ours"] == house.api.pool.crl_list()
    (trust / "ca" / "ours").write_text("spoilt")
    (trust / "crl" / "ours").write_text("spoilt")
    house.api.pool.certificate_sync()
    assert (trust / "ca" / "ours").read_text() == OURS.pem


def test_messages_between_hosts_of_the_pool(house: Lab, pool: Any) -> None:
    host = house.api.host.get_all()[0]
    text = fails("INTERNAL_ERROR", house.api.host.certificate_list, host)[0]
    assert "non-pool" in text
    peer = as_host(house)
    peer.host.install_ca_certificate(host, "ours", OURS.pem)
    fails("CERTIFICATE_ALREADY_EXISTS", peer.host.install_ca_certificate, host, "ours", OURS.pem)
    assert peer.host.certificate_list(host) == ["ours"]
    peer.host.uninstall_ca_certificate(host, "ours")
    fails("CERTIFICATE_DOES_NOT_EXIST", peer.host.uninstall_ca_certificate, host, "ours")
    fails("CERTIFICATE_NAME_INVALID", peer.host.uninstall_ca_certificate, host, "../ours")
    peer.host.uninstall_ca_certificate(host, "ours", True)
    peer.host.crl_install(host, "list", OURS.revocation_list())
    assert peer.host.crl_list(host) == ["list"]
    peer.host.crl_uninstall(host, "list")
    peer.host.install_ca_certificate(host, "stray", OURS.pem)
    peer.host.certificate_sync(host)
    assert peer.host.certificate_list(host) == []


def test_the_pools_secret_opens_pool_sessions(house: Lab, pool: Any) -> None:
    path = house.daemon.state / "pool-secret"
    assert path.stat().st_mode & 0o777 == 0o600
    secret, host = path.read_text().strip(), house.api.host.get_all()[0]
    made = rpc(house, "session.slave_login", host, secret), rpc(house, "session.slave_local_login", secret)
    for answer in made:
        assert rpc(house, "session.get_pool", answer, answer) is True
        assert rpc(house, "session.get_is_local_superuser", answer, answer) is True
        rpc(house, "session.logout", answer)
    for wrong in ("", "x", secret + "x", secret[:-1]):
        with pytest.raises(XenAPI.Failure, match="SESSION_AUTHENTICATION_FAILED"):
            rpc(house, "session.slave_login", host, wrong)
    assert house.api.pool.is_slave(host) is False


def rpc(house: Lab, method: str, *params: Any) -> Any:
    """A call without a session of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", house.daemon.ports["http_port"])
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
    connection.request("POST", "/jsonrpc", body)
    answer = json.loads(connection.getresponse().read())
    connection.close()
    if "error" in answer:
        raise XenAPI.Failure([answer["error"]["message"], *answer["error"]["data"]])
    return answer["result"]


def test_handlers_know_the_pools_secret(house: Lab, pool: Any) -> None:
    secret = (house.daemon.state / "pool-secret").read_text().strip()

    def get(path: str, **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", house.daemon.ports["http_port"])
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read()

    status, body = get("/sync_config_files/2", Cookie=f"pool_secret={secret}")
    assert status == 200 and json.loads(body)["password"].startswith("scrypt$")
    assert get(f"/sync_config_files?pool_secret={secret}")[0] == 200
    assert get("/sync_config_files/2?pool_secret=wrong")[0] == 401
    assert get("/sync_config_files/2")[0] == 401
    assert get(f"/sync_config_files/3?pool_secret={secret}")[0] == 404


def test_another_secret(house: Lab, pool: Any) -> None:
    path, host = house.daemon.state / "pool-secret", house.api.host.get_all()[0]
    old = path.read_text().strip()
    pool.rotate_secret()
    new = path.read_text().strip()
    assert new != old and not pool.get_is_psr_pending(this(house))
    with pytest.raises(XenAPI.Failure, match="SESSION_AUTHENTICATION_FAILED"):
        rpc(house, "session.slave_local_login", old)
    peer = as_host(house)
    peer.host.notify_accept_new_pool_secret(host, new, old)
    for each in (old, new):
        rpc(house, "session.slave_local_login", each)
    peer.host.notify_send_new_pool_secret(host, new, old)
    assert path.read_text().split() == [old, new]
    fails("INVALID_VALUE", peer.host.notify_accept_new_pool_secret, host, "x" * 30, new)
    for bad in ("", "short", "with space in between", "x" * 2000):
        fails("INVALID_VALUE", peer.host.update_pool_secret, host, bad)
    house.restart()  # killed in the middle of it: the present secret counts, and it is over
    assert path.read_text().split() == [old] and not house.api.pool.get_is_psr_pending(this(house))
    peer = as_host(house)
    peer.host.notify_accept_new_pool_secret(host, old, new)
    peer.host.cleanup_pool_secret(host, new, old)
    assert path.read_text().split() == [old]
    peer.host.update_pool_secret(host, new)
    assert path.read_text().split() == [new]
    pool = house.api.pool
    pool.set_is_psr_pending(this(house), True)
    fails("POOL_SECRET_ROTATION_PENDING", pool.rotate_secret)
    fails("POOL_SECRET_ROTATION_PENDING", pool.enable_tls_verification)
    pool.set_is_psr_pending(this(house), False)
