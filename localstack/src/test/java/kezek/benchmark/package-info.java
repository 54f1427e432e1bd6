/// Benchmarks, run by `localstack/benchmark`; docs/benchmarks.md has the results.
@NullMarked
package kezek.benchmark;

import org.jspecify.annotations.NullMarked;
