/// Benchmarks. `localstack/benchmark` runs them, and docs/benchmarks.md has the results.
@NullMarked
package kezek.benchmark;

import org.jspecify.annotations.NullMarked;
