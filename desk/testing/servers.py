"""Start the real house in a process of its own, with its pages built."""
