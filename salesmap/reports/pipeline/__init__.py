"""Reports on how leads move: funnel, conversion, stages, aging, inactive leads, changes, cohorts.

One module and one .sql file per report. The stage reports share `standing` (where leads are and how
far they came) and `stage_drilldown`; `funnel_totals` is the fast funnel of everything.
"""
