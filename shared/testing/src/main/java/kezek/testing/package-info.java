/// Test fakes for all modules: an in-memory table, a controllable clock, a Lambda context, and HTTP
/// servers with prepared answers.
///
/// Null checks are off, because the fakes replace SDK classes, which use null for absent values.
@NullUnmarked
package kezek.testing;

import org.jspecify.annotations.NullUnmarked;
