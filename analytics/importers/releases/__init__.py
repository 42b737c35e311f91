"""The Department for Education's published data files, by mappings that are data: `data/catalogue/releases`."""
