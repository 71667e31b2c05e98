"""Tell people of the house what was written down: queued, sent by a service, or telephoned."""
