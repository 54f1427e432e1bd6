/// What models are told to do: prompts as versions that never change, and which of them is active.
@NullMarked
package kezek.prompts;

import org.jspecify.annotations.NullMarked;
