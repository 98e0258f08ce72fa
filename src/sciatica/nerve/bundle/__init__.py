"""Fibres side by side that share the fluid between them."""
