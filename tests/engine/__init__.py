"""The engine: builds in temporary folders."""
