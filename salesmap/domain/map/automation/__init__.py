"""What a map does by itself (`[[when]]`), what contradicts itself, and the map's test cases."""
