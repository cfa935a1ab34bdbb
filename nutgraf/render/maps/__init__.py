"""Maps: one view of places, as a still picture (SVG) and as a live map (Leaflet, through folium)."""
