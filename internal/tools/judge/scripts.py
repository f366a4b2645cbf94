"""Converts Chinese from one script to the other, character by character."""

import os

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "scripts.txt"), encoding="utf-8") as f:
    _lines = f.read().split("\n")  # traditional characters, their simplified forms; simplified characters, their traditional forms

SIMPLIFY, TRADITIONALISE = str.maketrans(_lines[0], _lines[1]), str.maketrans(_lines[2], _lines[3])
