"""The one condition language: requirements, prerequisites and credit are judged by it."""
