"""Races: updates that get lost, things made twice, and why your machine hides it."""
