"""Write the rows of an update, a package or a source in place; what is to be read stays empty."""
