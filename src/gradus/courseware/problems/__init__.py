"""Problems as authored, and what an answer to them is worth."""
