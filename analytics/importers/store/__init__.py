"""The store of imported releases: files that never change, tables made from them for reading, and one index."""
