"""From the cells of a row to the nodes and links that it states."""
