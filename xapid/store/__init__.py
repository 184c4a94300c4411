"""The objects in memory, their relations and generations, and their durability (floor 1)."""
