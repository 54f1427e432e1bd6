/// An HTTP API behind API Gateway (payload format 2.0): [kezek.http.Router] with its table of routes,
/// request and response, readers of query parameters and of JSON bodies, pages of lists, and the errors
/// that callers see.
@NullMarked
package kezek.http;

import org.jspecify.annotations.NullMarked;
