"""Forecasts, their backtest, and targets."""
