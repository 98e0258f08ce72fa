"""What lies between two nodes, one file a cable, and its reduction to a few modes."""
