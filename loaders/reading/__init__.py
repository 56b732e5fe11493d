"""From the bytes of a file to rows of cells, in flat memory; a row that cannot be read is a problem of its own."""
