"""What tests lean on: databases, a browser, a real server, people."""
