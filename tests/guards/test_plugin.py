"""The plugin keeps its promises: rules exist, skips have reasons, the network is shut."""

import socket

import pytest

from desk.testing.reports import wrong_rules
from desk.testing.sockets import NetworkShut


def test_a_rule_is_one_of_the_handbook() -> None:
    assert wrong_rules(("S1", "S58", "S340")) == []
    assert wrong_rules(("S0", "S341", "58", 58)) == ["S0", "S341", "58", 58]


def test_a_unit_test_reaches_no_network() -> None:
    with socket.socket() as shut, pytest.raises(NetworkShut, match="loopback"):
        shut.connect(("127.0.0.1", 9))


def test_a_test_with_loopback_reaches_this_machine_only(loopback: None) -> None:
    with socket.socket() as shut, pytest.raises(ConnectionRefusedError):
        shut.connect(("127.0.0.1", 9))
    with socket.socket() as shut, pytest.raises(NetworkShut):
        shut.connect(("192.0.2.1", 9))
