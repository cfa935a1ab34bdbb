"""The tests of nutgraf."""
