"""Writes what tests without TensorFlow compare with, test/fixtures/*.json: the operations in use as TensorFlow 2.21 defines them, and a graph as it
writes it. Run in packages/tensorflow, by a Python that has TensorFlow: python scripts/write-fixtures.py"""

import base64
import json
import re
from pathlib import Path

from tensorflow.core.framework import graph_pb2
from tensorflow.python.framework import op_def_registry

sources = "\n".join(path.read_text() for path in Path("src/lower").glob("*.ts"))
names = {name for name in re.findall(r'"([A-Z]\w+)"', sources) if op_def_registry.get(name)}
unaries = re.search(r"UNARY = \[(.*?)\]", Path("../graph/src/node.ts").read_text(), re.S)[1]
names |= {name[0].upper() + name[1:] for name in re.findall(r'"(\w+)"', unaries)}


def described(operation):
    lists = [argument.number_attr for argument in operation.input_arg if argument.number_attr]
    attributes = {
        attribute.name: {
            "kind": attribute.type,
            "isRequired": not attribute.HasField("default_value"),
            **({"types": ours} if (ours := sorted(set(attribute.allowed_values.list.type) & {1, 3, 10})) else {}),
            **(
                {"words": [word.decode() for word in attribute.allowed_values.list.s]}
                if attribute.allowed_values.list.s
                else {}
            ),
        }
        for attribute in operation.attr
    }
    return {"inputs": len(operation.input_arg), **({"list": lists[0]} if lists else {}), "attributes": attributes}


def golden():
    graph = graph_pb2.GraphDef()
    graph.versions.producer = 2474
    x = graph.node.add(name="n0", op="Placeholder")
    x.attr["dtype"].type = 1
    for length in (2, 300):
        x.attr["shape"].shape.dim.add(size=length)
    constant = graph.node.add(name="n1", op="Const")
    constant.attr["dtype"].type = 3
    value = constant.attr["value"].tensor
    value.dtype = 3
    value.tensor_shape.dim.add(size=2)
    value.tensor_content = b"\x01\x00\x00\x00\xff\xff\xff\xff"
    some = graph.node.add(name="n2", op="Some", input=["n0", "n1:1"])
    some.attr["alpha"].f = 0.25
    some.attr["axis"].i = -1
    some.attr["keep_dims"].b = True
    some.attr["no"].b = False
    some.attr["padding"].s = b"SAME"
    some.attr["strides"].list.i.extend([1, 2, -300, 1])
    return base64.b64encode(graph.SerializeToString(deterministic=True)).decode()


def write(name, content):
    Path(f"test/fixtures/{name}.json").write_text(json.dumps(content, indent=2) + "\n")


write("operations", {name: described(op_def_registry.get(name)) for name in sorted(names)})
write("graph-def", golden())
