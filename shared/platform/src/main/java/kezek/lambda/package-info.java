/// What every handler starts with: its settings, its AWS clients and its log.
@NullMarked
package kezek.lambda;

import org.jspecify.annotations.NullMarked;
