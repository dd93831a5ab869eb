"""SQLite for one process with many writing threads: the writers queue fairly."""
