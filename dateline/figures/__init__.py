"""Tables to Plotly figures; the only importer of Plotly. Knows no width and no label."""
