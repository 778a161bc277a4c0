"""What the readers share: the checks of one reader, and a Spark session."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from readers.expected import Reader


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "engine(name): the engine whose reading a test checks, for the table of readers"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Note the engine before anything is set up, so that a reader that is skipped has its row in
    the table as well.
    """
    for item in items:
        marker = item.get_closest_marker("engine")
        if marker is not None:
            item.user_properties.append(("engine", marker.args[0]))


@pytest.fixture
def reader(record_property: Callable[[str, object], None]) -> Reader:
    """The checks of one reader."""
    return Reader(record_property)


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Spark on this machine alone, two threads."""
    sql = pytest.importorskip("pyspark.sql")
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none")
    options = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
    }
    builder = sql.SparkSession.builder.master("local[2]")
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
