/// What every handler is made of: settings, clients, partial batch responses, log lines.
@NullMarked
package kezek.lambda;

import org.jspecify.annotations.NullMarked;
