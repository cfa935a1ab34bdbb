"""Frozen values: what everything else computes with. No input, no output."""
