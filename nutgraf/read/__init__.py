"""Text to values: every input file becomes entries, their places in it, and everything that is wrong with it."""
