"""One file per purpose; the name of the file is the purpose's in lower case."""
