"""The verbs of the demo, one module each."""
