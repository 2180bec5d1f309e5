"""`python -m graphbuilder` is the command `graphbuilder`."""

from graphbuilder.cli import main

main()
