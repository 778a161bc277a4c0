"""The explorer: a release as one page that a browser shows from a file, without a network.

What is on the page is made here; ``web/`` is what the browser runs, plain modules of our own, and
``charts/`` the drawings, in the words of Vega.
"""
