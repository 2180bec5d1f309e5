"""The local explorer: the page of `viz`, fed live by a server on this computer."""
