"""The hub as a process: its socket, what it is made of, its server, and several workers on one socket."""
