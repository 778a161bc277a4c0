"""Plant the slips that a tired curator makes into the curated tables, and count what a build says.

``python -m tests.planting`` plants every kind many times and prints a table; a sample of it runs
with the tests. What a kind is stands in ``figures``, ``money``, ``documents``, ``cells`` and
``files``, what became of a slip in ``judging``.
"""
