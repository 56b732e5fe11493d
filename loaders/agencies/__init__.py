"""One file per partner agency: which files it sends and what their columns mean."""
