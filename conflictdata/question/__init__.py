"""What was asked: which values a column must hold, and by which day it must have been known."""
