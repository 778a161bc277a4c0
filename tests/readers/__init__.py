"""The release in every engine that reads Parquet: the same values, the right types, the same rows
for a vintage.
"""
