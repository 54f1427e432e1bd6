/// The function classify: what a ticket says, by a model where one is configured, by rules where not.
@NullMarked
package kezek.classify;

import org.jspecify.annotations.NullMarked;
