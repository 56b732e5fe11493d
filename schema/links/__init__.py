"""One file per kind of link; the name of the file is the kind's in lower case."""
