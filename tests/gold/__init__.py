"""The project's own gold set: texts written for it and annotated by hand (README.md), and the scorer for it."""
