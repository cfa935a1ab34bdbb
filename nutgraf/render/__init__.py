"""Targets to bytes. Pure functions of a context and a theme; maps alone know folium."""
