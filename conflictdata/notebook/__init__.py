"""What a notebook, or IPython in a terminal, knows of our calls: ``%load_ext conflictdata`` has
tables, columns and codes completed.
"""
