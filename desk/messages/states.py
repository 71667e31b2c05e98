"""What may become of a message."""

WAITING = "waiting"  # for its minutes of grace, or for another try
SENDING = "sending"
SENT = "sent"
FAILED = "failed"
PHONE = "phone"  # somebody must telephone
PHONED = "phoned"
CANCELLED = "cancelled"
LATE = "late"  # it reached the house when it was no news any more
DEMO = "demo"  # a demonstration sends nothing

# Why it is so.
NO_CHANNEL, NO_SERVICE, QUIET = "no_channel", "no_service", "quiet"
BAD_ADDRESS, REFUSED, UNKNOWN = "bad_address", "refused", "unknown"
TAKEN_BACK, NOBODY, STOPPED, ERASED = "taken_back", "nobody", "stopped", "erased"

# What a person may still decide about.
OPEN = (WAITING, FAILED, PHONE)
