"""Which problems of the map hurt most: detectors, diagnosis, KPIs."""
