"""Every public name, and the module that has it; the face and its types are made from this list."""

PUBLIC = {
    "latest": "_latest",
    "load": "_load",
    "path": "_path",
    "plot": "_plot",
    "series": "_series",
    "tables": "_tables",
    "describe": "_describe",
    "cite": "_cite",
    "convert": "_convert",
    "increments": "_increments",
    "diff": "_diff",
    "fetch": "_fetch",
    "releases": "_releases",
    "schema": "_schema",
    "search": "_search",
    "trace": "_trace",
    "validate": "_validate",
    "ConflictDataError": "errors",
    "ValidationError": "errors",
}
