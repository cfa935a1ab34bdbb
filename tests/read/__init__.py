"""Tests of how text becomes values, and of what authors are told when it does not."""
