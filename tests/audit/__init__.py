"""The long checks behind `make audit`: budgets, and the matrix of pages, widths, looks and states.

Each thing that is checked is a row in a table: the sites in `sites.SITES`, the widths and looks in `looks`, the states
that a reader can bring a page into in `states.STATES`, the pictures in `screenshots.SHOTS`; a budget is a line of
`budgets.measure`. Pages need no row: those of every kind are found in the built site.
"""
