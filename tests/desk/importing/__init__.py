"""Tests of `nutgraf import`."""
