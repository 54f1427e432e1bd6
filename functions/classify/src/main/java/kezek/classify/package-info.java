/// The function classify: finds out what a ticket says, by a model if one is configured, else by rules.
@NullMarked
package kezek.classify;

import org.jspecify.annotations.NullMarked;
