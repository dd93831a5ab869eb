"""The kinds of condition, one file each; `registry.py` lists them."""
