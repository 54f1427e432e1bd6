/// HTTP servers that only this machine can reach.
@NullMarked
package kezek.local.net;

import org.jspecify.annotations.NullMarked;
