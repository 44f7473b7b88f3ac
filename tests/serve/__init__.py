"""Tests of `kg serve`: a real server in a program of its own, on the graph of the sample articles."""
