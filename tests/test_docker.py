"""What is delivered for servers names what exists, and gives no rights away."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.arguments import COMMANDS
from schemas.settings import Settings, variable

DOCKER = Path(__file__).parent.parent / "docker"
COMPOSE: dict[str, Any] = yaml.safe_load((DOCKER / "compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ["watcher", "worker", "watchdog", "review"]
UNITS = sorted((DOCKER / "systemd").glob("*.service"))
TARGETS = {"worker", "review"}
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
    stages = stages_of((DOCKER / "Dockerfile").read_text("utf-8"))
    users = {
        name: [line.split()[1] for line in lines if line.startswith("USER")]
        for name, lines in stages.items()
    }

    assert users["base"][-1] == "10001:10001"
    assert all((users[target] or users["base"])[-1] == "10001:10001" for target in TARGETS)


def stages_of(dockerfile: str) -> dict[str, list[str]]:
    """Return the lines of each stage of the file, by its name."""
    parts = re.split(r"^FROM \S+ AS (\S+)$", dockerfile, flags=re.MULTILINE)
    return {name: lines.splitlines() for name, lines in zip(parts[1::2], parts[2::2], strict=True)}


@pytest.mark.parametrize("service", OURS)
def test_a_service_is_built_from_a_stage_that_exists(service: str) -> None:
    build = SERVICES[service]["build"]

    assert build["target"] in TARGETS
    assert (DOCKER / build["context"] / build["dockerfile"]).samefile(DOCKER / "Dockerfile")
    assert SERVICES[service]["image"] == f"sodo-{build['target']}"


def test_each_service_of_an_installation_is_there() -> None:
    assert SERVICES.keys() >= {"redis", "postgres", "watcher", "worker", "review"}


def test_the_review_image_lacks_nothing_that_its_commands_need() -> None:
    stage = "\n".join(stages_of((DOCKER / "Dockerfile").read_text("utf-8"))["build-review"])
    removed = re.findall(r"[a-z][a-z0-9-]+", stage.partition("--yes")[2])
    modules = {
        module
        for module, owners in packages_distributions().items()
        if {owner.lower().replace("_", "-") for owner in owners} & set(removed)
    }
    program = (
        f"import sys; sys.modules.update(dict.fromkeys({sorted(modules)}))\n"
        "import cli.review, cli.status, cli.audit, cli.doctor"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert {"cv2", "onnxruntime", "zxingcpp"} <= modules
    assert done.returncode == 0, done.stderr


def test_the_image_holds_every_package_that_commands_need() -> None:
    dockerfile = (DOCKER / "Dockerfile").read_text("utf-8")
    copied = set(re.findall(r"^COPY (\w+) \1$", dockerfile, re.MULTILINE))

    assert copied >= {"cli", "export", "ocr", "review", "schemas", "store", "workers"}
    assert not copied & {"tests", "training", "bench", "samples"}


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_that_exists_and_ends_it_in_order(unit: Path) -> None:
    lines = unit.read_text("utf-8").splitlines()
    told = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))

    assert told["ExecStart"].split()[1] in NAMES
    assert told["User"] == "sodo"
    assert float(told["TimeoutStopSec"]) > 2 * Settings().drain_s + 20
