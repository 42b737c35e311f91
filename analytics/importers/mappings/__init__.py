"""Mappings that people made for files which nobody had mapped: kept in the workspace, and shared as TOML files."""
