"""The language of declarations: types, fields, classes, messages, roles and errors (floor 0)."""
