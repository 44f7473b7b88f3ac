"""The verbs of the command line, a few to a file; `kg.cli` puts them together."""
