"""Every statement of the program, a module for each part of the graph. All of them run on both stores.

Text never goes into a statement: values are parameters, and the few names that are put in come from tuples of this package or from the
ontology.
"""
