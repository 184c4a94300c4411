"""Messages of the class Repository that are not built yet."""

from xapid.model.messages import not_built
from xapid.objects.permissions import POOL_OPERATOR_OR_CERT
from xapid.objects.repository import Repository

# fmt: off
not_built(Repository,
    "introduce(name_label: string, name_description: string, binary_url: string, source_url: string, "
    'update: bool, gpgkey_path: string = "") => Repository ref',
    "Enter a source of updates on the web.", role=POOL_OPERATOR_OR_CERT, waits_for="updates")
not_built(Repository, "introduce_bundle(name_label: string, name_description: string) => Repository ref",
    "Enter a source of updates that is filled by uploads.", role=POOL_OPERATOR_OR_CERT, waits_for="updates")
not_built(Repository,
    "introduce_remote_pool(name_label: string, name_description: string, binary_url: string, certificate: "
    "string) => Repository ref",
    "Enter another pool as the source of updates.", role=POOL_OPERATOR_OR_CERT, waits_for="updates")
not_built(Repository, "forget(self: Repository ref)",
    "Drop a source of updates; what is installed stays.", role=POOL_OPERATOR_OR_CERT, waits_for="updates")
not_built(Repository, "apply(host: host ref)",
    "Install the updates of the repositories in use on the host.",
    role=POOL_OPERATOR_OR_CERT, waits_for="updates", hidden=True, pool_internal=True)
not_built(Repository, "set_gpgkey_path(self: Repository ref, value: string)",
    "Set the file of the key that the packages are signed with.",
    role=POOL_OPERATOR_OR_CERT, waits_for="updates")
not_built(Repository,
    "apply_livepatch(host: host ref, component: string, base_build_id: string, base_version: string, "
    "base_release: string, to_version: string, to_release: string)",
    "Patch the running code of a component of the host.",
    role=POOL_OPERATOR_OR_CERT, waits_for="updates", hidden=True, pool_internal=True)
