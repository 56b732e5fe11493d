"""From what rows state to the graph: chunk by chunk, resumed where it stopped, with what could not land."""
