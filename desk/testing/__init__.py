"""The pytest plugin of the house: one file per noun, loaded by `-p desk.testing`."""

pytest_plugins = (
    "desk.testing.reports",
    "desk.testing.sharing",
    "desk.testing.letters",
    "desk.testing.sockets",
    "desk.testing.databases",
    "desk.testing.apps",
    "desk.testing.people",
    "desk.testing.devices",
    "desk.testing.servers",
    "desk.testing.browsers",
    "desk.testing.seeds",
)
