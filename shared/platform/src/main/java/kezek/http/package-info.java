/// HTTP over API Gateway's payload 2.0: requests, responses, routes, JSON bodies, and the errors that
/// callers see.
@NullMarked
package kezek.http;

import org.jspecify.annotations.NullMarked;
