"""Who may use the API: external directories, the subjects that they know, and their sessions."""
