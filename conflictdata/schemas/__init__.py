"""What a column is, and what that is projected to: pandera, Arrow, the resource of a data package,
the dictionary.

The YAML in ``schemas/`` is the source; a release carries it in ``datapackage.json``, so that
reading needs no YAML and an old release is read by its own schema.
"""
