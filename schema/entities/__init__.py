"""One file per entity; the name of the file is the entity's in snake_case."""
