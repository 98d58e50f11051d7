"""What is delivered for servers names what exists, and gives no rights away."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.arguments import COMMANDS
from schemas.settings import Settings, variable

DOCKER = Path(__file__).parent.parent / "docker"
COMPOSE: dict[str, Any] = yaml.safe_load((DOCKER / "compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ["watcher", "worker", "watchdog"]
UNITS = sorted((DOCKER / "systemd").glob("*.service"))
NAMES = {command.name for command in COMMANDS}
SETTINGS = {variable(name) for name in Settings.model_fields}


@pytest.mark.parametrize("service", OURS)
def test_a_service_calls_a_command_that_exists(service: str) -> None:
    assert SERVICES[service]["command"][0] in NAMES


@pytest.mark.parametrize("service", OURS)
def test_a_service_is_told_only_settings_that_exist(service: str) -> None:
    assert SERVICES[service]["environment"].keys() <= SETTINGS


@pytest.mark.parametrize("service", OURS)
def test_a_service_can_change_nothing_but_its_data(service: str) -> None:
    told = SERVICES[service]

    assert told["read_only"]
    assert told["cap_drop"] == ["ALL"]
    assert "privileged" not in told
    assert all(volume.rpartition(":")[2].startswith("/data") for volume in told["volumes"])


@pytest.mark.parametrize("service", OURS)
def test_a_service_has_time_to_finish_what_it_reads(service: str) -> None:
    grace_s = int(SERVICES[service]["stop_grace_period"].removesuffix("s"))

    assert grace_s > Settings().drain_s + 20


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_up_is_known_to_be_well(service: str) -> None:
    dockerfile = (DOCKER / "Dockerfile").read_text("utf-8")

    assert "healthcheck" in SERVICES[service] or (service in OURS and "HEALTHCHECK" in dockerfile)


def test_only_this_machine_reaches_a_port() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]

    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_workers_can_be_multiplied() -> None:
    assert not {"container_name", "ports"} & SERVICES["worker"].keys()


def test_the_image_runs_as_nobody_in_particular() -> None:
    lines = (DOCKER / "Dockerfile").read_text("utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER")]

    assert users[-1] == "10001:10001"


def test_the_image_holds_every_package_that_commands_need() -> None:
    dockerfile = (DOCKER / "Dockerfile").read_text("utf-8")
    copied = set(re.findall(r"^COPY (\w+) \1$", dockerfile, re.MULTILINE))

    assert copied >= {"cli", "export", "ocr", "schemas", "store", "workers"}
    assert not copied & {"tests", "training", "bench", "samples"}


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_that_exists_and_ends_it_in_order(unit: Path) -> None:
    lines = unit.read_text("utf-8").splitlines()
    told = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))

    assert told["ExecStart"].split()[1] in NAMES
    assert told["User"] == "sodo"
    assert float(told["TimeoutStopSec"]) > 2 * Settings().drain_s + 20
