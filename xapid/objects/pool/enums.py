"""Enumerations of the class pool."""

from __future__ import annotations

from xapid.model.types import ApiEnum


class PoolAllowedOperations(ApiEnum):
    """What can be under way on a pool."""

    ha_enable = "ha_enable"
    ha_disable = "ha_disable"
    cluster_create = "cluster_create"
    designate_new_master = "designate_new_master"
    configure_repositories = "configure_repositories"
    sync_updates = "sync_updates"
    sync_bundle = "sync_bundle"
    get_updates = "get_updates"
    apply_updates = "apply_updates"
    tls_verification_enable = "tls_verification_enable"
    cert_refresh = "cert_refresh"
    exchange_certificates_on_join = "exchange_certificates_on_join"
    exchange_ca_certificates_on_join = "exchange_ca_certificates_on_join"
    copy_primary_host_certs = "copy_primary_host_certs"
    eject = "eject"
    exchange_crls_on_join = "exchange_crls_on_join"


class TelemetryFrequency(ApiEnum):
    """How often telemetry is collected."""

    daily = "daily"
    weekly = "weekly"
    monthly = "monthly"


class UpdateSyncFrequency(ApiEnum):
    """How often update repositories are synchronised."""

    daily = "daily"
    weekly = "weekly"


class PoolGuestSecurebootReadiness(ApiEnum):
    """Whether guests can be booted with Secure Boot; dbx is the list of what was revoked."""

    ready = "ready"
    ready_no_dbx = "ready_no_dbx"
    not_ready = "not_ready"


class HelloReturn(ApiEnum):
    """What a host hears that greets its coordinator."""

    ok = "ok"
    unknown_host = "unknown_host"
    cannot_talk_back = "cannot_talk_back"
