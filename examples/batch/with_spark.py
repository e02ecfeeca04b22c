"""Lints a column of a Spark frame in `mapInArrow`; the same in local mode and on a cluster."""

from __future__ import annotations

import os
import sys
import time

import pyarrow as pa
from draftlint.batch import SPARK_SCHEMA, lint_batches
from posts import asked, generate, tell
from pyspark.sql import SparkSession

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
count = asked()
spark = (
    SparkSession.builder.master(os.environ.get("SPARK_MASTER", "local[*]"))
    .config("spark.ui.enabled", "false")
    .config("spark.driver.memory", "2g")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")
# Spark cuts an Arrow table into as many parts as it has cores.
frame = spark.createDataFrame(pa.table({"text": generate(count)})).cache()
frame.count()

start = time.perf_counter()
found = frame.mapInArrow(lint_batches, f"text string, {SPARK_SCHEMA}")
verdicts = {row["verdict"]: row["count"] for row in found.groupBy("verdict").count().collect()}
seconds = time.perf_counter() - start

tell(verdicts, seconds)
spark.stop()
