"""Reads results as models.md shows it, with pandas, polars, DuckDB and ONNX Runtime.

Usage: readers.py RESULTS IMAGE.png; prints the answers, a line each.
"""
import glob
import sys

import duckdb
import numpy as np
import onnxruntime
import pandas
import polars
from PIL import Image

results, picture = sys.argv[1:]
question = """SELECT model, training_corpus, value FROM metrics
              WHERE evaluated_on = 'test' AND slice = 'all' AND metric = 'accuracy'
              ORDER BY ALL"""


def latest(table):
    return sorted(glob.glob(f"{results}/{table}/run_id=*"))[-1]


duck = duckdb.connect()
duck.execute(open(f"{results}/catalog.sql").read())
print("duckdb", duck.execute(question).fetchall())

metrics = pandas.read_parquet(latest("metrics"))
rows = metrics[(metrics.evaluated_on == "test") & (metrics.slice == "all") & (metrics.metric == "accuracy")]
rows = rows.sort_values(["model", "training_corpus"])[["model", "training_corpus", "value"]]
print("pandas", list(rows.itertuples(index=False, name=None)))

rows = (
    polars.read_parquet(f"{latest('metrics')}/*.parquet", hive_partitioning=False)
    .filter((polars.col("evaluated_on") == "test") & (polars.col("slice") == "all"))
    .filter(polars.col("metric") == "accuracy")
    .sort("model", "training_corpus")
    .select("model", "training_corpus", "value")
)
print("polars", rows.rows())

network = onnxruntime.InferenceSession(f"{latest('export_files')}/vgg-corpus.onnx")
planes = np.asarray(Image.open(picture).convert("RGB")).transpose(2, 0, 1)[None]
logits = network.run(["logits"], {"images": planes})[0][0]
temperature = float(network.get_modelmeta().custom_metadata_map["temperature"])
powers = np.exp(logits / temperature - np.max(logits / temperature))
print("onnx", [round(float(p), 6) for p in powers / powers.sum()])
