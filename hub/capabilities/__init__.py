"""What the hub can be asked and can do: one folder for each capability, found by walking (docs/for-developers.md)."""
