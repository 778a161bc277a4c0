"""Second readings: drawn without the values, compared when they come back, kept as data.

`questions` says what is asked, `draw` hands rows out, `sheet` takes them back; `against` holds the
tables to what was read, and `once` counts what nobody has read again.
"""
