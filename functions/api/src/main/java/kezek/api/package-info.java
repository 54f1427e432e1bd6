/// The HTTP API: one function, a small router, JSON in snake_case.
@NullMarked
package kezek.api;

import org.jspecify.annotations.NullMarked;
