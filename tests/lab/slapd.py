"""A real LDAP server of the tests' own: OpenLDAP on loopback, with TLS."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.lab.daemon import until

BASE = "dc=example,dc=org"
ADMIN, ADMIN_PASSWORD = f"cn=admin,{BASE}", "s3cr3t of the directory"

_CONFIG = """\
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/nis.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {directory}/pid
TLSCACertificateFile {directory}/ca.pem
TLSCertificateFile {directory}/server.pem
TLSCertificateKeyFile {directory}/server.key
sizelimit unlimited
database mdb
maxsize 268435456
suffix "{base}"
rootdn "{admin}"
rootpw "{password}"
directory {directory}/data
dbnosync
index objectClass,uid,cn,member,uniqueMember,memberUid,entryUUID eq
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="uid=blind,ou=people,{base}" none by anonymous auth by * read
"""


def person(uid: str, password: str = "") -> str:
    """The LDIF of a user."""
    return (f"dn: uid={uid},ou=people,{BASE}\nobjectClass: inetOrgPerson\nuid: {uid}\ncn: {uid}\nsn: {uid}\n"
            f"displayName: {uid.title()} Example\nmail: {uid}@example.org\n"
            f"userPassword: {password or uid + ' password'}\n")  # fmt: skip


def group(name: str, *members: str) -> str:
    """The LDIF of a group; members as ``uid=x,ou=people`` and ``cn=x,ou=groups``."""
    lines = "".join(f"member: {member},{BASE}\n" for member in members)
    return f"dn: cn={name},ou=groups,{BASE}\nobjectClass: groupOfNames\ncn: {name}\n{lines}"


_UNITS = [f"dn: ou={name},{BASE}\nobjectClass: organizationalUnit\nou: {name}\n"
          for name in ("people", "groups")]  # fmt: skip
_ROOTS = [f"dn: {BASE}\nobjectClass: domain\ndc: example\n", *_UNITS]


class Slapd:
    """One server on a directory of its own; started, stopped, started again on the same ports."""

    def __init__(self) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="xl-", dir="/tmp"))
        self.process: subprocess.Popen[bytes] | None = None
        self.port, self.tls_port = _free_ports(2)
        (self.directory / "data").mkdir()
        self.ca = make_certificates(self.directory)
        self._config = self.directory / "slapd.conf"
        self._config.write_text(_CONFIG.format(directory=self.directory, base=BASE, admin=ADMIN,
                                               password=ADMIN_PASSWORD))  # fmt: skip
        self.add(_ROOTS)

    @property
    def uri(self) -> str:
        return f"ldap://127.0.0.1:{self.port}"

    @property
    def tls_uri(self) -> str:
        return f"ldaps://127.0.0.1:{self.tls_port}"

    def config(self, **changes: str) -> dict[str, str]:
        """The configuration of external authentication that uses it."""
        return {"uris": f"{self.uri} {self.tls_uri}", "ca": self.ca, "base_dn": BASE, "bind_dn": ADMIN,
                "bind_password": ADMIN_PASSWORD, **changes}  # fmt: skip

    def add(self, entries: Iterable[str]) -> None:
        """Put entries in while it does not run."""
        self._tool("slapadd", "-q", text="\n".join(entries))

    def change(self, ldif: str) -> None:
        """Change entries while it runs."""
        subprocess.run(["ldapmodify", "-x", "-H", self.uri, "-D", ADMIN, "-w", ADMIN_PASSWORD],
                       input=ldif.encode(), check=True, capture_output=True, timeout=30)  # fmt: skip

    def start(self) -> None:
        """Start it, and return when it answers."""
        self.process = subprocess.Popen(
            ["slapd", "-f", str(self._config), "-h", f"{self.uri}/ {self.tls_uri}/", "-d", "0"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until(self._answers, what="slapd to answer")

    def stop(self) -> None:
        """Let it vanish."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None

    def remove(self) -> None:
        """Leave nothing behind."""
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def _answers(self) -> bool:
        assert self.process is not None and self.process.poll() is None, "slapd has ended"
        try:
            socket.create_connection(("127.0.0.1", self.tls_port), 1).close()
        except OSError:
            return False
        return True

    def _tool(self, *words: str, text: str) -> None:
        subprocess.run([words[0], "-f", str(self._config), *words[1:]], input=text.encode(), check=True,
                       capture_output=True, timeout=60)  # fmt: skip


def make_certificates(directory: Path) -> str:
    """An authority's certificate, and in the directory a server's with its key; the authority's PEM."""
    authority, server = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of the tests")])
    root = _certificate(issuer, issuer, authority, authority, x509.BasicConstraints(True, None))
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    leaf = _certificate(subject, issuer, server, authority, names)
    pem = serialization.Encoding.PEM
    (directory / "ca.pem").write_bytes(root.public_bytes(pem))
    (directory / "server.pem").write_bytes(leaf.public_bytes(pem))
    key = server.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (directory / "server.key").write_bytes(key)
    return root.public_bytes(pem).decode()


Key = ec.EllipticCurvePrivateKey


def _certificate(subject: x509.Name, issuer: x509.Name, key: Key, signer: Key,
                 extension: x509.ExtensionType) -> x509.Certificate:  # fmt: skip
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number(),
                                   now - timedelta(days=1), now + timedelta(days=2))  # fmt: skip
    return made.add_extension(extension, False).sign(signer, hashes.SHA256())


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
