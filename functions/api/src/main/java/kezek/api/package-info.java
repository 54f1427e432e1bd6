/// The HTTP API: one function and its table of routes.
@NullMarked
package kezek.api;

import org.jspecify.annotations.NullMarked;
