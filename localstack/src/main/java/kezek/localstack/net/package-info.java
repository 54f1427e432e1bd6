/// HTTP servers that nobody but this machine can reach.
@NullMarked
package kezek.localstack.net;

import org.jspecify.annotations.NullMarked;
