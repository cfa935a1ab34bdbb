"""Tests of the values that everything else computes with."""
