"""The arithmetic a learner may type: read once into steps, then computed as often as needed."""
