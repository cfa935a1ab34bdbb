"""Dates in words, through CLDR."""
