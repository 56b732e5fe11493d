"""The only writers of Cypher that changes the graph: statements generated from what is declared."""
