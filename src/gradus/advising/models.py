"""Advising keeps no tables yet; the contracts name this file, so it is here."""
