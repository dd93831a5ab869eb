"""How fast Gradus is: figures from one run on one machine, told as ratios."""
