"""What is plugged into this machine. Reads only."""
