"""Measurements anybody can repeat: `python -m tests.benchmarks.NAME`. None is part of the test run."""
