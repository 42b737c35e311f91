"""The published site: files that any web server, or none, can show. It lays out views and computes nothing."""
