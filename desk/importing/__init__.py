"""Read rooms, people and staff from the files that other systems write: whole, or not at all."""
