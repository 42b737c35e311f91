"""The answers of an explainer, one module for each thing that members ask about a figure."""
