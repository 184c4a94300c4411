"""What this host proves itself with, and whom it believes: certificates, authorities, the pool's secret."""
