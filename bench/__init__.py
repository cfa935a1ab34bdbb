"""Corpus generator, side-by-side benchmarks and limits of nutgraf. Nothing here is part of the package."""
