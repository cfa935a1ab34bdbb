"""Plans: addresses, citations, closed contexts."""
