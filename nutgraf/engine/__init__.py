"""The only layer with input and output: find, read, hash, render what is stale, write, prune, remember."""
