"""The strip of a timeline: events in lanes over a scale that gives crowded periods room."""
