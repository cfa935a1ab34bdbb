"""What a desk editor would ask of a text before it goes out. Each is a row of `nutgraf.weave.checks.CHECKS`.

Most are off by default. They judge words by their look, so they may be wrong: each can be switched, for all entries
or for one.
"""
