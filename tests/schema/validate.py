# SPDX-License-Identifier: GPL-3.0-or-later
"""validate.py SCHEMA FILE...: does each JSON file keep the schema?"""
import json
import sys

import jsonschema

with open(sys.argv[1]) as f:
    validator = jsonschema.Draft202012Validator(json.load(f))
bad = 0
for path in sys.argv[2:]:
    with open(path) as f:
        document = json.load(f)
    for error in validator.iter_errors(document):
        print(f"{path}: {error.json_path}: {error.message}")
        bad += 1
sys.exit(bad > 0)
