"""How leads move: funnel, stage flow, aging, changes of the pipeline."""
