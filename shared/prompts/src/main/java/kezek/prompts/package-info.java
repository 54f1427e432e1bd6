/// What models are told to do: prompts as versions that never change, and the active version of each.
@NullMarked
package kezek.prompts;

import org.jspecify.annotations.NullMarked;
