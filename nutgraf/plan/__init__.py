"""Corpus to targets: which files the site has, and for each the closed context from which it is rendered.

A context holds values only, never an entry that it does not show: a listing gets cards, a page the terms that occur in
it. Its digest is therefore its dependency list, and rendering it again is needed exactly when that changes.
"""
