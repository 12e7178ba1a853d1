"""Processes: what a child inherits, what it gives back, and how it ends."""
