"""What tests share: invented worlds, oracles, clients, and readers of what the hub writes."""
