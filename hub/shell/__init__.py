"""What all verbs of the command line share: the terminal, the way to the database, their place in the audit log."""
