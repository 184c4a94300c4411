"""The certificate that clients see, through the front door: replaced while they are connected."""

from __future__ import annotations

import http.client
import socket
import ssl
import subprocess
from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests.lab.daemon import Lab
from tests.lab.house import fails
from tests.trust.authority import DAY, Authority, key, key_pem, pem

OURS = Authority()


def seen(house: Lab, name: str | None = None) -> x509.Certificate:
    """What a TLS client is shown; ``name``: which host it asks for."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", house.daemon.ports["https_port"])) as plain,
        context.wrap_socket(plain, server_hostname=name) as tls,
    ):
        return x509.load_der_x509_certificate(tls.getpeercert(True) or b"")


def records(house: Lab, kind: str) -> list[dict[str, Any]]:
    found = house.api.Certificate.get_all_records().values()
    return [each for each in found if each["type"] == kind]


def sha256(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def install(house: Lab, *, end: timedelta = 90 * DAY, **more: Any) -> x509.Certificate:
    own = OURS.issue("host", end=end, **more)
    host = house.api.host.get_all()[0]
    house.api.host.install_server_certificate(host, pem(own), key_pem(key()))
    return own


def expiry_notes(house: Lab) -> list[tuple[str, str, str]]:
    found = house.api.message.get_all_records().values()
    return [(m["name"], m["priority"], m["cls"]) for m in found if "CERTIFICATE_EXP" in m["name"]]


def test_records_tell_what_clients_see(house: Lab) -> None:
    (record,) = records(house, "host")
    own = seen(house)
    assert record["fingerprint_sha256"] == record["fingerprint"] == sha256(own)
    assert record["fingerprint_sha1"] == own.fingerprint(hashes.SHA1()).hex(":").upper()
    assert str(record["not_after"]) == own.not_valid_after_utc.strftime("%Y%m%dT%H:%M:%SZ")
    host = house.api.host.get_all()[0]
    assert record["host"] == host and record["name"] == "" and record["purpose"] == []
    assert house.api.host.get_server_certificate(host) == pem(own)
    (internal,) = records(house, "host_internal")
    assert internal["fingerprint_sha256"] == sha256(seen(house, "pool")) != sha256(own)
    assert len(house.api.host.get_certificates(host)) == 2


def test_a_new_certificate_without_a_restart(house: Lab) -> None:
    port = house.daemon.ports["https_port"]
    unverified = ssl._create_unverified_context()
    before = http.client.HTTPSConnection("127.0.0.1", port, context=unverified)
    before.request("GET", "/nothing")
    before.getresponse().read()
    sock = before.sock
    own = install(house)
    assert sha256(seen(house)) == sha256(own) == records(house, "host")[0]["fingerprint_sha256"]
    trusting = ssl.create_default_context(cadata=OURS.pem)
    trusting.verify_flags &= ~getattr(ssl, "VERIFY_X509_STRICT", 0)
    after = http.client.HTTPSConnection("127.0.0.1", port, context=trusting)
    after.request("GET", "/nothing")
    assert after.getresponse().status == 404
    before.request("GET", "/nothing")  # on the connection of before
    assert before.getresponse().status == 404 and before.sock is sock
    before.close()
    after.close()


def test_openssl_agrees_and_old_tls_is_refused(house: Lab) -> None:
    port = house.daemon.ports["https_port"]

    def client(*options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", *options],
            input="", capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    assert "Verification" in client("-tls1_2").stdout
    assert client("-tls1_3").returncode == 0
    assert client("-tls1_1", "-cipher", "ALL@SECLEVEL=0").returncode != 0
    assert client("-tls1_2", "-cipher", "AES128-SHA").returncode != 0


def test_a_chain_is_shown_and_has_to_fit(house: Lab) -> None:
    middle = Authority("Middle", 2)
    link = OURS.issue("Middle", middle.key.public_key(), names=(), ca=True)
    own, host = middle.issue("host"), house.api.host.get_all()[0]
    call = house.api.host.install_server_certificate
    call(host, pem(own), key_pem(key()), pem(link))
    trusting = ssl.create_default_context(cadata=OURS.pem)
    trusting.verify_flags &= ~getattr(ssl, "VERIFY_X509_STRICT", 0)
    with (
        socket.create_connection(("127.0.0.1", house.daemon.ports["https_port"])) as plain,
        trusting.wrap_socket(plain, server_hostname="127.0.0.1"),
    ):
        pass
    fails("SERVER_CERTIFICATE_CHAIN_INVALID", call, host, pem(own), key_pem(key()), OURS.pem)
    fails("SERVER_CERTIFICATE_CHAIN_INVALID", call, host, pem(own), key_pem(key()), "nonsense")
    assert sha256(seen(house)) == sha256(own)


def test_bad_keys_and_certificates_change_nothing(house: Lab) -> None:
    own = install(house)
    host, call = house.api.host.get_all()[0], house.api.host.install_server_certificate
    good, private = pem(OURS.issue("host")), key_pem(key())
    for broken in ("", "nonsense", private[: len(private) // 2], "x" * 1_000_000, good):
        fails("SERVER_CERTIFICATE_KEY_INVALID", call, host, good, broken)
    elliptic = key_pem(ec.generate_private_key(ec.SECP256R1()))
    code = "SERVER_CERTIFICATE_KEY_ALGORITHM_NOT_SUPPORTED"
    assert fails(code, call, host, good, elliptic) == ["1.2.840.10045.2.1"]
    code = "SERVER_CERTIFICATE_KEY_RSA_LENGTH_NOT_SUPPORTED"
    assert fails(code, call, host, good, key_pem(key(1024))) == ["1024"]
    fails("SERVER_CERTIFICATE_KEY_MISMATCH", call, host, good, key_pem(key(number=9)))
    for broken in ("", good[:300], OURS.revocation_list(), good + good, "x" * 1_000_000, private):
        fails("SERVER_CERTIFICATE_INVALID", call, host, broken, private)
    early = pem(OURS.issue("host", begin=DAY))
    now, since = fails("SERVER_CERTIFICATE_NOT_VALID_YET", call, host, early, private)
    assert now < since
    late = pem(OURS.issue("host", begin=-9 * DAY, end=-DAY))
    now, until = fails("SERVER_CERTIFICATE_EXPIRED", call, host, late, private)
    assert until < now
    old = pem(OURS.issue("host", hash_=hashes.SHA224()))
    fails("SERVER_CERTIFICATE_SIGNATURE_NOT_SUPPORTED", call, host, old, private)
    assert sha256(seen(house)) == sha256(own) == records(house, "host")[0]["fingerprint_sha256"]
    assert not list(house.daemon.state.glob(".*.trial"))


def test_ten_megabytes_are_refused_at_the_door(house: Lab) -> None:
    host = house.api.host.get_all()[0]
    with pytest.raises(Exception, match="500"):
        house.api.host.install_server_certificate(host, "x" * (10 << 20), "")
    assert house.api.host.get_all() == [host]


def test_reset_and_refresh_make_new_ones(house: Lab) -> None:
    host = house.api.host.get_all()[0]
    own = install(house)
    house.api.host.reset_server_certificate(host)
    made = seen(house)
    assert sha256(made) != sha256(own) and made.issuer == made.subject
    internal = sha256(seen(house, "pool"))
    house.api.host.refresh_server_certificate(host)
    assert sha256(seen(house)) == sha256(made)
    assert sha256(seen(house, "pool")) not in (internal, sha256(made))
    house.api.host.emergency_reset_server_certificate()
    assert sha256(seen(house)) != sha256(made)
    assert records(house, "host")[0]["fingerprint_sha256"] == sha256(seen(house))
    assert records(house, "host_internal")[0]["fingerprint_sha256"] == sha256(seen(house, "pool"))


def test_notes_about_the_end_of_validity(house: Lab) -> None:
    assert expiry_notes(house) == []
    for days, name, priority in ((20, "EXPIRING_30", "3"), (10, "EXPIRING_14", "2"), (3, "EXPIRING_07", "1")):
        install(house, end=days * DAY)
        assert expiry_notes(house) == [(f"HOST_SERVER_CERTIFICATE_{name}", priority, "Host")]
    host = house.api.host.get_all()[0]
    (note,) = [m for m in house.api.message.get_all_records().values() if "CERTIFICATE" in m["name"]]
    assert note["obj_uuid"] == house.api.host.get_uuid(host) and "<date>" in note["body"]
    soon = Authority("Soon", 3).issue("soon", end=10 * DAY)
    house.api.pool.install_ca_certificate("soon", pem(soon))
    assert ("POOL_CA_CERTIFICATE_EXPIRING_14", "2", "Certificate") in expiry_notes(house)
    house.api.pool.uninstall_ca_certificate("soon")
    house.api.host.reset_server_certificate(host)
    assert expiry_notes(house) == []


def test_killed_in_between_the_records_are_true_again(house: Lab) -> None:
    """The file is what counts: a daemon that died between file and record finds it at its start."""
    own = OURS.issue("host", end=5 * DAY)
    house.daemon.kill()
    state = house.daemon.state
    (state / "server.pem").write_text(key_pem(key()) + pem(own))
    (state / ".server.pem.new").write_text("half of")
    house.daemon.start()
    house.log_in()
    (record,) = records(house, "host")
    assert record["fingerprint_sha256"] == sha256(own) == sha256(seen(house))
    assert [n for n, *_ in expiry_notes(house)] == ["HOST_SERVER_CERTIFICATE_EXPIRING_07"]
    install(house)
    assert not (state / ".server.pem.new").exists()
