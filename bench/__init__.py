"""Benchmarks: how quick, and in how much memory. Timings live here, never in tests."""
