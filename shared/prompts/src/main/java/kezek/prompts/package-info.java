/// Prompts (instructions for models), their immutable versions, and which version is active.
@NullMarked
package kezek.prompts;

import org.jspecify.annotations.NullMarked;
