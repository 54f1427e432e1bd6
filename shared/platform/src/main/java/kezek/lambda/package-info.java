/// What every handler starts from: settings, AWS clients, log lines.
@NullMarked
package kezek.lambda;

import org.jspecify.annotations.NullMarked;
