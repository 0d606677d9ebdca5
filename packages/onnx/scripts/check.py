"""Checks .onnx files with ONNX's own checker, shapes included: python check.py FILES. Needs the package `onnx`."""

import sys

import onnx

for path in sys.argv[1:]:
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    opset = model.opset_import[0].version
    print(f"{path}: opset {opset}, {len(model.graph.node)} nodes, {[p.key for p in model.metadata_props]}")
