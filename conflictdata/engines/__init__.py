"""How rows are chosen from a Parquet file: one module an engine, each with `select`."""
