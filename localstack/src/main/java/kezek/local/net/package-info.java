/// HTTP servers that only accept connections from this machine.
@NullMarked
package kezek.local.net;

import org.jspecify.annotations.NullMarked;
