"""Where rows are: releases in a folder, in the cache, on a host."""
