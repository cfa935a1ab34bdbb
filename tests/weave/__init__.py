"""Tests of what merging means."""
