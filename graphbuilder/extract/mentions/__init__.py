"""Mentions: the names and groups of a text, from the tables and the model to things with one label."""
