/// Fakes for the tests of every module: a table in memory, a clock that the test moves, an invocation, an
/// HTTP server that answers what it is told to.
///
/// Not checked for null: the fakes stand in for the SDK, which says "absent" with null.
@NullUnmarked
package kezek.testing;

import org.jspecify.annotations.NullUnmarked;
