/// The HTTP API in front of the functions, with API Gateway's payload format 2.0.
@NullMarked
package kezek.local.http;

import org.jspecify.annotations.NullMarked;
