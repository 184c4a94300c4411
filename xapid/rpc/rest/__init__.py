"""REST, server-sent events and OpenAPI, all from the declarations: nothing here knows a class by name."""
