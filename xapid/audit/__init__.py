"""The audit log: who changed what and when, in files beside the database."""
