"""Numbers of an article, and the figures behind them: text, statements, figures, verdicts."""
