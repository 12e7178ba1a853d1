"""Locks: what they do, what they do not, and how to use them right."""
