"""Permissions that several classes have in common."""

from xapid.model.roles import CLIENT_CERT, POOL_ADMIN, POOL_OPERATOR

#: Exactly these roles: whoever logged in by a client's certificate, and none of those between.
POOL_OPERATOR_OR_CERT = (POOL_ADMIN, POOL_OPERATOR, CLIENT_CERT)
