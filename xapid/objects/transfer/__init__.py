"""VMs as documents: what belongs to one, what of its records leaves the host, and how they come back."""
