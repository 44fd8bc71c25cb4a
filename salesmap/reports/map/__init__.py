"""Questions about the map: stages, versions, the knowledge base, the flow chart."""
