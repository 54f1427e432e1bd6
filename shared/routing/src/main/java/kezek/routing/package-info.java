/// The rules of distribution: a pure function from tickets, roster and turns to a plan. No AWS, no JSON,
/// no clock.
@NullMarked
package kezek.routing;

import org.jspecify.annotations.NullMarked;
