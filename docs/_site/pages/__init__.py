"""Pages that nobody writes: what is made of the release, the code, the notebooks and files beside
docs/; one module a kind.
"""
