"""What only curators and CI need: read the curated CSV, derive what is not typed, check it, write a
release.
"""
