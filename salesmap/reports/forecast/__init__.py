"""The forecast by three methods, its backtest, and targets.

A method is added in `forecast` (METHODS, `expected`) and explained in `forecast_drilldown`.
"""
