"""What merging means: refs resolve, forms are found in text, notes are anchored, dates are ordered, claims compared.

Pure functions of the corpus. Nothing here reads a file, and nothing here knows what a page looks like.
"""
