"""What is special about keys: nothing."""
