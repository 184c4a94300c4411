"""Directories of users outside the daemon: LDAP servers, and the accounts of this machine."""
