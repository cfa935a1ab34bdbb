"""nutgraf: a static-site generator for annotated explainers.

The layers, each of which imports only what stands to the left of it:
model <- read, weave <- plan <- render <- engine <- desk <- cli
"""

__version__ = "0.1.0"
