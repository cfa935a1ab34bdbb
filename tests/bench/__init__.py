"""Tests of what measures nutgraf: nothing here measures anything."""
