"""What a gate reads from a pass without a network, and what it makes of it."""
