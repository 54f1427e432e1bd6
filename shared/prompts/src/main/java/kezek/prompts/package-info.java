/// Prompts, the instructions for models, as versions that never change, and which version is active.
@NullMarked
package kezek.prompts;

import org.jspecify.annotations.NullMarked;
