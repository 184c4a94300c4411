"""How fast xapid is: each figure against a baseline that is measured in the same run."""
