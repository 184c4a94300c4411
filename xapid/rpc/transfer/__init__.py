"""VMs as byte streams: XVA archives, and their metadata alone."""
